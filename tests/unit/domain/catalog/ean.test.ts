import { isEan } from '../../../../node/domain/catalog/ean'
import { fc } from '../../fixtures/seeded'

/** Check digit by the definition of GS1: weights 3, 1, 3, … from the right. */
function withCheckDigit(digits: readonly number[]): string {
  const weighted = [...digits].reverse().map((digit, index) => digit * [3, 1][index % 2])
  const sum = weighted.reduce((total, value) => total + value, 0)
  return [...digits, (Math.ceil(sum / 10) * 10 - sum) % 10].join('')
}

const digits = fc
  .constantFrom(7, 11, 12, 13)
  .chain((length) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }))

describe('an EAN', () => {
  it.each(['96385074', '036000291452', '4006381333931', '5941234567899', '10614141000415'])('%s is one', (code) => {
    expect(isEan(code)).toBe(true)
  })

  it.each(['', '4006381333930', '400638133393', '40063813339310', '4006381333931 ', '40063813-3393', '٤٠٠٦٣٨١٣'])(
    '%p is none',
    (code) => {
      expect(isEan(code)).toBe(false)
    },
  )

  it('has exactly one right check digit', () => {
    fc.assert(
      fc.property(digits, fc.integer({ min: 1, max: 9 }), (body, slip) => {
        const code = withCheckDigit(body)
        expect(isEan(code)).toBe(true)
        const wrong = (Number(code.at(-1)) + slip) % 10
        expect(isEan(`${code.slice(0, -1)}${wrong}`)).toBe(false)
      }),
    )
  })

  it('betrays any single digit that was misread', () => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, where, slip) => {
        const code = [...withCheckDigit(body)]
        const place = where % code.length
        code[place] = String((Number(code[place]) + slip) % 10)
        expect(isEan(code.join(''))).toBe(false)
      }),
    )
  })
})

import { MoneyError } from '../../../node/domain/errors'
import { add, minorUnits, splitExactly, times, toDecimal } from '../../../node/domain/money'
import { cents } from '../fixtures/offers'
import { fc } from '../fixtures/seeded'

const amount = fc.integer({ min: 0, max: 1_000_000_000 }).map(cents)
const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 50 })
const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)

describe('an amount of a whole cart', () => {
  it('adds up exactly again after it is split over the lines', () => {
    fc.assert(
      fc.property(amount, weights, (total, shares) => {
        const parts = splitExactly(total, shares)
        expect(parts).toHaveLength(shares.length)
        expect(sum(parts)).toBe(total)
        expect(parts.every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true)
      }),
    )
  })

  it('gives every line its share, at most one cent more or less', () => {
    fc.assert(
      fc.property(amount, weights, (total, shares) => {
        const whole = sum(shares)
        fc.pre(whole > 0)
        splitExactly(total, shares).forEach((part, index) =>
          expect(Math.abs(part - (total * shares[index]) / whole)).toBeLessThan(1),
        )
      }),
    )
  })

  it('leaves nothing on a line that weighs nothing while others weigh something', () => {
    fc.assert(
      fc.property(amount, weights, (total, shares) => {
        fc.pre(sum(shares) > 0)
        splitExactly(total, shares).forEach((part, index) => shares[index] === 0 && expect(part).toBe(0))
      }),
    )
  })

  it('gives a line that weighs no less than another one no less, whatever their order', () => {
    fc.assert(
      fc.property(amount, weights, (total, shares) => {
        const parts = splitExactly(total, shares)
        const heaviestFirst = shares
          .map((weight, index) => ({ weight, part: parts[index] }))
          .sort((a, b) => b.weight - a.weight)
        heaviestFirst.slice(1).forEach((row, index) => {
          if (row.weight < heaviestFirst[index].weight) expect(row.part).toBeLessThanOrEqual(heaviestFirst[index].part)
        })
      }),
    )
  })

  it('gives the odd cents to the earlier of equal lines', () => {
    expect(splitExactly(cents(1_000), [1, 1, 1])).toEqual([334, 333, 333])
    expect(splitExactly(cents(2), [5, 5, 5])).toEqual([1, 1, 0])
  })

  it('is shared alike when no line has a value', () => {
    expect(splitExactly(cents(101), [0, 0])).toEqual([51, 50])
  })

  it.each([[[]], [[-1, 2]], [[Number.NaN]], [[Number.POSITIVE_INFINITY]]])('cannot be split over %j', (shares) => {
    expect(() => splitExactly(cents(100), shares)).toThrow(MoneyError)
  })
})

describe('money', () => {
  it.each([1.5, '100', null, Number.NaN, 2 ** 53])('is never made of %p', (value) => {
    expect(() => minorUnits(value, 'price')).toThrow(/^price must be an integer/)
  })

  it('is counted in whole cents', () => {
    expect(add(cents(1_999), cents(1))).toBe(2_000)
    expect(add()).toBe(0)
    expect(times(cents(39_900), 3)).toBe(119_700)
  })

  it('refuses a product too large to be exact', () => {
    expect(() => times(cents(9_007_199_254_740_991), 2)).toThrow(MoneyError)
  })

  it('reads as currency units without a floating residue (AC-94)', () => {
    expect(toDecimal(cents(1_999))).toBe(19.99)
    expect(toDecimal(cents(7))).toBe(0.07)
    expect(toDecimal(cents(0))).toBe(0)
    expect(toDecimal(cents(-1_050))).toBe(-10.5)
    expect(toDecimal(cents(399), 0)).toBe(399)
    expect(toDecimal(cents(1_005), 3)).toBe(1.005)
  })

  it('keeps every cent on its way to currency units', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }).map(cents), (value) => {
        expect(
          toDecimal(value)
            .toFixed(2)
            .replace('.', '')
            .replace(/^0+(?=\d)/, ''),
        ).toBe(String(value))
      }),
    )
  })
})

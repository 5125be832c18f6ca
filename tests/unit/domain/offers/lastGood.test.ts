import { DEFAULT_FRESHNESS } from '../../../../node/domain/offers/freshness'
import { isEnough, lastGood } from '../../../../node/domain/offers/lastGood'
import type { OfferSnapshot } from '../../../../node/domain/offers/offerSnapshot'
import { HOUR, MINUTE, NOON } from '../../fixtures/movableClock'
import { cents, RON, sku } from '../../fixtures/offers'

const aged = (age: number): OfferSnapshot => ({
  sold: true,
  currency: RON,
  price: cents(100),
  stock: 3,
  at: NOON - age,
})
const look = (ages: Record<string, number>, withAddress: boolean) => {
  const skus = ['DRILL', 'SAW'].map(sku)
  const known = (id: string) => (id in ages ? aged(ages[id]) : undefined)
  return lastGood(skus, known, withAddress, NOON, DEFAULT_FRESHNESS)
}

describe('what was last good', () => {
  it.each([
    ['a shelf', false, 12 * HOUR - 1, true],
    ['a shelf', false, 12 * HOUR, false],
    ['a cart with an address', true, 15 * MINUTE - 1, true],
    ['a cart with an address', true, 15 * MINUTE, false],
  ])('serves %s (address: %s) %d ms long: %s', (_what, withAddress, age, isUsable) => {
    const { unknown } = look({ DRILL: age, SAW: age }, withAddress)
    expect(unknown).toEqual(isUsable ? [] : ['DRILL', 'SAW'])
  })

  it('is enough for a cart of which some lines are known, and for a shelf only when all are', () => {
    expect(isEnough(look({ DRILL: 0 }, true), true)).toBe(true)
    expect(isEnough(look({ DRILL: 0 }, false), false)).toBe(false)
    expect(isEnough(look({}, true), true)).toBe(false)
    expect(isEnough(look({ DRILL: 0, SAW: 0 }, false), false)).toBe(true)
  })
})

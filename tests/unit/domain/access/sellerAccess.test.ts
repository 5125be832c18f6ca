import {
  honouredHashes,
  RETIRED_KEY_HONOURED_MS,
  withNewKey,
  type SellerAccess,
} from '../../../../node/domain/access/sellerAccess'
import { sellerId } from '../../../../node/domain/ids'
import { DAY, NOON } from '../../fixtures/movableClock'

const first: SellerAccess = {
  schemaVersion: 1,
  sellerId: sellerId('acme'),
  keys: [{ hash: 'first', createdAt: new Date(NOON).toISOString() }],
}

describe('the key of a seller', () => {
  it('opens the endpoint for as long as nobody replaces it', () => {
    expect(honouredHashes(first, NOON + 10_000 * DAY)).toEqual(['first'])
  })

  it('is honoured 30 days after a newer one took its place, not a moment longer', () => {
    const rotated = withNewKey(first, 'second', NOON)
    expect(RETIRED_KEY_HONOURED_MS).toBe(30 * DAY)
    expect(honouredHashes(rotated, NOON)).toEqual(['second', 'first'])
    expect(honouredHashes(rotated, NOON + 30 * DAY - 1)).toEqual(['second', 'first'])
    expect(honouredHashes(rotated, NOON + 30 * DAY)).toEqual(['second'])
  })

  it('does not live longer because others were replaced after it', () => {
    const twice = withNewKey(withNewKey(first, 'second', NOON), 'third', NOON + 20 * DAY)
    expect(honouredHashes(twice, NOON + 29 * DAY)).toEqual(['third', 'second', 'first'])
    expect(honouredHashes(twice, NOON + 31 * DAY)).toEqual(['third', 'second'])
    expect(honouredHashes(twice, NOON + 51 * DAY)).toEqual(['third'])
  })

  it('is forgotten at the first rotation after its time is over', () => {
    const later = withNewKey(withNewKey(first, 'second', NOON), 'third', NOON + 31 * DAY)
    expect(later.keys.map(({ hash }) => hash)).toEqual(['third', 'second'])
  })
})

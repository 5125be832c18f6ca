import {
  honouredHashes,
  keyStates,
  withLateUses,
  withNewKey,
  withRevokedKeys,
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

  it('is honoured as long as the operator says', () => {
    const rotated = withNewKey(first, 'second', NOON, 2)
    expect(honouredHashes(rotated, NOON + 2 * DAY - 1)).toEqual(['second', 'first'])
    expect(honouredHashes(rotated, NOON + 2 * DAY)).toEqual(['second'])
    expect(honouredHashes(withNewKey(first, 'second', NOON, 0), NOON)).toEqual(['second'])
  })

  it('that an older release retired is honoured 30 days', () => {
    const old = { ...first, keys: [{ ...first.keys[0], retiredAt: new Date(NOON).toISOString() }] }
    expect(honouredHashes(old, NOON + 30 * DAY - 1)).toEqual(['first'])
    expect(honouredHashes(old, NOON + 30 * DAY)).toEqual([])
  })

  it('ends at once when it is revoked, the current one only when asked', () => {
    const rotated = withNewKey(first, 'second', NOON)
    expect(honouredHashes(withRevokedKeys(rotated, 'retired'), NOON)).toEqual(['second'])
    expect(honouredHashes(withRevokedKeys(rotated, 'all'), NOON)).toEqual([])
  })

  it('shows its operator whether the old one is still needed, and never itself', () => {
    const rotated = withNewKey(first, 'second', NOON)
    const used = withLateUses(withLateUses(rotated, new Map([['first', 2]]), NOON), new Map([['first', 3]]), NOON + DAY)
    expect(keyStates(used, NOON + DAY)).toEqual([
      { state: 'current', createdAt: new Date(NOON).toISOString() },
      {
        state: 'retired',
        createdAt: new Date(NOON).toISOString(),
        honouredUntil: new Date(NOON + 30 * DAY).toISOString(),
        lateUses: 5,
        lastUsedAt: new Date(NOON + DAY).toISOString(),
      },
    ])
    expect(JSON.stringify(keyStates(used, NOON))).not.toContain('first')
  })

  it('is forgotten at the first rotation after its time is over', () => {
    const later = withNewKey(withNewKey(first, 'second', NOON), 'third', NOON + 31 * DAY)
    expect(later.keys.map(({ hash }) => hash)).toEqual(['third', 'second'])
  })
})

import { DEFAULT_FRESHNESS } from '../../../../node/domain/offers/freshness'
import { honouredPrices, snapshotKey, type OfferSnapshot } from '../../../../node/domain/offers/offerSnapshot'
import type { Offer } from '../../../../node/domain/offers/quote'
import {
  EMPTY_SNAPSHOT_SHARD,
  withNews,
  withUnstored,
  type SnapshotNews,
  type SnapshotShard,
} from '../../../../node/domain/offers/snapshotShard'
import { MINUTE, NOON, SECOND } from '../../fixtures/movableClock'
import { cents, notSold, offer, RON } from '../../fixtures/offers'

const KEY = snapshotKey('DRILL', undefined)
const told = (one: Offer, askedAt = NOON): SnapshotNews => ({ key: KEY, told: { offer: one, currency: RON, askedAt } })
const take = (shard: SnapshotShard, ...news: SnapshotNews[]) => withNews(shard, news, DEFAULT_FRESHNESS)
const after = (...news: SnapshotNews[]): SnapshotShard =>
  news.reduce((shard, one) => take(shard, one)?.shard ?? shard, EMPTY_SNAPSHOT_SHARD)
const row = (shard: SnapshotShard): OfferSnapshot => shard.rows[KEY]

describe('shared snapshots', () => {
  it('keep what the partner said last, whoever stores it first', () => {
    const known = after(told(offer('DRILL', 5, 200), NOON + SECOND))
    expect(take(known, told(offer('DRILL', 9, 200), NOON))).toBeUndefined()
    expect(row(after(told(offer('DRILL', 9, 100)), told(offer('DRILL', 5, 200), NOON + SECOND)))).toMatchObject({
      price: 200,
      stock: 5,
    })
  })

  it('are written again only at a quarter of their usable age while nothing changes', () => {
    const known = after(told(offer('DRILL', 5)))
    expect(take(known, told(offer('DRILL', 5), NOON + 7 * SECOND))).toBeUndefined()
    expect(take(known, told(offer('DRILL', 5), NOON + 8 * SECOND))?.shard.rows[KEY].at).toBe(NOON + 8 * SECOND)
    expect(take(known, told(offer('DRILL', 4), NOON + SECOND))).toBeDefined()
  })

  it('honour a price that went away for half an hour, on whichever replica it was answered', () => {
    const known = after(told(offer('DRILL', 5, 100)), told(offer('DRILL', 5, 200), NOON + MINUTE))
    expect(honouredPrices(row(known), NOON + 30 * MINUTE)).toEqual([200, 100])
    expect(honouredPrices(row(known), NOON + 32 * MINUTE)).toEqual([200])
  })

  it('honour a price whose answer is noted only after the partner changed it', () => {
    const known = after(told(offer('DRILL', 5, 200), NOON + SECOND))
    const next = take(known, told(offer('DRILL', 9, 100), NOON))?.shard
    expect(next && row(next)).toMatchObject({ price: 200, stock: 5, at: NOON + SECOND })
    expect(next && honouredPrices(row(next), NOON + MINUTE)).toEqual([200, 100])
    expect(next && take(next, told(offer('DRILL', 9, 100), NOON))).toBeUndefined()
  })

  it('honour the last price of an SKU that is not sold any more', () => {
    const known = after(told(offer('DRILL', 5, 100)), told(notSold('DRILL'), NOON + MINUTE))
    expect(honouredPrices(row(known), NOON + 2 * MINUTE)).toEqual([100])
  })

  it('name the SKUs of which the marketplace was shown something else than what is true now', () => {
    const known = after({ ...told(offer('DRILL', 5, 100)), shown: '100/-/5' })
    expect(take(known, told(offer('DRILL', 5, 200), NOON + SECOND))?.outdated).toEqual([KEY])
    expect(take(known, told(offer('DRILL', 5, 100), NOON + 10 * SECOND))?.outdated).toEqual([])
  })

  it('notice that an older answer was shown after they were replaced', () => {
    const known = after({ ...told(offer('DRILL', 5, 200)), shown: '200/-/5' })
    expect(take(known, { key: KEY, shown: '100/-/5' })?.outdated).toEqual([KEY])
  })

  it('remember when the marketplace was told to look, although it was shown the same before', () => {
    const known = after({ ...told(offer('DRILL', 5, 100)), shown: '100/-/5' })
    const next = take(known, { key: KEY, shown: '100/-/5', toldAt: NOON + SECOND })?.shard
    expect(next && row(next).toldAt).toBe(NOON + SECOND)
    expect(next && row(after(told(offer('DRILL', 5, 100)))).toldAt).toBeUndefined()
  })

  it('count what was sold since in every price list, and not of other SKUs', () => {
    const inList = (sku: string, list: string | undefined): SnapshotNews => ({
      ...told(offer(sku, 5)),
      key: snapshotKey(sku, list),
    })
    const known = after(inList('DRILL', undefined), inList('DRILL', '2'), inList('SAW', '2'))
    const stocks = Object.entries(take(known, { key: KEY, sold: 2 })?.shard.rows ?? {}).map(([key, one]) => [
      key,
      one.stock,
    ])
    expect(stocks).toEqual([
      [KEY, 3],
      [snapshotKey('DRILL', '2'), 3],
      [snapshotKey('SAW', '2'), 5],
    ])
  })

  it('count what was sold since, in every channel, and never below zero', () => {
    const known = after(told({ ...offer('DRILL', 5), stockByChannel: { delivery: 5, 'pickup-in-point': 1 } } as Offer))
    const sold = take(known, { key: KEY, sold: 2 })?.shard
    expect(sold && row(sold)).toMatchObject({ stock: 3, stockByChannel: { delivery: 3, 'pickup-in-point': 0 } })
    expect(take(EMPTY_SNAPSHOT_SHARD, { key: KEY, sold: 2 })).toBeUndefined()
  })

  it('stay bounded: what was read longest ago makes room', () => {
    const many = Array.from({ length: 3_001 }, (_, index): SnapshotNews => {
      const id = `SKU-${index}`
      return { key: snapshotKey(id, '2'), told: { offer: offer(id, 1), currency: RON, askedAt: NOON + index } }
    })
    const rows = take(EMPTY_SNAPSHOT_SHARD, ...many)?.shard.rows ?? {}
    expect(Object.keys(rows)).toHaveLength(3_000)
    expect(rows[snapshotKey('SKU-0', '2')]).toBeUndefined()
  })

  it('that a replica learned a moment ago are not forgotten when it reads the group again', () => {
    const stored = after(told(offer('DRILL', 5, 100)))
    const learned = after(told(offer('DRILL', 5, 200), NOON + SECOND))
    expect(row(withUnstored(stored, learned)).price).toBe(200)
    expect(row(withUnstored(learned, stored)).price).toBe(200)
    expect(withUnstored(stored, undefined)).toBe(stored)
  })

  it('hold keys that mean something to the language', () => {
    const odd = snapshotKey('__proto__', undefined)
    const shard = take(EMPTY_SNAPSHOT_SHARD, {
      key: odd,
      told: { offer: offer('__proto__', 1, 5), currency: RON, askedAt: NOON },
    })?.shard
    expect(JSON.parse(JSON.stringify(shard)).rows[odd].price).toBe(cents(5))
  })
})

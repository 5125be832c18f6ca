import { SnapshotStore } from '../../../../node/clients/storage/snapshotStore'
import { sellerId } from '../../../../node/domain/ids'
import { DEFAULT_FRESHNESS } from '../../../../node/domain/offers/freshness'
import { snapshotKey } from '../../../../node/domain/offers/offerSnapshot'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { movableClock } from '../../fixtures/movableClock'
import { offer, RON, sku } from '../../fixtures/offers'

const SKUS = Array.from({ length: 40 }, (_, n) => sku(`SKU-${n}`))

let tenants = 0

/** Two replicas that share VBase and nothing else, and what the partner said of every SKU in two price lists. */
function world() {
  const vbase = new MemoryVBase()
  const clock = movableClock()
  const replica = () =>
    new SnapshotStore(
      () => vbase.records,
      { account: `snapshots-${tenants++}`, workspace: 'master' },
      sellerId('acme'),
      clock,
      DEFAULT_FRESHNESS,
    )
  const news = SKUS.flatMap((id, n) =>
    [undefined, '2'].map((salesChannel) => ({
      key: snapshotKey(id, salesChannel),
      told: { offer: offer(id, 5, salesChannel ? 1_000 + n : n), currency: RON, askedAt: clock.now() },
    })),
  )
  return { vbase, one: replica(), other: replica(), news }
}

describe('snapshots that one replica stored', () => {
  it('are found by another, price list by price list, in whatever groups they lie', async () => {
    const { news, one, other } = world()
    await one.store(news)
    const found = await other.ofSkus(SKUS)
    SKUS.forEach((id, n) => {
      expect(found.get(id)?.map(({ salesChannel, snapshot }) => [salesChannel, snapshot.price])).toEqual([
        [undefined, n],
        ['2', 1_000 + n],
      ])
    })
  })

  it('are believed for a while once they were read, without a look', async () => {
    const { news, one, other } = world()
    await one.store(news)
    const keys = news.map(({ key }) => key)
    expect(other.believed(keys[0])).toBeUndefined()
    expect([...(await other.rows(keys)).keys()]).toEqual(keys)
    expect(other.believed(keys[0])).toMatchObject({ snapshot: { price: 0 } })
  })

  it('are one write for each group, and none when nothing in it is news', async () => {
    const { news, one, vbase } = world()
    await one.store(news)
    expect(vbase.writes).toHaveLength(new Set(SKUS.map((id) => SnapshotStore.groupOf(id))).size)
    vbase.writes.length = 0
    await one.storeNews(news)
    expect(vbase.writes).toEqual([])
  })
})

import { SnapshotStore } from '../../../../node/clients/storage/snapshotStore'
import { sellerId } from '../../../../node/domain/ids'
import { DEFAULT_FRESHNESS } from '../../../../node/domain/offers/freshness'
import { snapshotKey } from '../../../../node/domain/offers/offerSnapshot'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { MINUTE, movableClock } from '../../fixtures/movableClock'
import { offer, RON, sku } from '../../fixtures/offers'

const DRILL = sku('DRILL')
/** Lies in the same group. */
const SAW = sku(
  Array.from({ length: 5_000 }, (_, n) => `SAW-${n}`).find(
    (id) => SnapshotStore.groupOf(id) === SnapshotStore.groupOf(DRILL),
  )!,
)

let tenants = 0

/** Two replicas that share VBase and nothing else. */
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
  const told = (id: typeof DRILL, price: number) => [
    {
      key: snapshotKey(id, undefined),
      told: { offer: offer(id, 5, price), currency: RON, askedAt: clock.now() },
    },
  ]
  const prices = async (store: SnapshotStore) => {
    const all = await store.ofSkus([DRILL, SAW])
    return [DRILL, SAW].map((id) => Number(all.get(id)?.[0]?.snapshot.price))
  }
  let reads = 0
  vbase.disturbance = (verb) => void (verb === 'read' && reads++)
  return { clock, one: replica(), other: replica(), told, prices, reads: () => reads }
}

describe('a group of snapshots', () => {
  it('that was read a moment ago is not read again to be written', async () => {
    const { clock, one, told, reads } = world()
    await one.store(told(DRILL, 100))
    await one.ofSkus([DRILL])
    const before = reads()
    clock.advance(1_000)
    await one.store(told(DRILL, 200))
    expect(reads()).toBe(before)
  })

  it('keeps what another replica wrote in between', async () => {
    const { one, other, prices, told } = world()
    await one.store(told(DRILL, 100))
    await Promise.all([one.ofSkus([DRILL]), other.ofSkus([DRILL])])
    await other.store(told(SAW, 300))
    await one.store(told(DRILL, 200))
    expect(await prices(other)).toEqual([200, 300])
  })

  it('is read again when there seems to be nothing to write: another replica may have written since', async () => {
    const { clock, one, other, prices, told } = world()
    await one.store(told(DRILL, 100))
    await one.ofSkus([DRILL])
    await other.store(told(DRILL, 200))
    clock.advance(1_000)
    await one.store(told(DRILL, 100))
    expect((await prices(other))[0]).toBe(100)
  })

  it('is read again once the look is old', async () => {
    const { clock, one, told, reads } = world()
    await one.store(told(DRILL, 100))
    await one.ofSkus([DRILL])
    const before = reads()
    clock.advance(MINUTE)
    await one.store(told(DRILL, 200))
    expect(reads()).toBe(before + 1)
  })
})

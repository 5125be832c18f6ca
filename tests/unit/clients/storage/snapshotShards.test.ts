import { SnapshotShards } from '../../../../node/clients/storage/snapshotShards'
import { DEFAULT_FRESHNESS } from '../../../../node/domain/offers/freshness'
import { snapshotKey } from '../../../../node/domain/offers/offerSnapshot'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { MINUTE, movableClock } from '../../fixtures/movableClock'
import { offer, RON, sku } from '../../fixtures/offers'

const GROUP = 'acme/7'
const DRILL = sku('DRILL')
/** Lies in the same group. */
const SAW = sku('SAW')

let tenants = 0

/** Replicas that share VBase and nothing else. */
function world() {
  const vbase = new MemoryVBase()
  const clock = movableClock()
  const replica = () => {
    const tenant = { account: `shards-${tenants++}`, workspace: 'master' }
    const shards = new SnapshotShards(() => vbase.records, tenant, clock, DEFAULT_FRESHNESS)
    return {
      read: () => shards.read(GROUP),
      store: (id: typeof DRILL, price: number) => {
        const told = { offer: offer(id, 5, price), currency: RON, askedAt: clock.now() }
        return shards.store(GROUP, [{ key: snapshotKey(id, undefined), told }])
      },
    }
  }
  /** As a replica sees them that remembers nothing. */
  const prices = async () => {
    const { rows } = await replica().read()
    return [DRILL, SAW].map((id) => Number(rows[snapshotKey(id, undefined)]?.price))
  }
  let reads = 0
  vbase.disturbance = (verb) => void (verb === 'read' && reads++)
  return { clock, one: replica(), other: replica(), prices, reads: () => reads }
}

describe('a group of snapshots', () => {
  it('that nobody wrote to stays the same in memory, whenever it is looked at', async () => {
    const { clock, one, other } = world()
    await one.store(DRILL, 100)
    const first = await other.read()
    clock.advance(MINUTE)
    expect(await other.read()).toBe(first)
    await one.store(DRILL, 200)
    clock.advance(MINUTE)
    expect((await other.read()).rows[snapshotKey(DRILL, undefined)]?.price).toBe(200)
  })

  it('that was read a moment ago is not read again to be written', async () => {
    const { clock, one, reads } = world()
    await one.store(DRILL, 100)
    await one.read()
    const before = reads()
    clock.advance(1_000)
    await one.store(DRILL, 200)
    expect(reads()).toBe(before)
  })

  it('keeps what another replica wrote in between', async () => {
    const { one, other, prices } = world()
    await one.store(DRILL, 100)
    await Promise.all([one.read(), other.read()])
    await other.store(SAW, 300)
    await one.store(DRILL, 200)
    expect(await prices()).toEqual([200, 300])
  })

  it('is read again when there seems to be nothing to write: another replica may have written since', async () => {
    const { clock, one, other, prices } = world()
    await one.store(DRILL, 100)
    await one.read()
    await other.store(DRILL, 200)
    clock.advance(1_000)
    await one.store(DRILL, 100)
    expect((await prices())[0]).toBe(100)
  })

  it('is read again once the look is old', async () => {
    const { clock, one, reads } = world()
    await one.store(DRILL, 100)
    await one.read()
    const before = reads()
    clock.advance(MINUTE)
    await one.store(DRILL, 200)
    expect(reads()).toBe(before + 1)
  })
})

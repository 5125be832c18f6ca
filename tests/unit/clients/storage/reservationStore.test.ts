import { ReservationStore } from '../../../../node/clients/storage/reservationStore'
import { shardOf } from '../../../../node/clients/storage/recordKey'
import { marketplaceOrderId, sellerId } from '../../../../node/domain/ids'
import type { ReservationRow } from '../../../../node/domain/reservations/reservationShard'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { HOUR, movableClock, NOON, type MovableClock } from '../../fixtures/movableClock'
import { sku } from '../../fixtures/offers'

const [first, second] = ['one', 'two'].map(marketplaceOrderId)
const SKUS = ['DRILL', 'SAW', 'BIT', 'GLUE', 'TAPE'].map(sku)
const [A, B] = SKUS.filter((id, index) => SKUS.findIndex((other) => shardOf(other, 16) === shardOf(id, 16)) === index)

const row = (order: string, id: string, quantity: number): ReservationRow => ({
  sku: sku(id),
  quantity,
  order: marketplaceOrderId(order),
  claimId: 'claim',
  takenAt: new Date(NOON).toISOString(),
  expiresAt: new Date(NOON + HOUR).toISOString(),
})

let clock: MovableClock
let vbase: MemoryVBase
const pod = () => new ReservationStore(vbase.records, sellerId('acme'), clock)

beforeEach(async () => {
  clock = movableClock()
  vbase = new MemoryVBase()
  await pod().createShards()
})

describe('the last unit', () => {
  it('is sold once to ten buyers on ten pods', async () => {
    const stock = new Map([[A as string, 1]])
    const short = await Promise.all(
      Array.from({ length: 10 }, (_, index) => pod().reserve([row(`order-${index}`, A, 1)], stock)),
    )
    expect(short.filter((outcome) => outcome === undefined)).toHaveLength(1)
    expect(await pod().reserved([A])).toEqual(stock)
  })
})

describe('a reservation of several SKUs', () => {
  const stock = new Map<string, number>([
    [A, 5],
    [B, 1],
  ])

  it('is all or nothing, although their shards are written one after the other', async () => {
    expect(shardOf(A, 16)).not.toBe(shardOf(B, 16))
    expect(await pod().reserve([row('one', A, 1), row('one', B, 2)], stock)).toBe(B)
    expect(await pod().reserved([A, B])).toEqual(new Map())
  })

  it('is released twice and given back once', async () => {
    await pod().reserve([row('one', A, 1), row('one', B, 1)], stock)
    await pod().reserve([row('two', A, 3)], stock)
    await pod().release(first, [A, B, A])
    await pod().release(first, [A, B])
    expect(await pod().reserved([A, B])).toEqual(new Map([[A, 3]]))
  })

  it('does not count against the order that holds it', async () => {
    await pod().reserve([row('two', A, 3)], stock)
    expect(await pod().reserved([A], second)).toEqual(new Map())
  })

  it('ends by itself when its time is over', async () => {
    await pod().reserve([row('one', A, 5)], stock)
    clock.advance(HOUR)
    expect(await pod().reserved([A])).toEqual(new Map())
  })

  it('can be found by its age, with the order that holds it', async () => {
    await pod().reserve([row('one', A, 1), row('one', B, 1)], stock)
    expect(await pod().heldSince(NOON)).toEqual(new Map())
    const held = await pod().heldSince(NOON + 1)
    expect([...held.keys()]).toEqual([first])
    expect([...(held.get(first) ?? [])].sort()).toEqual([A, B].sort())
  })

  it('is an outage when a shard cannot be found', async () => {
    vbase.files.clear()
    await expect(pod().reserved([A])).rejects.toThrow('must exist')
  })
})

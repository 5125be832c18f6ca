import { OrderStore } from '../../../../node/clients/storage/orderStore'
import { DueMarkers } from '../../../../node/clients/storage/dueMarkers'
import { sellerId } from '../../../../node/domain/ids'
import { hourOf } from '../../../../node/domain/orders/dueHour'
import { intentRecord } from '../../../../node/domain/orders/newOrderRecord'
import { owe } from '../../../../node/domain/orders/owe'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { failedCall } from '../../fixtures/failedCall'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { DAY, HOUR, movableClock, NOON, type MovableClock } from '../../fixtures/movableClock'
import { intent, ORDER_ID, orderRecord, placementOrder } from '../../fixtures/orders'

const RECORD = `orders/acme/${ORDER_ID}`
const marker = (hour: string) => `due/${hour}/acme--${ORDER_ID}`

let clock: MovableClock
let vbase: MemoryVBase
let orders: OrderStore

beforeEach(() => {
  clock = movableClock()
  vbase = new MemoryVBase()
  orders = new OrderStore(vbase.records, sellerId('acme'), clock)
})
const owing = (record: OrderRecord): OrderRecord => ({
  ...record,
  owed: owe(record.owed, new Date(clock.now()).toISOString(), 'releaseReservation'),
})

describe('an order that owes something', () => {
  it('is marked as due before its record is written', async () => {
    await orders.create(intentRecord(placementOrder(), intent(), []))
    expect(vbase.writes).toEqual([marker('2026-09-01t12'), RECORD])
  })

  it('is marked as due before its record is changed', async () => {
    await orders.create(orderRecord())
    clock.advance(HOUR)
    vbase.writes.length = 0
    await orders.update(ORDER_ID, owing)
    expect(vbase.writes).toEqual([marker('2026-09-01t13'), RECORD])
  })

  it('leaves a marker too many when it crashes in between, never one too few', async () => {
    vbase.disturbance = (verb, path) => {
      if (verb === 'write' && path === RECORD) throw failedCall(500)
    }
    await expect(orders.create(intentRecord(placementOrder(), intent(), []))).rejects.toThrow()
    expect([...vbase.files.keys()]).toEqual([marker('2026-09-01t12')])
  })

  it('is not marked again in the same hour', async () => {
    await orders.create(intentRecord(placementOrder(), intent(), []))
    vbase.writes.length = 0
    await orders.update(ORDER_ID, (record) => ({ ...record }))
    expect(vbase.writes).toEqual([RECORD])
  })

  it('is found by the sweeper in its hour, not before', async () => {
    await orders.create(orderRecord())
    const due = new DueMarkers(vbase.records)
    expect(await due.upTo(hourOf(NOON + 7 * DAY))).toEqual([])
    const [path] = await due.upTo(hourOf(NOON + 8 * DAY))
    expect(await due.read(path)).toEqual({ sellerId: 'acme', marketplaceOrderId: ORDER_ID })
    await due.unmark(path)
    expect(await due.upTo(hourOf(NOON + 9 * DAY))).toEqual([])
  })
})

describe('a change of an order', () => {
  it('is made again on what somebody else wrote meanwhile', async () => {
    await orders.create(orderRecord())
    await Promise.all([
      orders.update(ORDER_ID, owing),
      orders.update(ORDER_ID, (record) => ({ ...record, failure: 'noted' })),
    ])
    expect(await orders.read(ORDER_ID)).toMatchObject({ failure: 'noted', owed: [{ id: 'releaseReservation' }] })
  })

  it('says when it was made', async () => {
    await orders.create(orderRecord())
    clock.advance(HOUR)
    await orders.update(ORDER_ID, (record) => ({ ...record }))
    expect((await orders.read(ORDER_ID))?.updatedAt).toBe(new Date(NOON + HOUR).toISOString())
  })

  it('that changes nothing writes nothing', async () => {
    await orders.create(orderRecord())
    vbase.writes.length = 0
    await orders.update(ORDER_ID, () => undefined)
    expect(vbase.writes).toEqual([])
  })

  it('of an order that cannot be found is an outage', async () => {
    await expect(orders.update(ORDER_ID, owing)).rejects.toThrow('must exist')
  })

  it('that never wins is an outage, not an endless loop', async () => {
    await orders.create(orderRecord())
    vbase.disturbance = (verb, path) => {
      if (verb === 'write' && path === RECORD) throw failedCall(412)
    }
    await expect(orders.update(ORDER_ID, owing)).rejects.toThrow('Too many writers')
  })
})

import { OrderStore } from '../../../../node/clients/storage/orderStore'
import { DueMarkers } from '../../../../node/clients/storage/dueMarkers'
import { marketplaceOrderId, sellerId } from '../../../../node/domain/ids'
import { hourOf, minuteOf } from '../../../../node/domain/orders/dueMinute'
import { intentRecord } from '../../../../node/domain/orders/placement/newOrderRecord'
import { owe } from '../../../../node/domain/orders/owe'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { failedCall } from '../../fixtures/failedCall'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { DAY, HOUR, movableClock, NOON, type MovableClock } from '../../fixtures/movableClock'
import { intent, ORDER_ID, orderRecord, placementOrder } from '../../fixtures/orders'

const RECORD = `orders/acme/${ORDER_ID}`
const marker = (minute: string) => `due/${minute.replace(':', '/')}/acme/${ORDER_ID}`

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
    expect(vbase.writes).toEqual([marker('2026-09-01t12:00'), RECORD])
  })

  it('is marked as due before its record is changed', async () => {
    await orders.create(orderRecord())
    clock.advance(HOUR)
    vbase.writes.length = 0
    await orders.update(ORDER_ID, owing)
    expect(vbase.writes).toEqual([marker('2026-09-01t13:00'), RECORD])
  })

  it('leaves a marker too many when it crashes in between, never one too few', async () => {
    vbase.disturbance = (verb, path) => {
      if (verb === 'write' && path === RECORD) throw failedCall(500)
    }
    await expect(orders.create(intentRecord(placementOrder(), intent(), []))).rejects.toThrow()
    expect([...vbase.files.keys()]).toEqual([marker('2026-09-01t12:00')])
  })

  it('is not marked again for the same minute', async () => {
    await orders.create(intentRecord(placementOrder(), intent(), []))
    vbase.writes.length = 0
    await orders.update(ORDER_ID, (record) => ({ ...record }))
    expect(vbase.writes).toEqual([RECORD])
  })

  it('is found by the sweeper in its hour, not before', async () => {
    await orders.create(orderRecord({ confirmedAt: new Date(NOON).toISOString() }))
    const due = new DueMarkers(vbase.records)
    expect(await due.ofHour(hourOf(NOON + 8 * DAY - HOUR))).toEqual([])
    const [found] = await due.ofHour(hourOf(NOON + 8 * DAY))
    expect(found).toMatchObject({ minute: minuteOf(NOON + 8 * DAY), sellerKey: 'acme' })
    expect(await due.orderOf(found)).toBe(ORDER_ID)
    await due.unmark(found.path)
    expect(await due.all()).toEqual([])
  })

  it('is found by its own id, though that is no file name', async () => {
    const id = marketplaceOrderId('SLR-Ünicode/1')
    await orders.create({ ...orderRecord(), marketplaceOrderId: id })
    const due = new DueMarkers(vbase.records)
    expect(await due.orderOf((await due.all())[0])).toBe(id)
  })

  it('is written again, with a marker of its own, before its old one is taken away', async () => {
    await orders.create(intentRecord(placementOrder(), intent(), []))
    clock.advance(HOUR)
    const before = await orders.read(ORDER_ID)
    vbase.writes.length = 0
    await orders.remark(ORDER_ID, minuteOf(NOON), false)
    expect(vbase.writes).toEqual([marker('2026-09-01t13:00'), RECORD])
    expect((await orders.read(ORDER_ID))?.updatedAt).toBe(before?.updatedAt)
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

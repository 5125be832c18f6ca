import { DueMarkers } from '../../../../node/clients/storage/dueMarkers'
import { sweepSeller, type DueOrder } from '../../../../node/events/sweep/sweepSeller'
import { sweepLeftovers } from '../../../../node/events/sweep/sweepLeftovers'
import { PartnerUnavailable } from '../../../../node/domain/errors'
import { hourOf } from '../../../../node/domain/orders/dueHour'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { failedCall } from '../../fixtures/failedCall'
import { DAY, HOUR, MINUTE, SECOND } from '../../fixtures/movableClock'
import { sku } from '../../fixtures/offers'
import { invoice, ORDER_ID, orderRecord, partnerUpdate } from '../../fixtures/orders'
import { sellerWork, type WorkOptions } from '../../fixtures/sellerWork'

async function world(record: OrderRecord | undefined, options: WorkOptions = {}) {
  const made = await sellerWork(options)
  const markers = new DueMarkers(made.vbase.records)
  if (record) await made.work.orders.create(record)
  const paths = () => markers.upTo(hourOf(made.clock.now()))
  const sweep = async () => {
    const found = await paths()
    const due: DueOrder[] = found.length > 0 ? [{ id: ORDER_ID, paths: found }] : []
    return sweepSeller(made.work, due, made.clock.now() + 20 * SECOND, markers)
  }
  return { ...made, sweep, paths, markers }
}

describe('the sweeper', () => {
  it('finds an invoice no event told of, and sends it', async () => {
    const news = partnerUpdate([invoice('NF-1', 80_800)])
    const { sweep, work, calls } = await world(orderRecord({ state: 'authorized' }), {
      partner: { orderUpdates: async () => [news] },
    })
    await sweep()
    expect(calls.map(({ url }) => url)).toEqual([`/api/oms/pvt/orders/${ORDER_ID}/invoice`])
    expect((await work.orders.read(ORDER_ID))?.state).toBe('invoiced')
  })

  it('frees the stock of an order nobody paid (D16)', async () => {
    const { sweep, work, clock } = await world(orderRecord())
    clock.advance(8 * DAY)
    await sweep()
    expect((await work.orders.read(ORDER_ID))?.state).toBe('expired')
    expect((await work.orders.read(ORDER_ID))?.owed).toMatchObject([{ id: 'releaseReservation' }])
  })

  it('goes on while the partner cannot say', async () => {
    const { sweep, work } = await world(orderRecord({ state: 'authorized' }), {
      partner: { orderUpdates: async () => Promise.reject(new PartnerUnavailable('down')) },
    })
    expect(await sweep()).toBe(1)
    expect((await work.orders.read(ORDER_ID))?.state).toBe('authorized')
  })

  it('keeps an open order on its list, hour by hour, with one marker', async () => {
    const { sweep, clock, paths } = await world(orderRecord({ state: 'authorized' }), {
      partner: { orderUpdates: async () => [] },
    })
    for (let hour = 0; hour < 5; hour++) {
      await sweep()
      clock.advance(HOUR)
    }
    expect(await paths()).toHaveLength(1)
  })

  it('takes a finished order off its list', async () => {
    const { sweep, clock, paths, work } = await world(orderRecord({ state: 'authorized' }), {
      partner: { orderUpdates: async () => [] },
    })
    await work.orders.update(ORDER_ID, (record) => ({ ...record, state: 'delivered' }))
    clock.advance(2 * HOUR)
    await sweep()
    expect(await paths()).toEqual([])
  })

  it('forgets a marker whose record was never written, but not before a day has passed', async () => {
    const { sweep, clock, paths, markers, work } = await world(undefined)
    const marker = { sellerId: work.seller.sellerId, marketplaceOrderId: ORDER_ID }
    await markers.mark(hourOf(clock.now()), marker)
    clock.advance(2 * HOUR)
    await sweep()
    expect(await paths()).toHaveLength(1)
    clock.advance(DAY)
    await sweep()
    expect(await paths()).toEqual([])
  })
})

describe('a reservation nobody owns', () => {
  const reserved = async (record: OrderRecord | undefined) => {
    const made = await world(record)
    const { work, clock } = made
    const at = (ms: number) => new Date(clock.now() + ms).toISOString()
    const row = {
      sku: sku('DRILL'),
      quantity: 2,
      order: ORDER_ID,
      claimId: 'claim',
      takenAt: at(0),
      expiresAt: at(8 * DAY),
    }
    await work.reservations.reserve([row], new Map([['DRILL', 2]]))
    const held = async () => (await work.reservations.reserved([sku('DRILL')])).get('DRILL') ?? 0
    return { ...made, held }
  }
  let tenants = 0
  const tenant = () => ({ account: `leftovers-${tenants++}`, workspace: 'master' })

  it.each([
    ['whose order was never written', undefined],
    ['whose order is canceled', orderRecord({ state: 'canceled' })],
  ])('%s is given back after half an hour, not before', async (_what, record) => {
    const { work, clock, held } = await reserved(record)
    clock.advance(29 * MINUTE)
    await sweepLeftovers(tenant(), work)
    expect(await held()).toBe(2)
    clock.advance(2 * MINUTE)
    await sweepLeftovers(tenant(), work)
    expect(await held()).toBe(0)
  })

  it('is not one whose order waits for payment', async () => {
    const { work, clock, held } = await reserved(orderRecord())
    clock.advance(DAY)
    await sweepLeftovers(tenant(), work)
    expect(await held()).toBe(2)
  })

  it('is left alone while the store cannot say', async () => {
    const { work, clock, held, vbase } = await reserved(undefined)
    clock.advance(DAY)
    vbase.disturbance = (verb, path) => {
      if (verb === 'read' && path.startsWith('orders/')) throw failedCall(503)
    }
    await sweepLeftovers(tenant(), work)
    expect(await held()).toBe(2)
  })
})

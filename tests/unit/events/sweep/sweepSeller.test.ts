import { DueMarkers } from '../../../../node/clients/storage/dueMarkers'
import { dueOrders } from '../../../../node/events/sweep/dueOrders'
import { followFeed } from '../../../../node/events/sweep/followFeed'
import { sweepSeller } from '../../../../node/events/sweep/sweepSeller'
import { sweepLeftovers } from '../../../../node/events/sweep/sweepLeftovers'
import { PartnerUnavailable } from '../../../../node/domain/errors'
import { minuteOf } from '../../../../node/domain/orders/dueMinute'
import { authorized } from '../../../../node/domain/orders/authorization'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import type { PartnerOrderState, PartnerReturn } from '../../../../node/domain/orders/partnerOrder'
import { watchBegun } from '../../../../node/domain/orders/invoices/returnWatch'
import { failedCall } from '../../fixtures/failedCall'
import { DAY, HOUR, MINUTE, NOON, SECOND } from '../../fixtures/movableClock'
import { cents, sku } from '../../fixtures/offers'
import { invoice, ORDER_ID, orderRecord, partnerUpdate } from '../../fixtures/orders'
import { sellerWork, type WorkOptions } from '../../fixtures/sellerWork'

async function world(record: OrderRecord | undefined, options: WorkOptions = {}) {
  const made = await sellerWork(options)
  const markers = new DueMarkers(made.vbase.records)
  if (record) await made.work.orders.create(record)
  const due = async () => (await dueOrders(markers, {}, made.clock.now())).bySeller.get('acme') ?? []
  const paths = async () => (await due()).flatMap((order) => order.markers.map(({ path }) => path))
  const sweep = async () => sweepSeller([made.work], await due(), made.clock.now() + 20 * SECOND, markers)
  return { ...made, sweep, paths, markers }
}

describe('the sweeper', () => {
  it('finds an invoice no event told of, and sends it', async () => {
    const news = partnerUpdate([invoice('NF-1', 80_800)])
    const { sweep, work, calls } = await world(orderRecord({ state: 'authorized' }), {
      partner: { orderUpdates: async () => [news] },
    })
    await sweep()
    expect(calls[0].url).toBe(`/api/oms/pvt/orders/${ORDER_ID}/invoice`)
    expect(calls.filter(({ method }) => method !== 'GET')).toHaveLength(1)
    expect((await work.orders.read(ORDER_ID))?.state).toBe('invoiced')
  })

  it.each([
    ['nobody paid', 'payment-pending', 'expired'],
    ['the marketplace canceled without telling us', 'canceled', 'canceled'],
  ])('frees the stock of an order %s, when its reservation ends (D16)', async (_what, status, state) => {
    const order = { status, isCompleted: true, sellers: [{ id: 'acme' }] }
    const { sweep, work, clock } = await world(orderRecord({ confirmedAt: new Date(NOON).toISOString() }), {
      vtex: () => ({ status: 200, data: order }),
      partner: { cancelOrder: async () => ({ outcome: 'done' }) },
    })
    const release = jest.spyOn(work.reservations, 'release')
    clock.advance(8 * DAY)
    await sweep()
    expect(await work.orders.read(ORDER_ID)).toMatchObject({ state, owed: [] })
    expect(release).toHaveBeenCalledWith(ORDER_ID, ['DRILL'])
  })

  it('releases an order whose authorization never came, when OMS shows it paid', async () => {
    const authorizeOrder = jest.fn().mockResolvedValue({})
    const { sweep, work, clock } = await world(orderRecord(), {
      vtex: () => ({ status: 200, data: { status: 'payment-approved', isCompleted: true, sellers: [{ id: 'acme' }] } }),
      partner: { authorizeOrder, orderUpdates: async () => [] },
    })
    clock.advance(HOUR)
    await sweep()
    expect(authorizeOrder).toHaveBeenCalledTimes(1)
    expect(await work.orders.read(ORDER_ID)).toMatchObject({ state: 'authorized', owed: [] })
  })

  it('finds the return of a delivered order that nobody told of, and none after the days of the seller', async () => {
    const shop = { returns: [] as PartnerReturn[], isUp: true }
    const invoices = [invoice('NF-1', 80_800)]
    const accepted = [{ number: 'NF-1', value: cents(80_800), acceptedAt: new Date(NOON).toISOString() }]
    const record = watchBegun(orderRecord({ state: 'delivered', invoices: accepted }), NOON)
    const orderUpdates = jest.fn(async () => {
      if (!shop.isUp) throw new PartnerUnavailable('down')
      return [{ ...partnerUpdate(invoices), state: 'delivered' as const, returns: shop.returns }]
    })
    const { sweep, work, clock, calls } = await world(record, { partner: { orderUpdates }, seller: { returnDays: 10 } })
    const { updatedAt } = (await work.orders.read(ORDER_ID)) as OrderRecord
    const day = async () => {
      clock.advance(DAY)
      await sweep()
    }
    await day()
    expect(orderUpdates).toHaveBeenCalledTimes(1)
    expect((await work.orders.read(ORDER_ID))?.updatedAt).toBe(updatedAt)
    shop.isUp = false
    await day()
    shop.isUp = true
    shop.returns = [
      { ...invoice('RT-1', 39_900), lines: [{ sku: sku('DRILL'), quantity: 1, unitPrice: cents(39_900) }] },
    ]
    clock.advance(2 * HOUR)
    await sweep()
    await sweep()
    expect(calls.filter(({ method }) => method === 'POST').map(({ body }) => body)).toMatchObject([
      { type: 'Input', invoiceNumber: 'RT-1', invoiceValue: 39_900 },
    ])
    expect(await work.orders.read(ORDER_ID)).toMatchObject({ state: 'returned', owed: [] })
    for (let days = 0; days < 12; days++) await day()
    const asked = orderUpdates.mock.calls.length
    expect((await work.orders.read(ORDER_ID))?.returnsLookAt).toBeUndefined()
    for (let days = 0; days < 5; days++) await day()
    expect(orderUpdates).toHaveBeenCalledTimes(asked)
  })

  it('goes on while the partner cannot say', async () => {
    const { sweep, work } = await world(orderRecord({ state: 'authorized' }), {
      partner: { orderUpdates: async () => Promise.reject(new PartnerUnavailable('down')) },
    })
    expect(await sweep()).toMatchObject({ unfinished: false })
    expect((await work.orders.read(ORDER_ID))?.state).toBe('authorized')
  })

  it('keeps an open order on a list of its own, without markers and without reading its record each time', async () => {
    const shown = { ...partnerUpdate([]), state: 'authorized' as const }
    const { sweep, clock, paths, vbase, work } = await world(orderRecord({ state: 'authorized' }), {
      partner: { orderUpdates: async () => [shown] },
    })
    await sweep()
    clock.advance(10 * MINUTE)
    await sweep()
    expect(await paths()).toEqual([])
    const touched: string[] = []
    vbase.disturbance = (_verb, path) => void (path.startsWith('orders/') && touched.push(path))
    for (let minute = 0; minute < 5; minute++) {
      clock.advance(MINUTE)
      await sweep()
    }
    expect(touched).toEqual([])
    expect((await work.openOrders.all()).size).toBe(1)
  })

  it('hears within a minute what the partner did to an open order', async () => {
    let shown = { ...partnerUpdate([]), state: 'authorized' as PartnerOrderState }
    const { sweep, clock, work, calls } = await world(orderRecord({ state: 'authorized' }), {
      partner: { orderUpdates: async () => [shown] },
    })
    for (let minute = 0; minute < 10; minute++, clock.advance(MINUTE)) await sweep()
    shown = partnerUpdate([invoice('NF-1', 80_800)])
    await sweep()
    expect(calls.map(({ url }) => url)).toContain(`/api/oms/pvt/orders/${ORDER_ID}/invoice`)
    expect((await work.orders.read(ORDER_ID))?.state).toBe('invoiced')
  })

  it('takes a finished order off its lists', async () => {
    const { sweep, clock, paths, work } = await world(orderRecord({ state: 'authorized' }), {
      partner: { orderUpdates: async () => [] },
    })
    await sweep()
    await work.orders.update(ORDER_ID, (record) => ({ ...record, state: 'delivered' }))
    clock.advance(2 * HOUR)
    await sweep()
    expect(await paths()).toEqual([])
    expect((await work.openOrders.all()).size).toBe(0)
    expect(await work.orders.read(ORDER_ID)).not.toHaveProperty('listed')
  })

  it('does what is owed although its event was lost and its marker is the only trace', async () => {
    const owing = authorized(orderRecord(), 'receipt', NOON, [])
    const authorizeOrder = jest.fn().mockResolvedValue({})
    const { sweep, work } = await world(owing, { partner: { authorizeOrder, orderUpdates: async () => [] } })
    await sweep()
    expect(authorizeOrder).toHaveBeenCalledTimes(1)
    expect((await work.orders.read(ORDER_ID))?.owed).toEqual([])
  })

  it('leaves a marker for the writer that was held up between marker and record', async () => {
    const { sweep, clock, work, paths, vbase } = await world(orderRecord())
    let goOn = () => undefined as void
    const held = new Promise<void>((resolve) => (goOn = resolve))
    let isHeld = true
    vbase.disturbance = async (verb, path) => {
      if (isHeld && verb === 'write' && path.startsWith('orders/')) {
        isHeld = false
        await held
      }
    }
    const writing = work.orders.update(ORDER_ID, (record) => authorized(record, 'receipt', clock.now(), []))
    while (isHeld) await new Promise((resolve) => setImmediate(resolve))
    clock.advance(10 * MINUTE)
    await sweep()
    expect(await paths()).toEqual([])
    goOn()
    await writing
    expect(await paths()).toHaveLength(1)
  })

  it('asks a partner that wants to be left alone not before it said', async () => {
    const orderUpdates = jest.fn().mockRejectedValue(new PartnerUnavailable('busy', 600))
    const { sweep, clock } = await world(orderRecord({ state: 'authorized' }), { partner: { orderUpdates } })
    for (let minute = 0; minute < 10; minute++, clock.advance(MINUTE)) await sweep()
    expect(orderUpdates).toHaveBeenCalledTimes(1)
    await sweep()
    expect(orderUpdates).toHaveBeenCalledTimes(2)
  })

  it('forgets a marker whose record was never written, but not before a day has passed', async () => {
    const { sweep, clock, paths, markers, work } = await world(undefined)
    const marker = { sellerId: work.seller.sellerId, marketplaceOrderId: ORDER_ID }
    await markers.mark(minuteOf(clock.now()), marker)
    clock.advance(2 * HOUR)
    await sweep()
    expect(await paths()).toHaveLength(1)
    clock.advance(DAY)
    await sweep()
    expect(await paths()).toEqual([])
  })
})

describe('a partner that says what changed', () => {
  it('is asked again at once about news that came while it was asked to cancel', async () => {
    const news = partnerUpdate([invoice('NF-1', 80_800)])
    let page = 0
    const { work, clock } = await sellerWork({
      partner: { orderFeed: async () => ({ updates: page++ > 0 ? [news] : [], next: `c-${page}`, more: false }) },
    })
    const leaseUntil = new Date(clock.now() + MINUTE).toISOString()
    const step = { ...owedStep('cancelAtPartner', leaseUntil), leaseUntil }
    await work.orders.create(orderRecord({ state: 'evaluatingCancellation', owed: [step] }))
    await work.openOrders.add([ORDER_ID])
    await work.openOrders.save(new Map([[ORDER_ID, { lookAt: '2026-09-02T00:00:00.000Z', movedAt: leaseUntil }]]))
    await followFeed(work)
    expect(await followFeed(work)).toEqual([])
    expect((await work.openOrders.all()).get(ORDER_ID)?.lookAt).toBe(new Date(clock.now()).toISOString())
  })
})

describe('an order whose placement VTEX may never have heard the answer of', () => {
  const looks = async (answers: readonly object[]) => {
    let asked = 0
    const canceled: string[] = []
    const made = await world(orderRecord(), {
      vtex: () => ({ status: 200, data: answers[0], ...answers[Math.min(asked++, answers.length - 1)] }),
      partner: {
        cancelOrder: async (reference) => {
          canceled.push(reference)
          return { outcome: 'done' }
        },
      },
    })
    const after = async (ms: number) => {
      made.clock.advance(ms)
      await made.sweep()
      return made.work.orders.read(ORDER_ID)
    }
    return { after, canceled, calls: made.calls }
  }
  const shown = { data: { status: 'payment-pending', isCompleted: true, sellers: [{ id: 'acme' }] } }
  const unknown = { status: 404 }

  it('stays when OMS shows it, and OMS is not asked again', async () => {
    const { after, calls } = await looks([shown])
    expect((await after(19 * MINUTE))?.state).toBe('received')
    expect(calls).toHaveLength(0)
    expect((await after(MINUTE))?.confirmedAt).toBeDefined()
    await after(HOUR)
    expect(calls).toHaveLength(1)
  })

  it('is canceled at the partner when OMS does not have it, twice; once proves nothing', async () => {
    const { after, canceled } = await looks([unknown])
    expect((await after(21 * MINUTE))?.state).toBe('received')
    expect((await after(14 * MINUTE))?.state).toBe('received')
    expect(await after(2 * MINUTE)).toMatchObject({ state: 'canceled', owed: [] })
    expect(canceled).toEqual([ORDER_ID])
  })

  it('stays while OMS cannot say', async () => {
    const { after } = await looks([{ status: 503 }])
    expect((await after(HOUR))?.state).toBe('received')
    expect((await after(DAY))?.state).toBe('received')
  })

  it('stays when OMS shows it at the second look', async () => {
    const { after } = await looks([unknown, shown])
    await after(21 * MINUTE)
    await after(HOUR)
    expect((await after(DAY))?.state).toBe('received')
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

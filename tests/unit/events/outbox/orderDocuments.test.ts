import { deliverOwed } from '../../../../node/events/outbox/deliverOwed'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import type { PartnerOrderUpdate } from '../../../../node/domain/orders/partnerOrder'
import { withPartnerUpdate } from '../../../../node/domain/orders/partnerUpdate'
import { applyUpdate } from '../../../../node/events/sweep/followPartner'
import { DAY, MINUTE, NOON, SECOND } from '../../fixtures/movableClock'
import { cents, sku } from '../../fixtures/offers'
import { askedToCancel, invoice, ORDER_ID, orderRecord, parcel, partnerUpdate } from '../../fixtures/orders'
import { sellerWork, type WorkOptions } from '../../fixtures/sellerWork'
import type { VtexCall } from '../../fixtures/vtexHttp'

const DELIVERED = { deliveredAt: '2026-09-03T16:40:30.000Z' }
const MOVED = [{ at: '2026-09-02T12:00:00.000Z', description: 'In transit', city: 'Ploiesti', state: 'PH' }]
const OUR_ORDER = { status: 'payment-approved', isCompleted: true, sellers: [{ id: 'acme' }] }
const ITEMS = [{ id: '4211', sellerSku: 'DRILL', seller: 'acme', quantity: 2 }]

/** An order whose partner shows what it is told to show, and an OMS that shows what it is told to show. */
async function world(first: PartnerOrderUpdate, options: WorkOptions & { oms?: () => object } = {}) {
  const shop = { shows: first }
  const { oms = () => OUR_ORDER, ...rest } = options
  const made = await sellerWork({
    vtex: ({ method }) => (method === 'GET' ? { status: 200, data: oms() } : { status: 200 }),
    ...rest,
    partner: { orderUpdates: async () => [shop.shows], ...rest.partner },
  })
  await made.work.orders.create(orderRecord({ state: 'authorized' }))
  const look = async (shows = shop.shows) => {
    shop.shows = shows
    await applyUpdate(made.work, shows)
    return (await deliverOwed(made.work, ORDER_ID, made.clock.now() + 15 * SECOND)) as OrderRecord
  }
  const sent = (method: VtexCall['method']) => made.calls.filter((call) => call.method === method)
  return { ...made, look, sent }
}
const problems = async ({ work }: { work: Awaited<ReturnType<typeof sellerWork>>['work'] }) =>
  (await work.problems.list()).open.map(({ code }) => code)

describe('the way of a parcel', () => {
  it('is told as it goes on, the whole list each time, until it arrives (AC-82)', async () => {
    const onTheWay = partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1', { events: MOVED })])
    const { look, sent } = await world(onTheWay)
    expect((await look()).state).toBe('dispatched')
    const events = [...MOVED, { at: '2026-09-03T16:40:30.000Z', description: 'Delivered' }]
    const arrived = partnerUpdate(onTheWay.invoices, [parcel('P-1', 'NF-1', { ...DELIVERED, events })])
    expect((await look(arrived)).state).toBe('delivered')
    expect(sent('PUT').map(({ body }) => body)).toEqual([
      {
        isDelivered: false,
        deliveredDate: null,
        events: [{ city: 'Ploiesti', state: 'PH', description: 'In transit', date: '2026-09-02' }],
      },
      {
        isDelivered: true,
        deliveredDate: '2026-09-03 16:40',
        events: [
          { city: 'Ploiesti', state: 'PH', description: 'In transit', date: '2026-09-02' },
          { city: '', state: '', description: 'Delivered', date: '2026-09-03' },
        ],
      },
    ])
  })

  it('is not told twice, and not before its tracking', async () => {
    const onTheWay = partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1', { events: MOVED })])
    const { look, calls } = await world(onTheWay)
    await look()
    const before = calls.length
    await look()
    expect(calls).toHaveLength(before)
    expect(calls.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual(['POST', 'PATCH', 'PUT'])
  })
})

describe('an order the marketplace gives a discount on', () => {
  const promoted = { total: cents(79_800), partnerTotal: cents(80_800) }
  const part = (number: string, total: number) =>
    invoice(number, total, { lines: [{ sku: sku('DRILL'), quantity: 1, unitPrice: cents(39_900) }] })

  it('is invoiced and returned with what the marketplace pays, to the cent (AC-46, AC-71, AC-78)', async () => {
    const invoices = [part('NF-1', 40_900), part('NF-2', 39_900)]
    const { look, sent, work } = await world(partnerUpdate(invoices))
    await work.orders.update(ORDER_ID, (record) => ({ ...record, ...promoted }))
    expect((await look()).state).toBe('invoiced')
    const returns = [part('RT-1', 39_900), part('RT-2', 40_900)]
    expect((await look({ ...partnerUpdate(invoices), returns })).state).toBe('returned')
    const values = sent('POST').map(({ body }) => body as { type: string; invoiceValue: number })
    const sum = (wanted: string) =>
      values.reduce((all, { invoiceValue, type }) => all + (type === wanted ? invoiceValue : 0), 0)
    expect([sum('Output'), sum('Input')]).toEqual([79_800, 79_800])
  })

  it('is not invoiced over more than the partner was told (AC-75)', async () => {
    const { look, sent, work } = await world(partnerUpdate([part('NF-1', 80_801)]))
    await work.orders.update(ORDER_ID, (record) => ({ ...record, ...promoted }))
    expect((await look()).owed).toMatchObject([{ id: 'orderInvoice:NF-1', dead: true }])
    expect(sent('POST')).toEqual([])
  })
})

describe('an order in two packages', () => {
  const half = (number: string, total: number) =>
    invoice(number, total, { lines: [{ sku: sku('DRILL'), quantity: 1, unitPrice: cents(39_900) }] })

  it('is invoiced with the second invoice, whatever was told of the first parcel meanwhile (AC-72)', async () => {
    const first = partnerUpdate([half('NF-1', 40_900)], [parcel('P-1', 'NF-1', DELIVERED)])
    const { look, sent } = await world(first)
    expect((await look()).state).toBe('partiallyInvoiced')
    const both = partnerUpdate([...first.invoices, half('NF-2', 39_900)], first.packages)
    expect((await look(both)).state).toBe('delivered')
    expect(sent('POST').map(({ body }) => (body as { invoiceNumber: string }).invoiceNumber)).toEqual(['NF-1', 'NF-2'])
  })

  it('never has more units on its invoices than it has', async () => {
    const twice = partnerUpdate([half('NF-1', 30_000), invoice('NF-2', 40_000)])
    const { look } = await world(twice)
    const record = await look()
    expect(record.owed).toMatchObject([
      { id: 'orderInvoice:NF-2', dead: true, lastError: expect.stringMatching(/units/) },
    ])
  })
})

describe('an invoice VTEX took', () => {
  const whole = partnerUpdate([invoice('NF-1', 80_800)])
  const shown = (items: readonly object[]) => ({
    ...OUR_ORDER,
    items: ITEMS,
    packageAttachment: { packages: [{ invoiceNumber: 'NF-1', items }] },
  })

  it('is compared with what VTEX made of it', async () => {
    const here = await world(whole, { oms: () => shown([{ itemIndex: 0, quantity: 2 }]) })
    expect(await here.look()).toMatchObject({ state: 'invoiced', owed: [] })
    expect(await problems(here)).toEqual([])
  })

  it.each([
    ['no lines', []],
    ['too few units', [{ itemIndex: 0, quantity: 1 }]],
    ['a line that is not there', [{ itemIndex: 7, quantity: 2 }]],
    ['a line without place', [{ itemIndex: null, quantity: 2 }]],
  ])('and matched with %s calls for a person; nothing is sent again (AC-96)', async (_what, items) => {
    const here = await world(whole, { oms: () => shown(items) })
    expect(await here.look()).toMatchObject({ state: 'invoiced', alerts: ['invoiceNotMatched'] })
    expect(await problems(here)).toEqual(['invoiceNotMatched'])
    here.clock.advance(DAY)
    expect((await here.look()).timeline.entries.filter((entry) => 'decision' in entry)).toHaveLength(2)
    expect(here.sent('POST')).toHaveLength(1)
    here.clock.advance(14 * DAY)
    expect((await here.look()).owed).toEqual([])
  })

  it('and is mended there is no problem any more', async () => {
    let items: object[] = []
    const here = await world(whole, { oms: () => shown(items) })
    await here.look()
    items = [{ itemIndex: 0, quantity: 2 }]
    here.clock.advance(DAY)
    expect(await here.look()).toMatchObject({ owed: [], alerts: [] })
    expect(await problems(here)).toEqual([])
  })

  it('but does not show yet is looked for again', async () => {
    const here = await world(whole, { oms: () => ({ ...OUR_ORDER, packageAttachment: { packages: [] } }) })
    expect((await here.look()).owed).toMatchObject([{ id: 'invoiceCheck:NF-1', attempts: 1 }])
  })

  it('although it answered 409 is not sent again (AC-77)', async () => {
    const here = await world(whole, {
      vtex: ({ method }) =>
        method === 'GET' ? { status: 200, data: shown([{ itemIndex: 0, quantity: 2 }]) } : { status: 409 },
    })
    expect(await here.look()).toMatchObject({ state: 'invoiced', owed: [] })
  })

  it('carries the marketplace’s SKU ids when the settings say so (C-48)', async () => {
    const here = await world(whole, {
      seller: { invoiceLineIds: 'marketplace' },
      oms: () => ({ ...OUR_ORDER, items: ITEMS }),
    })
    await here.look()
    expect(here.sent('POST')[0].body).toMatchObject({ items: [{ id: '4211', quantity: 2 }] })
  })
})

describe('goods that come back', () => {
  const whole = partnerUpdate([invoice('NF-1', 80_800)])
  const back = (number: string, total: number, quantity = 1) =>
    invoice(number, total, { lines: [{ sku: sku('DRILL'), quantity, unitPrice: cents(39_900) }] })

  it('are refunded by one return invoice each, never above what was invoiced (AC-78)', async () => {
    const here = await world(whole)
    await here.look()
    const { returns: _none, ...shop } = whole
    expect(await here.look({ ...shop, returns: [back('RT-1', 39_900)] })).toMatchObject({ state: 'returned', owed: [] })
    const record = await here.look({ ...shop, returns: [back('RT-1', 39_900), back('RT-2', 41_000)] })
    expect(record.owed).toMatchObject([
      { id: 'returnInvoice:RT-2', dead: true, lastError: expect.stringMatching(/exceed/) },
    ])
    expect(here.sent('POST').map(({ body }) => body)).toMatchObject([
      { type: 'Output', invoiceNumber: 'NF-1' },
      { type: 'Input', invoiceNumber: 'RT-1', invoiceValue: 39_900, items: [{ id: 'DRILL', quantity: 1 }] },
    ])
  })

  it('wait until the order is invoiced in full: before, nothing would be refunded (AC-79)', async () => {
    const here = await world({ ...partnerUpdate([back('NF-1', 40_900)]), returns: [back('RT-1', 39_900)] })
    expect((await here.look()).returns).toBeUndefined()
    const complete = { ...partnerUpdate([back('NF-1', 40_900), back('NF-2', 39_900)]), returns: [back('RT-1', 39_900)] }
    await here.look(complete)
    expect((await here.look()).state).toBe('returned')
  })

  it('in full let the marketplace cancel an invoiced order the partner canceled (AC-69)', async () => {
    let canceled = false
    const here = await world(whole, {
      vtex: ({ method, url }) => {
        canceled ||= url.endsWith('/cancel')
        const status = canceled ? 'canceled' : 'invoiced'
        return method === 'GET' ? { status: 200, data: { ...OUR_ORDER, status } } : { status: 200 }
      },
    })
    await here.look()
    const gone = { ...whole, state: 'canceled' as const }
    expect(await here.look(gone)).toMatchObject({ state: 'invoiced', alerts: ['partnerCanceledTooLate'] })
    expect(await problems(here)).toEqual(['partnerCanceledTooLate'])
    const record = await here.look({ ...gone, returns: [back('RT-1', 80_800, 2)] })
    expect(record).toMatchObject({ state: 'canceled', owed: [], alerts: [] })
    expect(here.sent('POST').map(({ url }) => url.split(ORDER_ID)[1])).toEqual(['/invoice', '/invoice', '/cancel'])
    expect(await problems(here)).toEqual([])
  })
})

describe('an order the partner cancels when a part of it is invoiced', () => {
  it('is not canceled in OMS, which would refuse it: the operator is told why and what to do (AC-70)', async () => {
    const half = invoice('NF-1', 40_900, { lines: [{ sku: sku('DRILL'), quantity: 1, unitPrice: cents(39_900) }] })
    const here = await world(partnerUpdate([half]))
    expect((await here.look()).state).toBe('partiallyInvoiced')
    const record = await here.look({ ...partnerUpdate([half]), state: 'canceled' })
    expect(record).toMatchObject({ state: 'partiallyInvoiced', owed: [] })
    expect(here.sent('POST').map(({ url }) => url.split(ORDER_ID)[1])).toEqual(['/invoice'])
    const [problem] = (await here.work.problems.list()).open
    expect(problem).toMatchObject({ code: 'partnerCanceledTooLate', fix: expect.stringContaining('partly invoiced') })
  })
})

describe('a cancellation nobody decides', () => {
  it('becomes a problem after the days of the settings, and is over when VTEX cancels by itself', async () => {
    let status = 'waiting-for-seller-decision'
    const { work, clock } = await sellerWork({
      partner: { cancelOrder: async () => ({ outcome: 'deciding' }) },
      vtex: () => ({ status: 200, data: { ...OUR_ORDER, status } }),
    })
    await work.orders.create(askedToCancel(orderRecord({ state: 'authorized' })))
    const deliver = () => deliverOwed(work, ORDER_ID, clock.now() + 15 * SECOND)
    clock.advance(25 * DAY - MINUTE)
    await deliver()
    expect(await problems({ work })).toEqual([])
    clock.advance(2 * MINUTE)
    expect((await deliver())?.timeline.entries.map((entry) => 'decision' in entry && entry.decision)).toContain(
      'the cancellation is still pending',
    )
    expect(await problems({ work })).toEqual(['cancellationOverdue'])
    status = 'canceled'
    clock.advance(5 * DAY)
    expect(await deliver()).toMatchObject({ state: 'canceled', cancellation: { decision: 'confirmed' } })
    expect(await problems({ work })).toEqual([])
  })
})

describe('a look at an order the partner canceled', () => {
  it('before it was paid asks the marketplace to cancel', () => {
    const record = withPartnerUpdate(orderRecord(), { ...partnerUpdate([]), state: 'canceled' }, NOON, 'receipt')
    expect(record).toMatchObject({ state: 'cancelRequestedBySeller', owed: [{ kind: 'sellerCancellation' }] })
  })

  it('while the operator decides is the answer to the marketplace', () => {
    const pending = askedToCancel(orderRecord({ state: 'authorized' }), { policy: 'operator' })
    const record = withPartnerUpdate(pending, { ...partnerUpdate([]), state: 'canceled' }, NOON, 'receipt')
    expect(record).toMatchObject({ state: 'canceled', alerts: [], cancellation: { decision: 'confirmed' } })
  })
})

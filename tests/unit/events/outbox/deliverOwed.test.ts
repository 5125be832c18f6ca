import { deliverOwed } from '../../../../node/events/outbox/deliverOwed'
import { PartnerInDoubt, PartnerRefused, PartnerUnavailable } from '../../../../node/domain/errors'
import { authorized } from '../../../../node/domain/orders/authorization'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { MAX_ATTEMPTS } from '../../../../node/domain/orders/owedStep'
import type { PartnerOrderUpdate } from '../../../../node/domain/orders/partnerOrder'
import { withPartnerUpdate as seen } from '../../../../node/domain/orders/partnerUpdate'
import { DAY, HOUR, MINUTE, NOON, SECOND } from '../../fixtures/movableClock'
import { offer, quoteOf } from '../../fixtures/offers'
import { askedToCancel, invoice, ORDER_ID, orderRecord, parcel, partnerUpdate } from '../../fixtures/orders'
import { sellerWork, type WorkOptions } from '../../fixtures/sellerWork'

const WORKING = 15 * SECOND
const payableOrder = { status: 'payment-approved', isCompleted: true, sellers: [{ id: 'acme' }] }
const DELIVERED = { deliveredAt: '2026-09-03T16:40:30.000Z' }
const SHIPPED = partnerUpdate([invoice('NF-1', 80_800)], [parcel('P-1', 'NF-1', DELIVERED)])

async function world(record: OrderRecord, options: WorkOptions = {}) {
  const made = await sellerWork(options)
  await made.work.orders.create(record)
  const deliver = () => deliverOwed(made.work, ORDER_ID, made.clock.now() + WORKING)
  return { ...made, deliver }
}
const withPartnerUpdate = (record: OrderRecord, update: PartnerOrderUpdate, now: number) =>
  seen(record, update, now, 'receipt')
const owed = (record: OrderRecord | undefined) => record?.owed.map(({ id }) => id)
const following = (update: PartnerOrderUpdate, before = orderRecord({ state: 'authorized' })) =>
  withPartnerUpdate(before, update, NOON) as OrderRecord
const showing = (update: PartnerOrderUpdate) => ({ orderUpdates: async () => [update] })

describe('what an order owes to the marketplace', () => {
  it('is delivered in order: invoice, tracking, delivery; then the order is delivered', async () => {
    const { deliver, calls } = await world(following(SHIPPED), { partner: showing(SHIPPED) })
    const record = await deliver()
    expect(calls.map(({ method, url }) => `${method} ${url.split(ORDER_ID)[1]}`)).toEqual([
      'POST /invoice',
      'PATCH /invoice/NF-1',
      'PUT /invoice/NF-1/tracking',
      'GET ',
    ])
    expect(record).toMatchObject({ state: 'delivered', owed: [], invoices: [{ number: 'NF-1', value: 80_800 }] })
  })

  it('is an integer amount and the seller’s SKU ids on the invoice (C-32, C-48)', async () => {
    const { deliver, calls } = await world(following(SHIPPED), { partner: showing(SHIPPED) })
    await deliver()
    expect(calls[0].body).toEqual({
      type: 'Output',
      issuanceDate: '2026-09-02T09:30:00.000Z',
      invoiceNumber: 'NF-1',
      invoiceValue: 80_800,
      invoiceKey: null,
      invoiceUrl: null,
      embeddedInvoice: null,
      courier: '',
      trackingNumber: '',
      trackingUrl: '',
      dispatchedDate: null,
      items: [{ id: 'DRILL', price: 39_900, quantity: 2 }],
    })
  })

  it('is a full date for the dispatch and days for the events (C-42)', async () => {
    const { deliver, calls } = await world(following(SHIPPED), { partner: showing(SHIPPED) })
    await deliver()
    expect(calls[1].body).toMatchObject({ dispatchedDate: '2026-09-02T10:00:00.000Z', trackingUrl: null })
    expect(calls[2].body).toEqual({
      isDelivered: true,
      deliveredDate: '2026-09-03 16:40',
      events: [{ city: '', state: '', description: 'Delivered', date: '2026-09-03' }],
    })
  })

  it('leaves an order with half its value partly invoiced', async () => {
    const half = partnerUpdate([invoice('NF-1', 40_000)])
    const { deliver } = await world(following(half), { partner: showing(half) })
    expect((await deliver())?.state).toBe('partiallyInvoiced')
  })

  it('is sent once, though two workers deliver at the same time', async () => {
    const { deliver, calls } = await world(following(SHIPPED), { partner: showing(SHIPPED) })
    await Promise.all([deliver(), deliver(), deliver()])
    expect(calls).toHaveLength(4)
  })

  it('is sent again with the same number when VTEX did not answer', async () => {
    let answers = 0
    const { deliver, calls, clock } = await world(following(SHIPPED), {
      partner: showing(SHIPPED),
      vtex: () => ({ status: answers++ === 0 ? 504 : 200 }),
    })
    expect(owed(await deliver())).toContain('orderInvoice:NF-1')
    clock.advance(6 * SECOND)
    expect((await deliver())?.state).toBe('delivered')
    expect(calls[1]).toEqual(calls[0])
  })

  it('waits for as long as VTEX asks', async () => {
    const { deliver, calls, clock } = await world(following(SHIPPED), {
      partner: showing(SHIPPED),
      vtex: () => ({ status: 429, headers: { 'retry-after': '120' } }),
    })
    await deliver()
    clock.advance(119 * SECOND)
    await deliver()
    expect(calls).toHaveLength(1)
    clock.advance(SECOND)
    await deliver()
    expect(calls).toHaveLength(2)
  })

  it('is left to a person when VTEX refuses it for good; what comes after it waits', async () => {
    const { deliver, calls } = await world(following(SHIPPED), {
      partner: showing(SHIPPED),
      vtex: ({ method }) => (method === 'GET' ? { status: 200, data: payableOrder } : { status: 400 }),
    })
    const record = await deliver()
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'GET'])
    expect(record?.owed).toMatchObject([{ id: 'orderInvoice:NF-1', dead: true }, {}, {}])
  })

  it('is not repeated when OMS says that the order is canceled: the order is canceled here too, the parcel called back (AC-77)', async () => {
    const asked: string[] = []
    const { deliver } = await world(following(SHIPPED), {
      partner: {
        ...showing(SHIPPED),
        cancelOrder: async (reference) => {
          asked.push(reference)
          return { outcome: 'refused', reason: 'it left' }
        },
      },
      vtex: ({ method }) =>
        method === 'GET' ? { status: 200, data: { ...payableOrder, status: 'canceled' } } : { status: 409 },
    })
    const record = await deliver()
    expect(record?.state).toBe('canceled')
    expect(record?.owed).toEqual([])
    expect(asked).toEqual([ORDER_ID])
  })

  it('is repeated when tracking finds its invoice missing: it may not be visible yet (AC-81)', async () => {
    const { deliver } = await world(following(SHIPPED), {
      partner: showing(SHIPPED),
      vtex: ({ method }) => ({ status: method === 'PATCH' ? 404 : 200 }),
    })
    const record = await deliver()
    expect(record?.owed[0]).toMatchObject({ id: 'orderTracking:P-1', attempts: 1 })
    expect(record?.owed[0]).not.toHaveProperty('dead')
  })

  it('is given up after twelve failures, not before, and a person is told', async () => {
    const { deliver, calls, clock, work } = await world(following(SHIPPED), {
      partner: showing(SHIPPED),
      vtex: ({ method }) => ({ status: method === 'PATCH' ? 404 : 200 }),
    })
    let record: OrderRecord | undefined
    for (let look = 0; look < 2 * MAX_ATTEMPTS; look++) {
      record = await deliver()
      clock.advance(HOUR)
    }
    expect(calls.filter(({ method }) => method === 'PATCH')).toHaveLength(MAX_ATTEMPTS)
    expect(record?.owed[0]).toMatchObject({ dead: true, attempts: MAX_ATTEMPTS })
    expect((await work.problems.list()).open).toMatchObject([{ code: 'deadLetter', subject: ORDER_ID }])
  })

  it('outlives an outage of a day: silence is no refusal, though a person hears of it', async () => {
    let status = 503
    const { deliver, clock, work } = await world(following(SHIPPED), {
      partner: showing(SHIPPED),
      vtex: () => ({ status }),
    })
    for (let minute = 0; minute < 24 * 60; minute += 10, clock.advance(10 * MINUTE)) await deliver()
    expect((await work.problems.list()).open).toMatchObject([{ code: 'lateStep', subject: ORDER_ID }])
    status = 200
    clock.advance(HOUR)
    expect(await deliver()).toMatchObject({ owed: [] })
    expect((await work.problems.list()).open).toEqual([])
  })

  it('is not sent when the invoice is wrong, and the reason is kept', async () => {
    const wrong = partnerUpdate([invoice('NF/1', 80_800)])
    const { deliver, calls } = await world(following(wrong), { partner: showing(wrong) })
    expect((await deliver())?.owed).toMatchObject([{ dead: true, lastError: expect.stringContaining('letters') }])
    expect(calls).toEqual([])
  })

  it('is written into the timeline with every call', async () => {
    const { deliver } = await world(following(SHIPPED), { partner: showing(SHIPPED) })
    const steps = (await deliver())?.timeline.entries.flatMap((entry) => ('step' in entry ? [entry.step] : []))
    expect(steps).toEqual(['orderInvoice', 'orderTracking', 'trackingStatus', 'readOrder'])
  })

  it('is picked up by another worker when the first one died at it', async () => {
    let release = () => undefined as void
    const stuck = new Promise<void>((resolve) => (release = resolve))
    let looks = 0
    const orderUpdates = async () => {
      if (looks++ === 0) await stuck
      return [SHIPPED]
    }
    const { deliver, clock, calls } = await world(following(SHIPPED), { partner: { orderUpdates } })
    const first = deliver()
    while (looks === 0) await new Promise((resolve) => setImmediate(resolve))
    await deliver()
    expect(calls).toEqual([])
    clock.advance(MINUTE)
    expect((await deliver())?.state).toBe('delivered')
    release()
    await first
    expect(calls.map(({ url }) => url)).toContain(`/api/oms/pvt/orders/${ORDER_ID}/invoice`)
  })
})

describe('what an order owes to the partner', () => {
  const released = authorized(orderRecord(), 'receipt', NOON, [])

  it('is its release, and then the connector’s own reservation goes', async () => {
    const authorizeOrder = jest.fn().mockResolvedValue({})
    const { deliver, work } = await world(released, { partner: { authorizeOrder } })
    const release = jest.spyOn(work.reservations, 'release')
    expect(owed(await deliver())).toEqual([])
    expect(authorizeOrder).toHaveBeenCalledWith(ORDER_ID, expect.anything())
    expect(release).toHaveBeenCalledWith(ORDER_ID, ['DRILL'])
  })

  it.each([
    ['cannot be reached', new PartnerUnavailable('down', 30)],
    ['does not say whether it acted', new PartnerInDoubt('timeout')],
  ])('is tried again when the partner %s', async (_what, error) => {
    const { deliver } = await world(released, { partner: { authorizeOrder: async () => Promise.reject(error) } })
    const [step] = (await deliver())?.owed ?? []
    expect(step).toMatchObject({ id: 'authorizeAtPartner', attempts: 1 })
    expect(step).not.toHaveProperty('dead')
  })

  it('that refuses a paid order: it is canceled on both sides, so that the shopper gets the money back (U-05)', async () => {
    const refusal = new PartnerRefused('outOfStock', 'nothing left')
    const canceled: string[] = []
    const { deliver, calls } = await world(released, {
      partner: {
        authorizeOrder: async () => Promise.reject(refusal),
        findOrder: async () => ({ ...partnerUpdate([]), state: 'open' as const }),
        cancelOrder: async (reference) => {
          canceled.push(reference)
          return { outcome: 'done' }
        },
      },
      vtex: () => ({ status: 200, data: { ...payableOrder, status: 'canceled' } }),
    })
    const record = await deliver()
    expect(record).toMatchObject({ state: 'canceled', owed: [] })
    expect(JSON.stringify(record?.timeline)).toContain('nothing left')
    expect(canceled).toEqual([ORDER_ID])
    expect(calls.length).toBeGreaterThan(0)
  })
})

describe('an authorization that came after its reservation was over', () => {
  const late = authorized(orderRecord({ state: 'expired' }), 'r', NOON + 9 * DAY, [])
  const shop = (stock: number, state: 'open' | 'authorized' = 'open') => ({
    quote: async () => quoteOf([offer('DRILL', stock)], []),
    findOrder: async () => ({ ...partnerUpdate([]), state }),
    authorizeOrder: jest.fn().mockResolvedValue({}),
    cancelOrder: async () => ({ outcome: 'done' as const }),
  })

  const nineDaysLater = async (partner: ReturnType<typeof shop>, status = 'payment-approved') => {
    const made = await world(late, { partner, vtex: () => ({ status: 200, data: { ...payableOrder, status } }) })
    made.clock.advance(9 * DAY)
    return made
  }

  it('takes its stock back when it is still there (AC-58)', async () => {
    const partner = shop(2)
    const { deliver, work } = await nineDaysLater(partner)
    const reserve = jest.spyOn(work.reservations, 'reserve')
    expect(await deliver()).toMatchObject({ state: 'authorized', owed: [] })
    expect([reserve.mock.calls.length, partner.authorizeOrder.mock.calls.length]).toEqual([1, 1])
  })

  it('is canceled by us when it was sold meanwhile: an error would leave it stuck (U-05)', async () => {
    const partner = shop(1)
    const { deliver } = await nineDaysLater(partner, 'canceled')
    expect(await deliver()).toMatchObject({ state: 'canceled', owed: [] })
    expect(partner.authorizeOrder).not.toHaveBeenCalled()
  })

  it('that reached the partner before is not mistaken for stock that is gone', async () => {
    const partner = shop(0, 'authorized')
    const { deliver } = await nineDaysLater(partner)
    expect(await deliver()).toMatchObject({ state: 'authorized', owed: [] })
  })
})

describe('an authorization the partner refuses because it happened before', () => {
  it('is done', async () => {
    const { deliver } = await world(authorized(orderRecord({ state: 'received' }), 'r', NOON, []), {
      partner: {
        authorizeOrder: async () => Promise.reject(new PartnerRefused('stateConflict', 'shipped')),
        findOrder: async () => ({ ...partnerUpdate([]), state: 'shipped' as const }),
      },
    })
    expect(await deliver()).toMatchObject({ state: 'authorized', owed: [] })
  })
})

describe('a cancellation the partner decides', () => {
  const asked = askedToCancel(orderRecord({ state: 'authorized' }))
  const answering = (outcome: 'done' | 'deciding' | 'refused') => ({
    cancelOrder: async () => (outcome === 'refused' ? { outcome, reason: 'already shipped' } : { outcome }),
  })

  it('with yes cancels the order and gives its stock back', async () => {
    const { deliver } = await world(asked, { partner: answering('done') })
    expect(await deliver()).toMatchObject({ state: 'canceled', owed: [], cancellation: { decision: 'confirmed' } })
  })

  it('with no leaves the answer to its invoice (AC-62)', async () => {
    const { deliver } = await world(asked, { partner: answering('refused') })
    expect(await deliver()).toMatchObject({ state: 'cancellationRefused', owed: [{ id: 'cancellationDeadline' }] })
  })

  it('may take days: it is asked every minute and never given up (AC-60, AC-61)', async () => {
    let answer: 'deciding' | 'done' = 'deciding'
    const cancelOrder = jest.fn(async () => ({ outcome: answer }))
    const { deliver, clock } = await world(asked, { partner: { cancelOrder } })
    for (let minute = 0; minute < 5 * MAX_ATTEMPTS; minute++) {
      expect((await deliver())?.state).toBe('evaluatingCancellation')
      clock.advance(MINUTE)
    }
    expect(cancelOrder).toHaveBeenCalledTimes(5 * MAX_ATTEMPTS)
    answer = 'done'
    expect((await deliver())?.state).toBe('canceled')
  })
})

describe('an order the partner canceled by itself', () => {
  const canceled = { ...partnerUpdate([]), state: 'canceled' as const }
  const owing = () => withPartnerUpdate(orderRecord({ state: 'authorized' }), canceled, NOON) as OrderRecord

  it('is canceled in the marketplace, and confirmed by what OMS shows then (AC-68)', async () => {
    let asked = false
    const { deliver, calls } = await world(owing(), {
      vtex: ({ method }) => {
        asked ||= method === 'POST'
        return { status: 200, data: { ...payableOrder, status: asked ? 'canceled' : 'payment-approved' } }
      },
    })
    const record = await deliver()
    const order = `/api/oms/pvt/orders/${ORDER_ID}`
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${order}`,
      `GET /api/order-system/orders/${ORDER_ID}/changes`,
      `POST ${order}/cancel`,
      `GET ${order}`,
    ])
    expect(calls[2].body).toEqual({ reason: 'Canceled by the seller', requestedByUser: false })
    expect(record).toMatchObject({ state: 'canceled', owed: [], cancellation: { requestedBy: 'partner' } })
  })

  it('is asked for again while OMS does not show it canceled (C-45)', async () => {
    const { deliver, clock } = await world(owing(), { vtex: () => ({ status: 200, data: payableOrder }) })
    expect((await deliver())?.owed).toMatchObject([{ id: 'sellerCancellation', attempts: 0 }])
    clock.advance(2 * MINUTE)
    expect((await deliver())?.state).toBe('cancelRequestedBySeller')
  })

  it('stays as it is once an invoice was issued: it cannot be canceled then', () => {
    const invoiced = following(partnerUpdate([invoice('NF-1', 40_000)]))
    const told = withPartnerUpdate(invoiced, canceled, NOON)
    expect(told).toMatchObject({ state: 'authorized', alerts: ['partnerCanceledTooLate'] })
    expect(withPartnerUpdate(told as OrderRecord, canceled, NOON)).toBeUndefined()
  })
})

import { startReferencePartner } from '../../../sandbox/partner/reference/startReferencePartner'
import type { ReferencePartner } from '../../../sandbox/partner/reference/startReferencePartner'
import { Caller, shirtOrder } from './caller'
import type { OrderBody } from './caller'

const SHIRT = 'CAM-MAND-M'
const AWAY = { country: 'BRA', city: 'Longe', state: 'SP', street: 'Rua' }
const PICKUP = { optionId: 'retirada', channel: 'pickup-in-point', price: 0 } as const

describe('orders at the reference partner', () => {
  let partner: ReferencePartner
  let api: Caller
  /** How far the partner's clock is ahead. */
  let aheadSeconds = 0
  const advance = async (seconds: number) => {
    aheadSeconds += seconds
    await partner.advanceClock(seconds)
  }
  const soon = () => new Date(Date.now() + (aheadSeconds + 600) * 1_000).toISOString()
  beforeAll(async () => {
    partner = await startReferencePartner()
    api = new Caller(partner)
    await partner.staff.setStock(SHIRT, 1_000)
  })
  afterAll(() => partner.stop())

  const placed = async () => (await api.create(shirtOrder())).body.reference
  const paid = async () => {
    const reference = await placed()
    await api.authorize(reference)
    return reference
  }
  const stateOf = async (reference: string) => (await api.read(reference)).body.state
  const refusal = ({ status, body }: { status: number; body: object }) => [status, (body as { code?: string }).code]

  describe('createOrder', () => {
    it('holds the units, and the order can be read by its reference', async () => {
      const before = await partner.staff.freeStock(SHIRT)
      const order = shirtOrder()
      const { status, body } = await api.create(order)
      expect(status).toBe(201)
      expect(body).toMatchObject({ reference: order.reference, state: 'open', total: order.total })
      expect((await api.read(order.reference)).body).toEqual(body)
      expect(await partner.staff.freeStock(SHIRT)).toBe(before - 2)
    })

    it('answers a repeat of the key with the same answer, and the reference under another key with its order', async () => {
      const order = shirtOrder()
      const first = await api.create(order, 'key-1')
      const repeat = await api.create({ ...order }, 'key-1')
      expect([repeat.status, repeat.body]).toEqual([201, first.body])
      const other = await api.create({ ...order, customer: { ...order.customer, firstName: 'Ana' } }, 'key-2')
      expect([other.status, other.body]).toEqual([200, first.body])
    })

    it('keeps services and attachments of a line; services cost, and come on the first invoice', async () => {
      const { lines, total, ...order } = shirtOrder()
      const wrapping = { id: 'W2', name: 'Gift wrapping', quantity: 2, unitPrice: 500 }
      const engraving = { name: 'engraving', content: { text: 'For Ana' } }
      const line = { ...lines[0], services: [wrapping], attachments: [engraving] }
      expect(refusal(await api.create({ ...order, lines: [line], total }))).toEqual([422, 'invalid-request'])
      expect((await api.create({ ...order, lines: [line], total: total + 1_000 })).body.total).toBe(total + 1_000)
      const { reference } = order
      expect(await partner.staff.order(reference)).toMatchObject({ services: [wrapping], attachments: [engraving] })
      await api.authorize(reference)
      await partner.staff.invoice(reference, { number: `W-${reference}` })
      expect((await api.read(reference)).body.invoices).toMatchObject([{ total: total + 1_000 }])
    })

    it('refuses the key for another body, and does nothing', async () => {
      const order = shirtOrder()
      await api.create(order, 'key-3')
      const other = shirtOrder()
      expect(refusal(await api.create(other, 'key-3'))).toEqual([409, 'idempotency-conflict'])
      expect((await api.read(other.reference)).status).toBe(404)
    })

    it('makes one order of twenty at once under one reference, whatever their keys', async () => {
      const before = await partner.staff.freeStock(SHIRT)
      const order = shirtOrder()
      const answers = await Promise.all(Array.from({ length: 20 }, (_, copy) => api.create(order, `key-p${copy % 10}`)))
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
      expect(answers.every(({ status }) => status === 201 || status === 200)).toBe(true)
      expect(await partner.staff.freeStock(SHIRT)).toBe(before - 2)
    })

    it('sells the last unit once to twenty buyers', async () => {
      const free = await partner.staff.freeStock('CAM-MAND-P')
      const sell = () =>
        shirtOrder({ lines: [{ sku: 'CAM-MAND-P', quantity: free, unitPrice: 8_990 }], shipping: PICKUP })
      const answers = await Promise.all(Array.from({ length: 20 }, () => api.create(sell())))
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
      const refused = answers.filter((answer) => refusal(answer)[1] === 'out-of-stock')
      expect(refused).toHaveLength(19)
      expect(refused[0].body.sku).toBe('CAM-MAND-P')
    })

    it('takes a line from several locations when one has too few', async () => {
      await partner.staff.setStock('CAFE-MANT-500', 2, 'CD São Paulo')
      await partner.staff.setStock('CAFE-MANT-500', 3, 'CD Recife')
      const { status } = await api.create(
        shirtOrder({ lines: [{ sku: 'CAFE-MANT-500', quantity: 4, unitPrice: 4_290 }], shipping: PICKUP }),
      )
      expect(status).toBe(201)
      expect(await partner.staff.freeStock('CAFE-MANT-500')).toBe(1)
    })

    const line = { sku: SHIRT, quantity: 2, unitPrice: 8_990 }
    it.each<[string, [number, string], Parameters<typeof shirtOrder>[0]]>([
      ['what it does not sell', [409, 'unknown-sku'], { lines: [line, { ...line, sku: 'NOPE' }] }],
      ['another price', [409, 'price-changed'], { lines: [{ ...line, unitPrice: 8_000 }] }],
      ['another freight', [409, 'price-changed'], { shipping: { optionId: 'pac-se', channel: 'delivery', price: 1 } }],
      [
        'a way it does not have',
        [409, 'shipping-unavailable'],
        { shipping: { optionId: 'teleport', channel: 'delivery', price: 0 } },
      ],
      ['a place it does not serve', [409, 'shipping-unavailable'], { address: { ...AWAY, postalCode: '99999999' } }],
      [
        'a scheduled delivery without its window',
        [409, 'shipping-unavailable'],
        { shipping: { optionId: 'agendada', channel: 'delivery', price: 3_490 } },
      ],
      ['more than there is', [409, 'out-of-stock'], { quantity: 2_000 }],
      ['another currency', [422, 'invalid-request'], { currency: 'USD' }],
      ['a wrong sum', [422, 'invalid-request'], { total: 1 }],
      ['a reservation that is over', [422, 'invalid-request'], { reserveUntil: '2020-01-01T00:00:00Z' }],
    ])(
      'refuses %s, leaves nothing behind, and the key is free for the corrected order',
      async (_what, code, change) => {
        const before = await partner.staff.freeStock(SHIRT)
        const order = shirtOrder(change)
        expect(refusal(await api.create(order, order.reference))).toEqual(code)
        expect((await api.read(order.reference)).status).toBe(404)
        expect(await partner.staff.freeStock(SHIRT)).toBe(before)
        const corrected = { ...shirtOrder(), reference: order.reference }
        expect((await api.create(corrected, order.reference)).status).toBe(201)
      },
    )

    it('accepts the price the shopper saw a little while ago, and not for ever', async () => {
      await partner.staff.setPrice('CAM-MAND-G', 9_999)
      const atOldPrice = () =>
        shirtOrder({ lines: [{ sku: 'CAM-MAND-G', quantity: 1, unitPrice: 9_490 }], shipping: PICKUP })
      expect((await api.create(atOldPrice())).status).toBe(201)
      await advance(3_000)
      expect(refusal(await api.create(atOldPrice()))).toEqual([409, 'price-changed'])
    })

    it('delivers in a window it offers', async () => {
      const { body } = await api.call<{ shippingOptions: { id: string; deliveryWindows?: Window[] }[] }>('getQuote', {
        body: { lines: [{ sku: SHIRT, quantity: 1 }], destination: { postalCode: '01310100' } },
      })
      type Window = { start: string; end: string; price: number }
      const evening = body.shippingOptions
        .find(({ id }) => id === 'agendada')!
        .deliveryWindows!.find(({ price }) => price)!
      const { start, end, price } = evening
      const shipping = { optionId: 'agendada', channel: 'delivery', price: 3_490 + price } as const
      const answer = await api.create(
        shirtOrder({ quantity: 1, shipping: { ...shipping, deliveryWindow: { start, end } } }),
      )
      expect(answer.status).toBe(201)
    })
  })

  describe('a reservation that is over', () => {
    it('frees the units; the order stays open and takes them again when it is paid', async () => {
      const before = await partner.staff.freeStock(SHIRT)
      const { reference } = (await api.create(shirtOrder({ reserveUntil: soon() }))).body
      expect(await partner.staff.freeStock(SHIRT)).toBe(before - 2)
      await advance(601)
      expect(await partner.staff.freeStock(SHIRT)).toBe(before)
      expect(await stateOf(reference)).toBe('open')
      expect((await api.authorize(reference)).body.state).toBe('authorized')
      expect(await partner.staff.freeStock(SHIRT)).toBe(before - 2)
    })

    it('is refused payment when the units were sold meanwhile', async () => {
      const lines = [{ sku: 'PANELA-BARRO-4L', quantity: 4, unitPrice: 21_990 }]
      const late = shirtOrder({ lines, shipping: PICKUP, reserveUntil: soon() })
      expect((await api.create(late)).status).toBe(201)
      await advance(601)
      expect((await api.create(shirtOrder({ lines, shipping: PICKUP }))).status).toBe(201)
      expect(refusal(await api.authorize(late.reference))).toEqual([409, 'out-of-stock'])
    })
  })

  describe('authorizeOrder and cancelOrder', () => {
    it('may be repeated', async () => {
      const reference = await placed()
      expect((await api.authorize(reference)).body.state).toBe('authorized')
      expect((await api.authorize(reference)).body.state).toBe('authorized')
      expect((await partner.staff.order(reference)).paid).toBeGreaterThan(0)
    })

    it('take no body and an empty one for the same', async () => {
      const reference = await placed()
      const sent = { reference, key: `authorize:${reference}` }
      expect((await api.call('authorizeOrder', sent)).status).toBe(200)
      expect((await api.call('authorizeOrder', { ...sent, body: {} })).status).toBe(200)
    })

    it('know no order nobody created', async () => {
      expect(refusal(await api.authorize('9999-01'))).toEqual([404, 'order-not-found'])
      expect(refusal(await api.cancel('9999-01'))).toEqual([404, 'order-not-found'])
    })

    it('end an order for good, and free its stock once', async () => {
      const before = await partner.staff.freeStock(SHIRT)
      const reference = await paid()
      expect((await api.cancel(reference, 'c1')).body).toEqual({ outcome: 'done' })
      expect((await api.cancel(reference, 'c1')).body).toEqual({ outcome: 'done' })
      expect((await api.cancel(reference, 'c2')).body).toEqual({ outcome: 'done' })
      expect(await stateOf(reference)).toBe('canceled')
      expect(await partner.staff.freeStock(SHIRT)).toBe(before)
      expect(refusal(await api.authorize(reference))).toEqual([409, 'state-conflict'])
    })

    it('refuses what has left or is invoiced, and says why', async () => {
      const shipped = await paid()
      await partner.staff.ship(shipped, { courier: 'Correios', trackingCode: 'QB1' })
      expect((await api.cancel(shipped)).body).toEqual({ outcome: 'refused', reason: 'The parcel has left' })
      const invoiced = await paid()
      await partner.staff.invoice(invoiced, { number: 'CU-1' })
      expect((await api.cancel(invoiced)).body).toEqual({ outcome: 'refused', reason: 'The order is invoiced' })
    })

    it.each(['done', 'refused'] as const)('tells under the same key what a person decided: %s', async (outcome) => {
      await partner.staff.decideCancellations({ byPerson: true })
      const reference = await paid()
      const key = `cancel:${reference}`
      expect((await api.cancel(reference, key)).body).toEqual({ outcome: 'deciding' })
      expect((await api.cancel(reference, key)).body).toEqual({ outcome: 'deciding' })
      await partner.staff.decideCancellation(reference, outcome, 'Somebody looked')
      const why = outcome === 'refused' ? { reason: 'Somebody looked' } : {}
      expect((await api.cancel(reference, key)).body).toEqual({ outcome, ...why })
      expect(await stateOf(reference)).toBe(outcome === 'done' ? 'canceled' : 'authorized')
      await partner.staff.decideCancellations({ byPerson: false })
    })
  })

  describe('changeOrder', () => {
    const change = (reference: string, changeId: string, quantity: number, total = quantity * 8_990 + 1_800) =>
      api.call<OrderBody>('changeOrder', {
        reference,
        body: { changeId, reason: 'Less', lines: [{ sku: SHIRT, quantity, unitPrice: 8_990 }], total },
      })

    it('replaces the lines and what is held, each change once', async () => {
      const reference = await placed()
      const free = await partner.staff.freeStock(SHIRT)
      expect((await change(reference, 'one-less', 1)).body.total).toBe(10_790)
      expect((await change(reference, 'one-more', 2)).body.total).toBe(19_780)
      expect((await change(reference, 'one-less', 1)).body.total).toBe(19_780)
      expect(await partner.staff.freeStock(SHIRT)).toBe(free)
    })

    it('refuses what cannot be held, and keeps the order as it was', async () => {
      const reference = await placed()
      expect(refusal(await change(reference, 'many', 5_000))).toEqual([409, 'change-refused'])
      expect((await partner.staff.order(reference)).lines).toMatchObject([{ quantity: 2 }])
    })

    it('refuses a canceled order and a wrong sum', async () => {
      const reference = await placed()
      expect(refusal(await change(reference, 'wrong', 1, 1))).toEqual([422, 'invalid-request'])
      await api.cancel(reference)
      expect(refusal(await change(reference, 'late', 1))).toEqual([409, 'change-refused'])
    })
  })

  describe('what becomes of a paid order', () => {
    it('shows invoices, parcels with their events, and returns', async () => {
      const reference = await paid()
      await partner.staff.ship(reference, {
        courier: 'Correios',
        trackingCode: 'QB1',
        lines: [{ sku: SHIRT, quantity: 1 }],
      })
      expect(await stateOf(reference)).toBe('partiallyShipped')
      expect((await api.read(reference)).body.packages).toEqual([])
      await partner.staff.invoice(reference, { number: 'CU-2', url: 'https://casa.example/2.pdf' })
      await partner.staff.ship(reference, { courier: 'Correios', trackingCode: 'QB2' })
      await partner.staff.track(reference, { description: 'Sorted', city: 'Osasco', state: 'SP' })
      await partner.staff.deliver(reference)
      await partner.staff.registerReturn(reference, { number: 'CU-R2', lines: [{ sku: SHIRT, quantity: 1 }] })
      const { body } = await api.read(reference)
      expect(body).toMatchObject({
        state: 'delivered',
        invoices: [{ number: 'CU-2', total: body.total, lines: [{ sku: SHIRT, quantity: 2 }] }],
        packages: [
          {
            invoiceNumber: 'CU-2',
            trackingNumber: 'QB1',
            events: [{}, { city: 'Osasco' }, { description: 'Delivered' }],
          },
          { invoiceNumber: 'CU-2', trackingNumber: 'QB2' },
        ],
        returns: [{ number: 'CU-R2', total: 8_990 }],
      })
    })

    it('splits an order over invoices that together are the order', async () => {
      const reference = await paid()
      const one = [{ sku: SHIRT, quantity: 1 }]
      await partner.staff.invoice(reference, { number: 'CU-3', lines: one })
      await partner.staff.invoice(reference, { number: 'CU-4' })
      const { invoices, total } = (await api.read(reference)).body
      expect(invoices.reduce((sum, invoice) => sum + invoice.total, 0)).toBe(total)
      await expect(partner.staff.invoice(reference, { number: 'CU-5' })).rejects.toThrow('no such units left')
    })

    it('takes the invoice of a canceled order back; its goods never left the shelf', async () => {
      const reference = await paid()
      await partner.staff.invoice(reference, { number: 'CU-7' })
      await partner.staff.cancel(reference, 'Broken')
      const free = await partner.staff.freeStock(SHIRT)
      await partner.staff.registerReturn(reference, { number: 'CN-7', total: 100 })
      expect((await api.read(reference)).body).toMatchObject({ returns: [{ number: 'CN-7', total: 100 }] })
      expect(await partner.staff.freeStock(SHIRT)).toBe(free)
    })

    it('refuses numbers no marketplace takes', async () => {
      const reference = await paid()
      await expect(partner.staff.invoice(reference, { number: 'A/1 #2' })).rejects.toThrow('422')
    })

    it('is told by the feed, each order once, in the order of the changes', async () => {
      type Page = { orders: OrderBody[]; nextCursor: string; more: boolean }
      const updates = (query: Record<string, string | number> = {}) => api.call<Page>('listOrderUpdates', { query })
      const { body: start } = await updates()
      expect(start).toMatchObject({ orders: [], more: false })
      const [first, second] = [await paid(), await placed()]
      await partner.staff.invoice(first, { number: 'CU-6' })
      await partner.staff.cancel(second, 'Broken')
      const { body: page } = await updates({ cursor: start.nextCursor, limit: 1 })
      expect(page).toMatchObject({ more: true, orders: [{ reference: first, invoices: [{ number: 'CU-6' }] }] })
      const { body: rest } = await updates({ cursor: page.nextCursor })
      expect(rest).toMatchObject({ more: false, orders: [{ reference: second, state: 'canceled' }] })
      expect((await updates({ cursor: rest.nextCursor })).body.orders).toEqual([])
    })
  })
})

import { CheckoutRefused } from '../../sandbox/marketplace/purchase'
import { ACCOUNT, OTHER_SKU, SELLER, SKU, orderPath, rules, startWorld, type World } from './world'

describe('an order at the marketplace', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.close())

  const buy = async (items = [{ id: SKU, quantity: 2 }]) => {
    const { orderId } = await world.marketplace.placeOrder(ACCOUNT, { sellerId: SELLER, items })
    return orderId
  }
  const bought = async (items?: { id: string; quantity: number }[]) => {
    const orderId = await buy(items)
    await world.marketplace.approvePayment(orderId)
    return orderId
  }
  const status = (orderId: string) => world.marketplace.order(ACCOUNT, orderId)?.status
  const history = (orderId: string) => world.marketplace.order(ACCOUNT, orderId)?.statusHistory.map((one) => one.status)

  const VALUE = 2 * 39900 + 990
  const invoice = (changes: object = {}) => ({
    type: 'Output',
    issuanceDate: '2026-09-01T14:30:00+03:00',
    invoiceNumber: 'NW-2026-1',
    invoiceValue: VALUE,
    items: [{ id: SKU, price: 39900, quantity: 2 }],
    ...changes,
  })
  const sendInvoice = (orderId: string, changes?: object) =>
    world.call('POST', `${orderPath(orderId)}/invoice`, invoice(changes))
  const parcel = (orderId: string) => `${orderPath(orderId)}/invoice/NW-2026-1`
  const tracking = {
    trackingNumber: 'T1',
    trackingUrl: 'https://courier.example/T1',
    courier: 'FastShip',
    dispatchedDate: null,
  }
  const event = { city: 'Rio', state: 'RJ', description: 'Picked up', date: '2026-09-02' }

  it('is placed, paid, invoiced, tracked and delivered', async () => {
    const orderId = await bought()
    expect(orderId).toBe('1400000000007-01')
    expect((await world.call('GET', orderPath(orderId))).body).toMatchObject({
      status: 'payment-approved',
      isCompleted: true,
      sellerOrderId: `NW-${orderId}`,
      value: VALUE,
      sellers: [{ id: SELLER, fulfillmentEndpoint: expect.stringContaining('/api') }],
      items: [{ id: '4211', sellerSku: SKU, quantity: 2 }],
    })
    expect((await sendInvoice(orderId)).body).toMatchObject({ orderId, receipt: expect.any(String) })
    await world.call('PATCH', parcel(orderId), tracking)
    const delivered = { isDelivered: true, deliveredDate: '2026-09-03 16:40', events: [event] }
    expect((await world.call('PUT', `${parcel(orderId)}/tracking`, delivered)).status).toBe(200)
    expect(world.marketplace.isDelivered(orderId)).toBe(true)
    expect(history(orderId)).toEqual([
      'order-created',
      'waiting-for-authorization',
      'payment-pending',
      'payment-approved',
      'invoice',
      'invoiced',
    ])
    expect((await world.call('GET', orderPath(orderId))).body).toMatchObject({
      packageAttachment: {
        packages: [{ items: [{ itemIndex: 0, quantity: 2 }], trackingNumber: 'T1', courierStatus: { finished: true } }],
      },
    })
    expect(rules(world)).toEqual([])
  })

  it('reaches the seller as an array of one, with the headers of a placement', async () => {
    const orderId = await buy()
    const placed = world.seller.received.find((one) => one.step === 'orderPlacement')
    expect(placed?.headers).toMatchObject({
      authorization: expect.stringMatching(/^VTEX /),
      'x-forwarded-proto': 'https',
    })
    expect(placed?.body).toMatchObject([
      {
        marketplaceOrderId: orderId,
        marketplacePaymentValue: VALUE,
        shippingData: { logisticsInfo: [{ selectedSla: 'courier', lockTTL: '8d' }] },
      },
    ])
  })

  it('is not placed when the shopper cannot have all of it', async () => {
    await expect(buy([{ id: OTHER_SKU, quantity: 6 }])).rejects.toThrow(CheckoutRefused)
    expect(world.seller.received.some((one) => one.step === 'orderPlacement')).toBe(false)
  })

  it('is not placed at a paused seller, nor in a trade policy where the seller does not sell', async () => {
    const purchase = { sellerId: SELLER, items: [{ id: SKU, quantity: 1 }] }
    await expect(world.marketplace.placeOrder(ACCOUNT, { ...purchase, salesChannel: '2' })).rejects.toThrow('policy 2')
    const pause = [{ operation: 'replace', path: '/isActive', value: false }]
    await world.call('PATCH', `/api/seller-register/pvt/sellers/${SELLER}`, pause)
    await expect(world.marketplace.placeOrder(ACCOUNT, purchase)).rejects.toThrow('paused')
  })

  it.each<[string, string, object]>([
    ['no order id', 'PROTOCOL §6.2', { orderId: undefined }],
    ['no e-mail', 'PROTOCOL §6.2', { followUpEmail: undefined }],
    ['items changed', 'PROTOCOL §6.2', { items: [] }],
    ['customer data left out', 'PROTOCOL §6.2', { clientProfileData: undefined }],
  ])('answered with %s breaks a rule', async (_, rule, changes) => {
    world.seller.spoil.orderPlacement = (answer) => ({
      ...answer,
      body: [{ ...(answer.body as object[])[0], ...changes }],
    })
    await buy()
    expect(rules(world)).toEqual([rule])
  })

  it('answered as an object although it was an array breaks a rule and is not created', async () => {
    world.seller.spoil.orderPlacement = (answer) => ({ ...answer, body: (answer.body as object[])[0] })
    const orderId = await buy()
    expect(rules(world)).toEqual(['PROTOCOL C-21'])
    expect(status(orderId)).toBe('order-create-error')
  })

  it('refused in the error envelope is not created, may be placed again, or is given up', async () => {
    const error = { error: { code: 'FMT002', message: 'no stock', exception: null } }
    world.seller.spoil.orderPlacement = (answer) => ({ ...answer, status: 409, body: error })
    const [first, second] = [await buy(), await buy()]
    expect(status(first)).toBe('order-create-error')
    expect(rules(world)).toEqual([])
    world.seller.spoil = {}
    await world.marketplace.placeAgain(first)
    expect(status(first)).toBe('payment-pending')
    world.marketplace.giveUpPlacement(second)
    expect(status(second)).toBe('canceled')
  })

  it('placed many times must have one seller order', async () => {
    const orderId = await buy()
    await world.marketplace.placeAgain(orderId, 3)
    expect(rules(world)).toEqual([])
    world.seller.spoil.orderPlacement = (answer) => ({
      ...answer,
      body: [{ ...(answer.body as object[])[0], orderId: 'NW-2' }],
    })
    await world.marketplace.placeAgain(orderId)
    expect(rules(world)).toEqual(['PROTOCOL §6.3'])
    const other = await buy()
    expect(status(other)).toBe('payment-pending')
    await buy()
    expect(rules(world)).toEqual(['PROTOCOL §6.3', 'PROTOCOL §1.3'])
  })

  it('authorized twice must have one receipt, with the right ids', async () => {
    const orderId = await bought()
    await world.marketplace.authorizeAgain(orderId)
    expect(rules(world)).toEqual([])
    world.seller.spoil.authorizeFulfillment = (answer) => ({
      ...answer,
      body: { ...(answer.body as object), receipt: 'other' },
    })
    await world.marketplace.authorizeAgain(orderId)
    world.seller.spoil.authorizeFulfillment = (answer) => ({ ...answer, status: 201, body: { orderId } })
    await world.marketplace.authorizeAgain(orderId)
    expect(new Set(rules(world))).toEqual(new Set(['PROTOCOL §7']))
  })

  it('is authorized again while the seller is unavailable, and wants to know when', async () => {
    const orderId = await buy()
    let failures = 2
    const error = { error: { code: 'X', message: 'busy', exception: null } }
    world.seller.spoil.authorizeFulfillment = (answer) =>
      failures-- > 0 ? { ...answer, status: 503, body: error } : answer
    const answer = await world.marketplace.approvePayment(orderId, { retries: 3, pauseMs: 1 })
    expect(answer.status).toBe(200)
    expect(rules(world)).toEqual(['PROTOCOL §14.1', 'PROTOCOL §14.1'])
  })

  it('is canceled when the seller confirms at the second question', async () => {
    const orderId = await bought()
    const ask = { reason: 'changed my mind', requestedByUser: true }
    expect((await world.marketplace.requestCancellation(orderId, ask)).decision).toBe('evaluating')
    expect(status(orderId)).toBe('waiting-for-seller-decision')
    world.seller.cancellation = 'confirm'
    expect((await world.marketplace.askCancellationAgain(orderId)).decision).toBe('confirmed')
    expect(status(orderId)).toBe('canceled')
    await world.marketplace.askCancellationAgain(orderId, 'marketplace')
    expect(rules(world)).toEqual([])
    expect(world.seller.received.slice(-1)[0].url).toContain(`/pvt/orders/${orderId}/cancel`)
    world.seller.cancellation = 'evaluate'
    await world.marketplace.askCancellationAgain(orderId)
    expect(rules(world)).toEqual(['PROTOCOL §8.1'])
    expect((await sendInvoice(orderId)).status).toBe(409)
    expect(rules(world)).toEqual(['PROTOCOL §8.1', 'PROTOCOL §9.1'])
  })

  it('a confirmation needs the four fields', async () => {
    const orderId = await bought()
    world.seller.spoil.orderCancellation = (answer) => ({ ...answer, body: { marketplaceOrderId: orderId } })
    await world.marketplace.requestCancellation(orderId, { reason: 'x', requestedByUser: true })
    expect(new Set(rules(world))).toEqual(new Set(['PROTOCOL §8.1']))
  })

  it('leaves the cancellation by an invoice, and cannot be confirmed afterwards', async () => {
    const orderId = await bought()
    await world.marketplace.requestCancellation(orderId, { reason: 'x', requestedByUser: true })
    await sendInvoice(orderId)
    expect(status(orderId)).toBe('invoiced')
    expect(rules(world)).toEqual([])
    world.seller.cancellation = 'confirm'
    await world.marketplace.askCancellationAgain(orderId)
    expect(rules(world)).toEqual(['KI 1400005'])
  })

  it('is canceled with a denied payment', async () => {
    const orderId = await buy()
    world.seller.cancellation = 'confirm'
    await world.marketplace.denyPayment(orderId)
    expect((await world.call('GET', orderPath(orderId))).body).toMatchObject({
      status: 'canceled',
      cancellationData: { RequestedByPaymentNotification: true },
    })
  })

  it('is canceled by the seller, who gives a reason, while nothing is invoiced', async () => {
    const [free, partial] = [await bought(), await bought()]
    const cancel = (orderId: string, body: object) => world.call('POST', `${orderPath(orderId)}/cancel`, body)
    expect((await cancel(free, {})).status).toBe(400)
    expect((await cancel(free, { reason: 'out of stock' })).status).toBe(200)
    expect(status(free)).toBe('canceled')
    expect((await cancel(free, { reason: 'out of stock' })).status).toBe(400)
    expect(rules(world)).toEqual(['PROTOCOL §8.2'])
    await sendInvoice(partial, { invoiceValue: 100, items: [{ id: SKU, price: 100, quantity: 1 }] })
    expect(status(partial)).toBe('payment-approved')
    expect((await cancel(partial, { reason: 'out of stock' })).status).toBe(400)
    expect(rules(world)).toEqual(['PROTOCOL §8.2', 'PROTOCOL §8.2'])
  })

  it.each<[string, object]>([
    ['a number with spaces', { invoiceNumber: 'A/1 #2' }],
    ['a decimal value', { invoiceValue: 807.9 }],
    ['a value as text', { invoiceValue: '80790' }],
    ['no items', { items: [] }],
    ['no date', { issuanceDate: null }],
    ['an address as XML', { embeddedInvoice: 'https://x.example' }],
    ['more than the order', { invoiceValue: VALUE + 1 }],
    ['a return before the sale', { type: 'Input', invoiceValue: 1 }],
  ])('does not take an invoice with %s', async (_, wrong) => {
    const orderId = await bought()
    expect((await sendInvoice(orderId, wrong)).status).toBe(400)
    expect(new Set(rules(world))).toEqual(new Set(['PROTOCOL §9.1']))
    expect(status(orderId)).toBe('payment-approved')
  })

  it('does not take an invoice before the payment', async () => {
    const orderId = await buy()
    expect(await sendInvoice(orderId)).toMatchObject({ status: 409, body: { error: { code: 'ORD039' } } })
    expect(rules(world)).toEqual(['PROTOCOL §9.1'])
  })

  it('answers a repeated invoice number with a new receipt and nothing else', async () => {
    const orderId = await bought()
    const [first, again] = [await sendInvoice(orderId), await sendInvoice(orderId)]
    expect(again.status).toBe(200)
    expect(again.body).not.toEqual(first.body)
    expect(world.marketplace.order(ACCOUNT, orderId)?.packages).toHaveLength(1)
    expect(rules(world)).toEqual([])
    await sendInvoice(orderId, { invoiceValue: 1 })
    expect(rules(world)).toEqual(['PROTOCOL §9.1'])
  })

  it('matches one invoice line to several order lines of the SKU, but not several to one', async () => {
    const twice = [
      { id: SKU, quantity: 1 },
      { id: SKU, quantity: 1 },
    ]
    const [right, wrong] = [await bought(twice), await bought(twice)]
    await sendInvoice(right, { invoiceValue: VALUE + 990 })
    expect(world.marketplace.order(ACCOUNT, right)?.packages[0].items.map((one) => one.itemIndex)).toEqual([0, 1])
    expect(status(right)).toBe('invoiced')
    expect(rules(world)).toEqual([])
    const line = { id: SKU, price: 39900, quantity: 1 }
    await sendInvoice(wrong, { items: [line, line] })
    expect(rules(world)).toContain('KI 1198829')
  })

  it('does not match the marketplace SKU id', async () => {
    const orderId = await bought()
    await sendInvoice(orderId, { items: [{ id: '4211', price: 39900, quantity: 2 }] })
    expect(rules(world)).toEqual(['KI 547053'])
    expect((await world.call('GET', orderPath(orderId))).body).toMatchObject({
      packageAttachment: { packages: [{ items: [{ itemIndex: null, quantity: 2, price: 39900 }] }] },
    })
  })

  it('is tracked after the invoice, with every field, and its status after the tracking number', async () => {
    const orderId = await bought()
    const status = (changes: object = {}) =>
      world.call('PUT', `${parcel(orderId)}/tracking`, {
        isDelivered: false,
        deliveredDate: null,
        events: [event],
        ...changes,
      })
    expect((await world.call('PATCH', parcel(orderId), tracking)).status).toBe(404)
    await sendInvoice(orderId)
    expect((await status()).status).toBe(400)
    expect((await world.call('PATCH', parcel(orderId), { ...tracking, dispatchedDate: undefined })).status).toBe(400)
    expect((await world.call('PATCH', parcel(orderId), { ...tracking, isDelivered: true })).status).toBe(400)
    expect((await world.call('PATCH', parcel(orderId), tracking)).status).toBe(200)
    expect((await status({ deliveredDate: '2026-09-03T16:40:00Z' })).status).toBe(400)
    expect((await status({ isDelivered: true })).status).toBe(400)
    expect((await status()).status).toBe(200)
    expect(rules(world)).toEqual(['PROTOCOL §9.3', 'PROTOCOL §9.2', 'PROTOCOL §9.2', 'PROTOCOL §9.3', 'PROTOCOL §9.3'])
    await status({ events: [] })
    await status({ events: [event, event] })
    expect(rules(world).slice(5)).toEqual(['PROTOCOL §9.3', 'PROTOCOL §9.3'])
  })

  it('sends odd bodies when a test wants them', async () => {
    await buy()
    const answer = await world.marketplace.send(ACCOUNT, SELLER, {
      step: 'orderPlacement',
      body: { marketplaceOrderId: 'x' },
      query: { sc: '2' },
    })
    expect(answer.body).toMatchObject({ orderId: 'NW-x' })
    expect(world.seller.received.slice(-1)[0].url).toMatch(/\?sc=2$/)
  })
})

import type { ModificationRoute } from '../../sandbox/marketplace/modifications/modificationDesk'
import { ACCOUNT, OTHER_SKU, SELLER, SKU, notification, orderPath, rules, startWorld, type World } from './world'
import { MODIFICATION } from './wellBehavedSeller'

const ONE_LESS = { reason: 'One unit less', remove: { items: [{ id: SKU, quantity: 1 }] } }
const FREIGHT = 990

describe('an order modification', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.close())

  const bought = async (items = [{ id: SKU, quantity: 2 }]) => {
    const { orderId } = await world.marketplace.placeOrder(ACCOUNT, { sellerId: SELLER, items })
    await world.marketplace.approvePayment(orderId)
    return orderId
  }
  const order = (orderId: string) => world.marketplace.order(ACCOUNT, orderId)!
  const changes = (orderId: string, rest = '') => `/api/order-system/orders/${orderId}/changes${rest}`
  const agree = (orderId: string, agreementType: string, id = MODIFICATION, base = '/api/order-system/orders') =>
    world.call('POST', `${base}/${orderId}/changes/${id}/send-agreement`, { agreementType })
  const received = (step: string) => world.seller.received.filter((one) => one.step === step)
  const status = (orderId: string) => order(orderId).modifications[0].status

  it('counts after Acknowledgment and Confirmation of both sides', async () => {
    const orderId = await bought()
    const told = await world.marketplace.requestModification(orderId, ONE_LESS)
    expect(told).toMatchObject({ requestId: MODIFICATION, answer: { status: 202 }, agreement: { status: 200 } })
    expect(received('orderModification')[0]).toMatchObject({
      url: expect.stringMatching(new RegExp(`/pvt/orders/NW-${orderId}/changes$`)),
      body: {
        reason: 'One unit less',
        remove: { items: [{ id: SKU, uniqueId: order(orderId).items[0].uniqueId, quantity: 1, price: 39900 }] },
      },
    })
    expect(status(orderId)).toBe('waiting-acknowledgement')
    expect((await agree(orderId, 'Acknowledgment')).body).toEqual({
      orderId,
      changeRequestId: MODIFICATION,
      agreementType: 'Acknowledgment',
    })
    await world.marketplace.settled()
    expect(received('sendAgreement').map((one) => one.body)).toEqual([
      { agreementType: 'Acknowledgment' },
      { agreementType: 'Confirmation' },
    ])
    expect(status(orderId)).toBe('waiting-confirmation')
    expect(order(orderId).value).toBe(2 * 39900 + FREIGHT)
    expect((await agree(orderId, 'Confirmation')).status).toBe(200)
    expect((await world.call('GET', orderPath(orderId))).body).toMatchObject({
      value: 39900 + FREIGHT,
      items: [{ sellerSku: SKU, quantity: 1 }],
      changesAttachment: {
        changesData: [{ reason: 'One unit less', itemsAdded: [], itemsRemoved: [{ id: '4211', quantity: 1 }] }],
      },
    })
    expect((await world.call('GET', changes(orderId, `/${MODIFICATION}`))).body).toMatchObject({
      status: 'done',
      inProgress: false,
      totalChangeValue: -39900,
    })
    expect(rules(world)).toEqual([])
  })

  it.each<[string, ModificationRoute, RegExp]>([
    ['below /pvt', { path: 'pvt', method: 'POST' }, /\/api\/pvt\/orders\/NW-[\d-]+\/changes$/],
    ['without /pvt', { path: 'plain' }, /\/api\/orders\/NW-[\d-]+\/changes$/],
    ['below /order-system', { path: 'orderSystem' }, /\/api\/order-system\/orders\/NW-[\d-]+\/changes$/],
    ['below /api/order-system', { path: 'apiOrderSystem' }, /\/api\/api\/order-system\/orders\/NW-[\d-]+\/changes$/],
    ['with the id of the marketplace', { pathId: 'marketplace' }, /\/pvt\/orders\/14[\d-]+\/changes$/],
  ])('may arrive %s', async (_, route, path) => {
    await world.marketplace.requestModification(await bought(), ONE_LESS, route)
    expect(received('orderModification')[0].url).toMatch(path)
    expect(received('sendAgreement')).toHaveLength(1)
    expect(rules(world)).toEqual([])
  })

  it.each(['before', 'together', 'none'] as const)('may be acknowledged %s it is told', async (acknowledgment) => {
    const orderId = await bought()
    const route = { changeId: 'marketplace', acknowledgment } as const
    const { requestId } = await world.marketplace.requestModification(orderId, ONE_LESS, route)
    expect(requestId).not.toBe(MODIFICATION)
    expect(received('sendAgreement')).toHaveLength(acknowledgment === 'none' ? 0 : 1)
    expect((await agree(orderId, 'Acknowledgment', requestId)).status).toBe(200)
    expect(rules(world)).toEqual([])
  })

  it('takes agreements at both documented addresses, repeats included', async () => {
    const orderId = await bought()
    await world.marketplace.requestModification(orderId, ONE_LESS)
    for (const base of ['/api/oms/pvt/orders', '/api/order-system/orders']) {
      expect((await agree(orderId, 'Acknowledgment', MODIFICATION, base)).status).toBe(200)
    }
    await world.marketplace.settled()
    expect(received('sendAgreement')).toHaveLength(2)
    expect((await agree(orderId, 'Agreement')).body).toMatchObject({ error: { code: 'SalesOrderSystem035' } })
    expect((await agree(orderId, 'Acknowledgment', 'unknown')).status).toBe(404)
    expect((await agree('1', 'Acknowledgment')).status).toBe(404)
    expect(rules(world)).toEqual(['PROTOCOL §10.2'])
  })

  it('is confirmed by the seller in its turn only', async () => {
    const orderId = await bought()
    await world.marketplace.requestModification(orderId, ONE_LESS, { confirmation: 'manual' })
    expect((await agree(orderId, 'Confirmation')).status).toBe(400)
    await agree(orderId, 'Acknowledgment')
    expect((await agree(orderId, 'Confirmation')).status).toBe(400)
    expect(new Set(rules(world))).toEqual(new Set(['PROTOCOL §10.1']))
    await world.marketplace.sendAgreement(orderId, 'Confirmation')
    expect((await agree(orderId, 'Confirmation')).status).toBe(200)
    expect((await agree(orderId, 'Confirmation')).status).toBe(200)
    expect(order(orderId).changes).toHaveLength(1)
  })

  it('is refused by canceling it, until it is done', async () => {
    const [refused, done] = [await bought(), await bought()]
    for (const orderId of [refused, done]) await world.marketplace.requestModification(orderId, ONE_LESS)
    const cancel = (orderId: string, body: object) =>
      world.call('POST', changes(orderId, `/${MODIFICATION}/cancel`), body)
    expect((await cancel(refused, {})).status).toBe(400)
    expect((await cancel(refused, { reason: 'Shipped already' })).status).toBe(200)
    expect((await cancel(refused, { reason: 'Shipped already' })).status).toBe(200)
    expect(order(refused).modifications[0]).toMatchObject({ status: 'canceled', cancelReason: 'Shipped already' })
    expect((await agree(refused, 'Acknowledgment')).status).toBe(400)
    expect(order(refused).value).toBe(2 * 39900 + FREIGHT)
    await agree(done, 'Acknowledgment')
    await world.marketplace.settled()
    await agree(done, 'Confirmation')
    expect(rules(world)).toEqual(['PROTOCOL §10.3'])
    expect((await cancel(done, { reason: 'Too late' })).status).toBe(400)
    expect((await world.call('POST', changes(done, `/${MODIFICATION}/retry`))).status).toBe(400)
    expect(rules(world)).toEqual(['PROTOCOL §10.3', 'PROTOCOL §10.3'])
    await world.marketplace.requestModification(refused, ONE_LESS)
    world.marketplace.cancelModification(refused, 'Changed my mind again')
    expect(order(refused).modifications[1].status).toBe('canceled')
  })

  it('ends when the seller refuses it, and waits when the seller is away', async () => {
    const orderId = await bought()
    const answer = (httpStatus: number) => {
      const body = { error: { code: 'X', message: 'no', exception: null } }
      const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': '5' }
      world.seller.spoil.orderModification = () => ({ status: httpStatus, body, headers })
    }
    answer(404)
    await world.marketplace.requestModification(orderId, ONE_LESS)
    expect(order(orderId).modifications[0].status).toBe('canceled')
    answer(503)
    await world.marketplace.requestModification(orderId, ONE_LESS)
    world.seller.spoil = {}
    expect((await world.marketplace.tellModificationAgain(orderId)).requestId).toBe(MODIFICATION)
    expect(rules(world)).toEqual([])
  })

  it.each<[string, string, (answer: { status: number; body?: unknown }) => object]>([
    ['200', 'orderModification', () => ({ status: 200 })],
    ['no id', 'orderModification', () => ({ body: {} })],
    ['another agreement', 'sendAgreement', () => ({ body: { agreementType: 'Confirmation' } })],
  ])('answered with %s breaks a rule', async (_, step, spoil) => {
    world.seller.spoil[step] = (right) => ({ ...right, ...spoil(right) })
    await world.marketplace.requestModification(await bought(), ONE_LESS)
    expect(new Set(rules(world))).toEqual(new Set([step === 'sendAgreement' ? 'PROTOCOL §10.2' : 'PROTOCOL §10.1']))
  })

  it('adds, removes and replaces, with manual values', async () => {
    const orderId = await bought([
      { id: SKU, quantity: 1 },
      { id: OTHER_SKU, quantity: 3 },
    ])
    await world.call('POST', notification('price', OTHER_SKU))
    await world.marketplace.settled()
    await world.marketplace.requestModification(orderId, {
      reason: 'Another one instead',
      remove: { items: [{ id: SKU, quantity: 1 }] },
      replace: [
        {
          from: { items: [{ id: OTHER_SKU, quantity: 3 }] },
          to: { items: [{ id: OTHER_SKU, quantity: 5, manualDiscountValue: 500 }] },
        },
      ],
      manualIncrementValue: 100,
    })
    await agree(orderId, 'Acknowledgment')
    await world.marketplace.settled()
    await agree(orderId, 'Confirmation')
    expect(order(orderId)).toMatchObject({
      items: [{ sellerSku: OTHER_SKU, quantity: 5 }],
      totals: { items: 5 * 7900, discounts: -500, shipping: 2 * FREIGHT, manual: 100 },
      value: 5 * 7900 - 500 + 2 * FREIGHT + 100,
    })
    await world.marketplace.requestModification(orderId, {
      reason: 'And one drill',
      add: { items: [{ id: OTHER_SKU, quantity: 1, uniqueId: 'NEW' }] },
    })
    expect(received('orderModification')[1].body).toMatchObject({ add: { items: [{ id: OTHER_SKU, quantity: 1 }] } })
    expect(rules(world)).toEqual([])
  })

  it.each<[string, string, object]>([
    ['a line the order does not have', 'SalesOrderSystem010', { remove: { items: [{ id: 'NOPE', quantity: 1 }] } }],
    ['more than the order has', 'SalesOrderSystem011', { remove: { items: [{ id: SKU, quantity: 3 }] } }],
    ['everything', 'CHK0034', { remove: { items: [{ id: SKU, quantity: 2 }] } }],
    ['nothing', 'CHK0124', {}],
    ['an unknown SKU', 'CHK0022', { add: { items: [{ id: 'NOPE', quantity: 1 }] } }],
  ])('does not begin with %s', async (_, code, body) => {
    const orderId = await bought()
    await expect(world.marketplace.requestModification(orderId, { reason: 'x', ...body })).rejects.toMatchObject({
      code,
    })
    expect(order(orderId).modifications).toEqual([])
  })

  it('needs the unique id where an SKU is on two lines', async () => {
    const orderId = await bought([
      { id: SKU, quantity: 1 },
      { id: SKU, quantity: 1 },
    ])
    await expect(world.marketplace.requestModification(orderId, ONE_LESS)).rejects.toThrow('SalesOrderSystem026')
    const { uniqueId } = order(orderId).items[1]
    const remove = { items: [{ id: SKU, uniqueId, quantity: 1 }] }
    await world.marketplace.requestModification(orderId, { reason: 'x', remove })
    expect(status(orderId)).toBe('waiting-acknowledgement')
  })

  it('begins only in an open, paid order, one at a time', async () => {
    const { orderId } = await world.marketplace.placeOrder(ACCOUNT, {
      sellerId: SELLER,
      items: [{ id: SKU, quantity: 2 }],
    })
    await expect(world.marketplace.requestModification(orderId, ONE_LESS)).rejects.toThrow('CHK0124')
    await world.marketplace.approvePayment(orderId)
    await world.marketplace.requestModification(orderId, ONE_LESS)
    await expect(world.marketplace.requestModification(orderId, ONE_LESS)).rejects.toThrow('SalesOrderSystem014')
    await world.call('POST', `${orderPath(orderId)}/cancel`, { reason: 'x' })
    await expect(world.marketplace.requestModification(orderId, ONE_LESS)).rejects.toThrow('SalesOrderSystem008')
    expect(rules(world)).toEqual(['PROTOCOL §16'])
    expect((await agree(orderId, 'Acknowledgment')).status).toBe(400)
  })

  it('must be over before an invoice or the confirmation of a cancellation', async () => {
    const [invoiced, canceled] = [await bought(), await bought()]
    for (const orderId of [invoiced, canceled]) await world.marketplace.requestModification(orderId, ONE_LESS)
    const answer = await world.call('POST', `${orderPath(invoiced)}/invoice`, {
      type: 'Output',
      issuanceDate: '2026-09-01T14:30:00+03:00',
      invoiceNumber: 'NW-1',
      invoiceValue: 39900,
      items: [{ id: SKU, price: 39900, quantity: 1 }],
    })
    expect(answer.status).toBe(200)
    expect(rules(world)).toEqual(['KI 1348894'])
    world.seller.cancellation = 'confirm'
    await world.marketplace.requestCancellation(canceled, { reason: 'x', requestedByUser: true })
    expect(rules(world)).toEqual(['KI 1348894', 'PROTOCOL §16'])
  })

  it('does not take back what is invoiced', async () => {
    const orderId = await bought()
    await world.call('POST', `${orderPath(orderId)}/invoice`, {
      type: 'Output',
      issuanceDate: '2026-09-01T14:30:00+03:00',
      invoiceNumber: 'NW-1',
      invoiceValue: 100,
      items: [{ id: SKU, price: 100, quantity: 2 }],
    })
    await expect(world.marketplace.requestModification(orderId, ONE_LESS)).rejects.toThrow('SalesOrderSystem046')
  })

  it('may be asked for by the seller, who then only confirms', async () => {
    const orderId = await bought()
    const [{ uniqueId }] = order(orderId).items
    const body = { reason: 'One is damaged', remove: { items: [{ id: '4211', uniqueId, quantity: 1, price: 39900 }] } }
    expect((await world.call('POST', changes(orderId, '/preview'), body)).body).toMatchObject({
      totalChangeValue: -39900,
    })
    expect(order(orderId).modifications).toEqual([])
    const asked = await world.call('PATCH', changes(orderId), body)
    expect(asked).toMatchObject({ status: 202, body: { totalChangeValue: -39900 } })
    const { requestId } = asked.body as { requestId: string }
    expect((await world.call('POST', changes(orderId, `/${requestId}/retry`))).status).toBe(204)
    expect((await world.call('GET', changes(orderId))).body).toMatchObject({
      requests: [{ requestId, status: 'waiting-confirmation' }],
    })
    expect((await agree(orderId, 'Confirmation', requestId)).status).toBe(200)
    expect(order(orderId).items[0].quantity).toBe(1)
    expect(rules(world)).toEqual([])
    expect((await world.call('PATCH', changes(orderId), { ...body, reason: '' })).status).toBe(400)
    expect((await world.call('PATCH', changes(orderId), body)).body).toMatchObject({ error: { code: 'CHK0034' } })
    expect(rules(world)).toEqual(['PROTOCOL §10.3', 'PROTOCOL §10.3'])
  })
})

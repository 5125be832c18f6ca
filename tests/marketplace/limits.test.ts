import {
  ACCOUNT,
  OTHER_SKU,
  SELLER,
  SELLERS,
  SKU,
  changeNotification,
  orderPath,
  rules,
  startWorld,
  suggestionPath,
  type World,
} from './world'

const START = Date.parse('2026-09-01T10:00:00Z')

let world: World
beforeEach(async () => {
  // Time passes only when a test says so.
  world = await startWorld({ now: () => START })
})
afterEach(() => world.close())

const buy = async () => {
  const { orderId } = await world.marketplace.placeOrder(ACCOUNT, {
    sellerId: SELLER,
    items: [{ id: SKU, quantity: 1 }],
  })
  await world.marketplace.approvePayment(orderId)
  return orderId
}

describe('permissions', () => {
  const PAIR = { 'x-vtex-api-appkey': 'key', 'x-vtex-api-apptoken': 'token' }

  it.each([
    ['Seller SKUs', 'POST', changeNotification()],
    ['Edit Product', 'POST', `/api/sku-binding/pvt/skuseller/changenotification/${SELLER}/${SKU}`],
    ['View Seller', 'POST', `/api/notificator/${SELLER}/changenotification/${SKU}/price`],
    ['View Seller', 'GET', `${SELLERS}/${SELLER}`],
    ['Save Seller', 'POST', SELLERS],
    ['Send marketplace suggestion', 'PUT', suggestionPath()],
    ['View order', 'GET', orderPath('1')],
    ['List Orders', 'GET', '/api/oms/pvt/orders'],
    ['Notify invoice', 'POST', `${orderPath('1')}/invoice`],
    ['Cancel order', 'POST', `${orderPath('1')}/cancel`],
    ['Change order', 'GET', '/api/order-system/orders/1/changes'],
    ['Feed v3 and Hook Admin', 'POST', '/api/orders/hook/config'],
  ] as const)('without %s: %s %s is forbidden, and nothing else', async (resource, method, path) => {
    world.marketplace.denyPermission(ACCOUNT, resource)
    expect(await world.call(method, path)).toMatchObject({ status: 403, body: { error: { code: 'Forbidden' } } })
    expect(rules(world)).toEqual([])
    world.marketplace.grantPermission(ACCOUNT, resource)
    expect((await world.call(method, path)).status).not.toBe(403)
  })

  it('may be those of the key pair or of the token, and another resource may do', async () => {
    world.marketplace.denyPermission(ACCOUNT, 'View order', 'token')
    expect((await world.call('GET', orderPath('1'))).status).toBe(403)
    expect((await world.call('GET', orderPath('1'), undefined, PAIR)).status).toBe(404)
    world.marketplace.grantPermission(ACCOUNT, 'Orders Full Access')
    expect((await world.call('GET', orderPath('1'))).status).toBe(404)
  })

  it('let an invoice pass and a return not, without Notify refund', async () => {
    world.marketplace.denyPermission(ACCOUNT, 'Notify refund')
    const orderId = await buy()
    const send = (type: string, invoiceNumber: string) =>
      world.call('POST', `${orderPath(orderId)}/invoice`, {
        type,
        issuanceDate: '2026-09-12T10:00:00+03:00',
        invoiceNumber,
        invoiceValue: 39900 + 990,
        items: [{ id: SKU, price: 39900, quantity: 1 }],
      })
    expect((await send('Output', 'NW-1')).status).toBe(200)
    expect((await send('Input', 'NW-R1')).status).toBe(403)
  })
})

describe('rate limits', () => {
  const notify = () => world.call('POST', changeNotification())

  it('answer 429 with Retry-After, and take it amiss when it is not waited for', async () => {
    world.marketplace.limitRate('changeNotification', { perMinute: 2, retryAfterSeconds: 7 })
    await notify()
    await notify()
    const refused = await notify()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('7')
    expect(rules(world)).toEqual([])
    await world.marketplace.advanceClock(3)
    expect((await notify()).status).toBe(429)
    expect(rules(world)).toEqual(['PROTOCOL §14.2'])
    await world.marketplace.advanceClock(61)
    expect((await notify()).status).toBe(204)
    world.marketplace.limitRate('changeNotification', undefined)
    for (let call = 0; call < 5; call++) expect((await notify()).status).toBe(204)
    expect(rules(world)).toEqual(['PROTOCOL §14.2'])
  })

  it('are counted for each step alone', async () => {
    world.marketplace.limitRate('changeNotification', { perMinute: 1 })
    await notify()
    expect((await notify()).status).toBe(429)
    expect((await world.call('GET', `${SELLERS}/${SELLER}`)).status).toBe(200)
  })
})

describe('disturbances', () => {
  it('may last for minutes, until the time is over or somebody ends them', async () => {
    world.marketplace.disturb({ step: '*', kind: 'refuse', status: 500, forSeconds: 120 })
    const statuses = async () => [
      (await world.call('POST', changeNotification())).status,
      (await world.call('GET', `${SELLERS}/${SELLER}`)).status,
    ]
    expect(await statuses()).toEqual([500, 500])
    await world.marketplace.advanceClock(119)
    expect(await statuses()).toEqual([500, 500])
    await world.marketplace.advanceClock(1)
    expect(await statuses()).toEqual([204, 200])
    world.marketplace.disturb({ step: 'readSeller', kind: 'refuse', forSeconds: 120 })
    expect(await statuses()).toEqual([204, 503])
    world.marketplace.calm()
    expect(await statuses()).toEqual([204, 200])
  })

  it('may be about one SKU only, or only slow', async () => {
    world.marketplace.disturb({ step: 'changeNotification', subject: OTHER_SKU, kind: 'refuse', times: 1 })
    expect((await world.call('POST', changeNotification())).status).toBe(204)
    expect((await world.call('POST', changeNotification(OTHER_SKU))).status).toBe(503)
    world.marketplace.disturb({ step: 'changeNotification', kind: 'delay', ms: 20 })
    expect((await world.call('POST', changeNotification())).status).toBe(204)
  })
})

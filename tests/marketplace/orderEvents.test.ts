import { ACCOUNT, SELLER, SKU, orderPath, rules, startWorld, type World } from './world'

const FEED = '/api/orders/feed'
const HOOK = '/api/orders/hook/config'
const SECRET = '3q8h2k5m7p9r1t4v6x8z0b2d4f'
const FROM_WORKFLOW = { type: 'FromWorkflow', status: ['payment-approved', 'canceled'] }
const feedConfig = (changes: object = {}) => ({
  filter: FROM_WORKFLOW,
  queue: { visibilityTimeoutInSeconds: 240, MessageRetentionPeriodInSeconds: 345_600 },
  ...changes,
})
const hookConfig = (hook: object = {}, filter: object = FROM_WORKFLOW) => ({
  filter,
  hook: { url: `https://master--${ACCOUNT}.myvtex.com/hook`, headers: { 'x-hook-secret': SECRET }, ...hook },
})

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
  return orderId
}

describe('the order feed', () => {
  const take = async (query = '') =>
    (await world.call('GET', FEED + query)).body as { handle: string; orderId: string }[]

  it('hands out status changes that pass the filter until they are committed', async () => {
    expect((await world.call('GET', FEED)).status).toBe(404)
    expect((await world.call('POST', `${FEED}/config`, feedConfig())).status).toBe(200)
    const orderId = await buy()
    expect(await take()).toEqual([])
    await world.marketplace.approvePayment(orderId)
    const [first] = await take()
    expect(first).toMatchObject({
      orderId,
      domain: 'Marketplace',
      state: 'payment-approved',
      lastState: 'payment-pending',
    })
    expect(await take()).toEqual([])
    await world.marketplace.advanceClock(241)
    const [again] = await take()
    expect(again).toMatchObject({ orderId })
    await world.call('POST', FEED, { handles: [first.handle] })
    expect((await world.call('GET', `${FEED}/config`)).body).toMatchObject({ filter: FROM_WORKFLOW, quantity: 1 })
    await world.call('POST', FEED, { handles: [again.handle] })
    expect((await world.call('GET', `${FEED}/config`)).body).toMatchObject({ quantity: 0 })
    expect(rules(world)).toEqual([])
  })

  it('belongs to one app key, forgets after the retention, and is deleted before its filter type changes', async () => {
    await world.call('POST', `${FEED}/config`, feedConfig())
    const key = { 'x-vtex-api-appkey': 'vtexappkey-other', 'x-vtex-api-apptoken': 't' }
    expect((await world.call('GET', FEED, undefined, key)).status).toBe(404)
    await world.marketplace.approvePayment(await buy())
    await world.marketplace.advanceClock(345_601)
    expect(await take()).toEqual([])
    const fromOrders = { filter: { type: 'FromOrders', expression: 'value > 0' } }
    expect((await world.call('POST', `${FEED}/config`, feedConfig(fromOrders))).status).toBe(409)
    expect((await world.call('DELETE', `${FEED}/config`)).status).toBe(200)
    expect((await world.call('DELETE', `${FEED}/config`)).status).toBe(404)
    expect((await world.call('POST', `${FEED}/config`, feedConfig(fromOrders))).status).toBe(200)
    expect(rules(world)).toEqual(['PROTOCOL §11.2', 'KI 832400'])
  })

  it.each<[string, object]>([
    ['an unknown status', { filter: { type: 'FromWorkflow', status: ['paid'] } }],
    ['no status', { filter: { type: 'FromWorkflow', status: [] } }],
    [
      'a retention that is too short',
      { queue: { visibilityTimeoutInSeconds: 240, MessageRetentionPeriodInSeconds: 60 } },
    ],
    ['no queue', { queue: undefined }],
  ])('is not configured with %s', async (_, wrong) => {
    expect((await world.call('POST', `${FEED}/config`, feedConfig(wrong))).status).toBe(400)
    expect(new Set(rules(world))).toEqual(new Set(['PROTOCOL §11.2']))
  })

  it('hands out ten at most, and commits handles only', async () => {
    await world.call('POST', `${FEED}/config`, feedConfig())
    expect((await world.call('POST', FEED, { handles: [] })).status).toBe(400)
    const tooMany = await fetch(`${world.marketplace.origin}${FEED}?an=${ACCOUNT}&maxlot=11`, {
      headers: { 'x-forwarded-host': 'portal.vtexcommercestable.com.br', vtexidclientautcookie: 'a token' },
    })
    expect(tooMany.status).toBe(400)
    expect(rules(world)).toEqual(['PROTOCOL §11.2', 'PROTOCOL §11.2'])
  })
})

describe('the order hook', () => {
  const received = () => world.seller.received.filter((one) => one.step === 'orderHook')

  it('is pinged once, and then called with its headers for each change that passes', async () => {
    expect((await world.call('POST', HOOK, hookConfig())).status).toBe(200)
    expect(received()).toMatchObject([{ body: { hookConfig: 'ping' }, headers: { 'x-hook-secret': SECRET } }])
    const orderId = await buy()
    await world.marketplace.approvePayment(orderId)
    await world.call('POST', `${orderPath(orderId)}/cancel`, { reason: 'x' })
    await world.marketplace.settled()
    expect(received().slice(1)).toMatchObject([
      {
        headers: { 'x-hook-secret': SECRET },
        body: {
          Domain: 'Marketplace',
          OrderId: orderId,
          State: 'payment-approved',
          LastState: 'payment-pending',
          Origin: { Account: ACCOUNT, Key: expect.any(String) },
        },
      },
      { body: { State: 'canceled', LastState: 'cancel' } },
    ])
    expect((await world.call('GET', HOOK)).body).toMatchObject({ filter: FROM_WORKFLOW })
    expect((await world.call('DELETE', HOOK)).status).toBe(200)
    await world.marketplace.approvePayment(await buy())
    await world.marketplace.settled()
    expect(received()).toHaveLength(3)
    expect(rules(world)).toEqual([])
    expect(world.marketplace.journal(ACCOUNT).filter((one) => one.step === 'orderHook')).toHaveLength(3)
  })

  it.each<[string, object, string]>([
    ['no https', { url: 'http://shop.example/hook' }, 'PROTOCOL §11.3'],
    ['an address nobody answers at', { url: 'https://nobody.example/hook' }, 'PROTOCOL §11.3'],
    ['no address', { url: undefined }, 'PROTOCOL §11.3'],
  ])('is not configured with %s', async (_, hook, rule) => {
    expect((await world.call('POST', HOOK, hookConfig(hook))).status).toBe(400)
    expect(rules(world)).toEqual([rule])
    expect((await world.call('GET', HOOK)).status).toBe(404)
  })

  it('is not configured where the ping is refused, and not safe without a secret', async () => {
    world.seller.spoil.orderHook = (answer) => ({ ...answer, status: 401 })
    expect((await world.call('POST', HOOK, hookConfig())).status).toBe(400)
    world.seller.spoil = {}
    expect((await world.call('POST', HOOK, hookConfig({ headers: { 'x-hook-secret': 'short' } }))).status).toBe(200)
    expect(rules(world)).toEqual(['PROTOCOL §11.3', 'PROTOCOL §15.3'])
  })

  it('calls again, later and later, until it is answered 200', async () => {
    await world.call('POST', HOOK, hookConfig())
    world.seller.spoil.orderHook = (answer) => ({ ...answer, status: 500 })
    await world.marketplace.approvePayment(await buy())
    await world.marketplace.settled()
    await world.marketplace.advanceClock(1)
    expect(received()).toHaveLength(2)
    await world.marketplace.advanceClock(2)
    await world.marketplace.advanceClock(1)
    expect(received()).toHaveLength(3)
    world.seller.spoil = {}
    await world.marketplace.advanceClock(4)
    await world.marketplace.advanceClock(1_000)
    expect(received()).toHaveLength(4)
    expect(rules(world)).toEqual(['PROTOCOL §11.3', 'PROTOCOL §11.3'])
  })

  it('may be held, doubled and turned round', async () => {
    await world.call('POST', HOOK, hookConfig())
    world.marketplace.setHooks('held')
    const orderId = await buy()
    await world.marketplace.approvePayment(orderId)
    await world.call('POST', `${orderPath(orderId)}/cancel`, { reason: 'x' })
    await world.marketplace.settled()
    expect(received()).toHaveLength(1)
    await world.marketplace.deliverHooks(ACCOUNT, { copies: 2, reversed: true })
    const states = received().map((one) => (one.body as { State?: string }).State)
    expect(states).toEqual([undefined, 'canceled', 'canceled', 'payment-approved', 'payment-approved'])
  })

  it('is removed after three days without anything to tell', async () => {
    await world.call('POST', HOOK, hookConfig())
    await world.marketplace.advanceClock(3 * 86_400 + 1)
    expect((await world.call('GET', HOOK)).status).toBe(404)
  })
})

describe('the list of orders', () => {
  const list = async (query = '') =>
    (await world.call('GET', `/api/oms/pvt/orders`, undefined, undefined, query)).body as {
      list: { orderId: string; status: string }[]
      paging: object
    }

  it('knows orders and their status some minutes later', async () => {
    const orderId = await buy()
    expect((await list()).list).toEqual([])
    await world.marketplace.advanceClock(240)
    expect((await list()).list).toMatchObject([{ orderId, status: 'payment-pending', totalValue: 39900 + 990 }])
    await world.marketplace.approvePayment(orderId)
    expect((await list('&f_status=payment-approved')).list).toEqual([])
    await world.marketplace.advanceClock(240)
    expect((await list('&f_status=canceled,payment-approved')).list).toMatchObject([{ orderId }])
    expect(rules(world)).toEqual([])
  })

  it('is filtered, sorted and cut into pages', async () => {
    const orders = [await buy(), await buy(), await buy()]
    await world.marketplace.advanceClock(240)
    expect(await list('&per_page=2&page=2&orderBy=creationDate,asc')).toMatchObject({
      list: [{ orderId: orders[2] }],
      paging: { total: 3, pages: 2, currentPage: 2, perPage: 2 },
    })
    expect((await list(`&q=${orders[1]}`)).list).toMatchObject([{ orderId: orders[1] }])
    expect((await list('&f_sellerNames=Somebody')).list).toEqual([])
    const since = (from: string) =>
      `&f_creationDate=${encodeURIComponent(`creationDate:[${from} TO 2999-01-01T00:00:00.000Z]`)}`
    expect((await list(since('2020-01-01T00:00:00.000Z'))).list).toHaveLength(3)
    expect((await list(since('2998-01-01T00:00:00.000Z'))).list).toEqual([])
    expect(rules(world)).toEqual([])
    for (const wrong of ['&per_page=101', '&page=31', '&f_creationDate=yesterday']) await list(wrong)
    expect(rules(world)).toEqual(['PROTOCOL §11', 'PROTOCOL §11', 'PROTOCOL §11'])
  })
})

it('status changes can be followed from outside, until one has seen enough', async () => {
  const seen: string[] = []
  const end = world.marketplace.followStatus(ACCOUNT, ({ status }) => seen.push(status))
  const orderId = await buy()
  end()
  await world.marketplace.approvePayment(orderId)
  expect(seen).toEqual(['waiting-for-authorization', 'payment-pending'])
})

describe('time at the marketplace', () => {
  it('cancels what nobody paid, authorized or decided for 30 days', async () => {
    const [unpaid, undecided, paid] = [await buy(), await buy(), await buy()]
    for (const orderId of [undecided, paid]) await world.marketplace.approvePayment(orderId)
    await world.marketplace.requestCancellation(undecided, { reason: 'x', requestedByUser: true })
    await world.marketplace.advanceClock(29 * 86_400)
    const status = (orderId: string) => world.marketplace.order(ACCOUNT, orderId)?.status
    expect([unpaid, undecided, paid].map(status)).toEqual([
      'payment-pending',
      'waiting-for-seller-decision',
      'payment-approved',
    ])
    await world.marketplace.advanceClock(86_401)
    expect([unpaid, undecided, paid].map(status)).toEqual(['canceled', 'canceled', 'payment-approved'])
    expect(world.marketplace.order(ACCOUNT, undecided)?.cancellationData).toMatchObject({ RequestedBySystem: true })
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { startMarketplace } from '../../sandbox/marketplace/startMarketplace'
import type { Marketplace } from '../../sandbox/marketplace/marketplace'
import { sampleShopper } from '../../sandbox/marketplace/sampleShopper'
import { startVendureStore, type VendureStore } from '../../sandbox/partner/vendure/startVendureStore'
import { serve, type Served } from '../../sandbox/serve/serve'
import { appDir } from './journey'

const SELLER = 'umbuzeiro'
const SKU = 'CAFE-MANT-500'
const TENANTS = [
  { account: 'acme', workspace: 'master', safetyStock: 0 },
  { account: 'acme', workspace: 'dev', safetyStock: 1 },
  { account: 'bravo', workspace: 'master', safetyStock: 2 },
  { account: 'bravo', workspace: 'dev', safetyStock: 3 },
]

/** Texts that must never be found in anything the app keeps or prints. */
const CARD = '4111999988887777'
const MARKERS = [CARD, 'Zzmarkername', 'zzmarker@example.com', '99988877766', 'Rua Zzmarkerstreet', '+5599zzmarker']

describe('two accounts with two workspaces each in one process, and strangers', () => {
  let store: VendureStore
  let marketplace: Marketplace
  let served: Served
  const data = mkdtempSync(path.join(tmpdir(), 'external-seller-'))

  beforeAll(async () => {
    store = await startVendureStore({ onLog: () => undefined })
    const hosts: { resolve: (host: string) => string | undefined } = { resolve: () => undefined }
    marketplace = await startMarketplace({
      accounts: ['acme', 'bravo'].map((account) => ({
        account,
        categories: [],
        brands: [],
        salesChannels: [{ id: 1, name: 'Main' }],
      })),
      resolveHost: (host) => hosts.resolve(host),
    })
    served = await serve(
      {
        appDir: appDir(),
        data,
        vtex: marketplace.origin,
        port: 0,
        workers: 1,
        tickSeconds: 0,
        events: 'normal',
        vbase: 'normal',
        tenants: TENANTS.map(({ account, workspace, safetyStock }) => ({
          account,
          workspace,
          settings: {
            sellers: [
              {
                sellerId: SELLER,
                platform: 'vendure',
                partnerUrl: store.url,
                username: store.username,
                password: store.password,
                currency: 'BRL',
                country: 'BRA',
                safetyStock,
              },
            ],
          },
        })),
      },
      () => undefined,
    )
    hosts.resolve = (host) => served.platform.resolvePublicHost(host)
  }, 120_000)

  afterAll(async () => {
    await served?.stop()
    await marketplace?.close()
    await store?.stop()
    rmSync(data, { recursive: true, force: true })
  })

  const endpoints = () => served.ready.tenants.map(({ sellers }) => sellers[0].fulfillmentEndpoint ?? '')
  const keyOf = (endpoint: string) => endpoint.split(`/${SELLER}/`)[1].split('/')[0]
  const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const simulation = { items: [{ id: SKU, quantity: 1, seller: '1' }], postalCode: null, country: null }
  const simulate = (endpoint: string, headers = {}) =>
    post(`${endpoint}/pvt/orderForms/simulation`, simulation, headers)
  const placeNothing = (endpoint: string, headers: Record<string, string>) =>
    post(`${endpoint}/pvt/orders`, [], headers)
  const stockIn = async (response: Response) =>
    ((await response.json()) as { logisticsInfo: { stockBalance: number }[] }).logisticsInfo[0].stockBalance

  it('answers every tenant by its own settings', async () => {
    const stocks: number[] = []
    for (const endpoint of endpoints()) stocks.push(await stockIn(await simulate(endpoint)))
    expect(stocks).toEqual([0, 1, 2, 3].map((held) => stocks[0] - held))
  })

  it('serves the same with and without /api in the base (C-02)', async () => {
    const [endpoint] = endpoints()
    expect((await simulate(endpoint.replace(/\/api$/, ''))).status).toBe(200)
  })

  it('gives a key of one tenant nothing at another one, whatever headers the caller adds', async () => {
    const [acme, , bravo] = endpoints()
    const foreign = `${new URL(bravo).origin}${new URL(acme).pathname}`
    const headers = {
      'x-vtex-account': 'acme',
      'x-vtex-workspace': 'master',
      'x-colossus-params': `sellerId=${SELLER}`,
    }
    expect((await simulate(foreign, headers)).status).toBe(404)
    const own = await stockIn(await simulate(acme))
    expect(await stockIn(await simulate(acme, { 'x-vtex-account': 'bravo', 'x-vtex-workspace': 'dev' }))).toBe(own)
  })

  it('depends on no credential but the key in the path (C-40)', async () => {
    const [endpoint] = endpoints()
    const answers = await Promise.all(
      [undefined, 'Basic bm9ib2R5Om5vdGhpbmc=', 'Bearer made-up', ''].map(async (authorization) => {
        const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
        const [simulated, placed] = await Promise.all([simulate(endpoint, headers), placeNothing(endpoint, headers)])
        return [simulated.status, await simulated.text(), placed.status, await placed.text()]
      }),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect([answers[0][0], answers[0][2]]).toEqual([200, 400])
  })

  it('gives a wrong key, an unknown seller and a key of another seller the same 404 (AC-33)', async () => {
    const [endpoint] = endpoints()
    const key = keyOf(endpoint)
    const foreignKey = keyOf(endpoints()[1])
    const answers = await Promise.all(
      [
        endpoint.replace(key, 'x'.repeat(43)),
        endpoint.replace(SELLER, 'nobody'),
        endpoint.replace(key, foreignKey),
      ].map(async (url) => {
        const response = await simulate(url)
        return [response.status, await response.text(), response.headers.get('cache-control')]
      }),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0][0]).toBe(404)
    expect(answers[0][2]).toBe('no-store')
  })

  it.each([
    ['a malformed body', 400, '{"items": ['],
    ['text', 400, '"hello"'],
    ['no items', 400, { items: [] }],
    ['a fraction', 400, { items: [{ id: SKU, quantity: 0.5 }] }],
    ['a negative quantity', 400, { items: [{ id: SKU, quantity: -1 }] }],
    ['an id of 10 kB', 400, { items: [{ id: 'x'.repeat(10_000), quantity: 1 }] }],
    ['10,000 lines', 400, { items: Array.from({ length: 10_000 }, () => ({ id: SKU, quantity: 1 })) }],
    ['2 MB', 413, JSON.stringify({ items: [], filler: 'x'.repeat(2_000_000) })],
  ])('answers %s with %i and VTEX’s envelope, echoing nothing (AC-32)', async (_what, status, body) => {
    const response = await post(`${endpoints()[0]}/pvt/orderForms/simulation`, body)
    const text = await response.text()
    expect(response.status).toBe(status)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(JSON.parse(text)).toEqual({
      error: { code: expect.any(String), message: expect.any(String), exception: null },
    })
    expect(text.length).toBeLessThan(400)
  })

  it('answers the next call on a connection that brought too large a body', async () => {
    const huge = JSON.stringify({ items: [], filler: 'x'.repeat(3_000_000) })
    for (let turn = 0; turn < 10; turn++) {
      expect((await post(`${endpoints()[0]}/pvt/orders`, huge)).status).toBe(413)
      expect((await simulate(endpoints()[0])).status).toBe(200)
    }
  })

  it('answers the two payment routes with 501 and reads nothing of what was sent (PROTOCOL §12)', async () => {
    const [endpoint] = endpoints()
    const card = JSON.stringify({ paymentData: { number: CARD }, filler: 'x'.repeat(2_000_000) })
    for (const base of [endpoint, endpoint.replace(/\/api$/, '')]) {
      for (const route of ['pvt/payments/', 'pvt/payments', 'pvt/installments/options']) {
        const response = await post(`${base}/${route}`, card)
        expect([response.status, response.headers.get('cache-control')]).toEqual([501, 'no-store'])
        expect(await response.json()).toMatchObject({ error: { code: 'notImplemented', exception: null } })
      }
    }
    expect((await post(`${endpoint.replace(keyOf(endpoint), 'x'.repeat(43))}/pvt/payments/`, card)).status).toBe(404)
    expect((await simulate(endpoint)).status).toBe(200)
  })

  it('answers a wrong verb with 405 that nobody may cache', async () => {
    const response = await fetch(`${endpoints()[0]}/pvt/orders`, { method: 'DELETE' })
    expect([response.status, response.headers.get('allow'), response.headers.get('cache-control')]).toEqual([
      405,
      'POST',
      'no-store',
    ])
  })

  it('answers the legacy GET like the POST (AC-34)', async () => {
    const [endpoint] = endpoints()
    const query = new URLSearchParams({ purchaseContext: JSON.stringify(simulation) })
    const response = await fetch(`${endpoint}/pvt/orderForms/simulation?${query}`)
    expect(await response.json()).toEqual(await (await simulate(endpoint)).json())
  })

  it('shows operators their seller, and nobody else', async () => {
    const [{ edge }, , bravo] = served.ready.tenants
    const look = (base: string, token?: string) =>
      fetch(`${base}/_v/private/external-seller/v1/sellers/${SELLER}/activity`, {
        headers: token ? { VtexIdclientAutCookie: token } : {},
      }).then(({ status }) => status)
    const { clerkToken, operatorToken, shopperToken } = served.platform
    expect(
      await Promise.all([look(edge), look(edge, 'made-up'), look(edge, shopperToken), look(edge, clerkToken)]),
    ).toEqual([401, 401, 401, 403])
    expect(await look(edge, operatorToken)).toBe(200)
    expect(await look(bravo.edge, operatorToken)).toBe(200)
  })

  it('lets nobody but the scheduler start a sweep', async () => {
    const [{ edge }] = served.ready.tenants
    expect((await post(`${edge}/_v/external-seller/v1/tick`, {})).status).toBe(404)
    expect((await post(`${edge}/_v/external-seller/v1/tick`, {}, { authorization: 'Bearer guess' })).status).toBe(404)
  })

  it('keeps and prints neither the shopper’s data nor a key or password', async () => {
    marketplace.bindSku('acme', SELLER, SKU)
    const [, name, email, document, street, phone] = MARKERS
    const { orderId } = await marketplace.placeOrder('acme', {
      sellerId: SELLER,
      items: [{ id: SKU, quantity: 1 }],
      shopper: {
        clientProfileData: { ...sampleShopper.clientProfileData, firstName: name, email, document, phone },
        address: { ...sampleShopper.address, receiverName: name, street },
      },
    })
    await marketplace.approvePayment(orderId)
    await served.platform.eventsSettled()
    await marketplace.requestCancellation(orderId, { reason: name, requestedByUser: true })
    await served.platform.tick()
    // The store did get them.
    expect(JSON.stringify(await store.staff.order(orderId))).toContain(orderId)

    const { operatorToken } = served.platform
    const secrets = [...endpoints().map(keyOf), store.password]
    // The operator's notebook is the one file that is meant to hold endpoints and token.
    const kept = [...files(data)]
      .filter((file) => path.basename(file) !== 'serve.json')
      .map((file) => readFileSync(file, 'latin1'))
    const printed = served.platform.log().map((line) => JSON.stringify(line))
    const everything = [...kept, ...printed].join('\n')
    for (const text of MARKERS) expect(everything).not.toContain(text)
    for (const secret of [...secrets, operatorToken]) expect(everything).not.toContain(secret)
  })
})

function* files(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    if (statSync(file).isDirectory()) yield* files(file)
    else yield file
  }
}

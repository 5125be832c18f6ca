import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { Marketplace } from '../../sandbox/marketplace/marketplace'
import { sampleShopper } from '../../sandbox/marketplace/sampleShopper'
import type { SellerAnswer } from '../../sandbox/marketplace/sellerCalls'
import { startMarketplace } from '../../sandbox/marketplace/startMarketplace'
import { serve, type Served } from '../../sandbox/serve/serve'
import { OperatorApi, type RecordedCall } from '../../sandbox/world/operatorApi'
import { MARKER } from '../partner/sellerApi/misbehaviour'
import { LAMP, MUG, PlainShop, SHOP_TOKEN } from '../partner/sellerApi/plainShop'
import {
  problem,
  ScriptedPartner,
  type PartnerCall,
  type Reply,
  type Script,
} from '../partner/sellerApi/scriptedPartner'
import { appDir } from './journey'

const ACCOUNT = 'acmemarket'
const SELLER = 'plainshop'
/** Longer than a partner that failed is left alone. */
const PAUSE_S = 6
const CART = [
  { id: MUG, quantity: 2, seller: '1' },
  { id: LAMP, quantity: 1, seller: '1' },
]

describe('a partner that lies', () => {
  const shop = new PlainShop()
  const scripted = new ScriptedPartner(shop.scripts)
  const data = mkdtempSync(path.join(tmpdir(), 'external-seller-'))
  let marketplace: Marketplace
  let served: Served
  let operator: OperatorApi

  beforeAll(async () => {
    const partnerUrl = await scripted.open()
    const hosts: { resolve: (host: string) => string | undefined } = { resolve: () => undefined }
    const categories = [{ id: 1, path: 'Home' }]
    const brands = [{ id: 2_000_001, name: 'Plain' }]
    marketplace = await startMarketplace({
      accounts: [{ account: ACCOUNT, categories, brands, salesChannels: [{ id: 1, name: 'Main' }] }],
      resolveHost: (host) => hosts.resolve(host),
    })
    const seller = {
      sellerId: SELLER,
      name: 'Plain shop',
      platform: 'seller-api',
      partnerUrl,
      token: SHOP_TOKEN,
      currency: 'BRL',
      country: 'BRA',
      cancellation: 'confirm',
      followUpEmail: 'orders@plain-shop.example',
      // Nothing is answered from memory: what the partner says now is all there is.
      freshFor: 0,
      quoteFor: 0,
      staleFor: 0,
      staleStockFor: 0,
    }
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
        tenants: [{ account: ACCOUNT, workspace: 'master', settings: { sellers: [seller] } }],
      },
      () => undefined,
    )
    hosts.resolve = (host) => served.platform.resolvePublicHost(host)
    operator = new OperatorApi(served.ready.tenants[0].edge, served.platform.operatorToken)
    for (const sku of [MUG, LAMP]) marketplace.bindSku(ACCOUNT, SELLER, sku)
  }, 120_000)

  afterAll(async () => {
    await served?.stop()
    await marketplace?.close()
    await scripted.close()
    rmSync(data, { recursive: true, force: true })
  })

  beforeEach(async () => {
    scripted.forget()
    // The circuit that a lie opened is tried again.
    await served.platform.advanceClock(PAUSE_S)
  })

  const { postalCode, country } = sampleShopper.address
  const simulate = (withAddress: boolean): Promise<SellerAnswer> =>
    marketplace.send(ACCOUNT, SELLER, {
      step: 'fulfillmentSimulation',
      body: { items: CART, ...(withAddress ? { postalCode, country } : { postalCode: null, country: null }) },
    })
  const rowsOf = ({ body }: SellerAnswer) => {
    const { items, logisticsInfo } = body as {
      items: { price: number; quantity: number }[]
      logisticsInfo: { stockBalance: number; slas: { id: string; price: number }[] }[]
    }
    return items.map(({ price, quantity }, index) => [price, quantity, logisticsInfo[index].stockBalance])
  }
  const truth = () => CART.map(({ id, quantity }) => [shop.shelf.get(id)?.price, quantity, shop.shelf.get(id)?.stock])
  const simulations = async (): Promise<readonly RecordedCall[]> => (await operator.activity(SELLER)).simulations

  function expectEnvelope({ body, headers, status, text }: SellerAnswer) {
    expect(status).toBe(503)
    expect(body).toEqual({
      error: { code: expect.any(String), message: expect.stringMatching(/\S+ \S+/), exception: null },
    })
    expect(headers['retry-after']).toMatch(/^\d+$/)
    expect(headers['cache-control']).toBe('no-store')
    expect(text.length).toBeLessThan(500)
    expect(text).not.toContain(MARKER)
  }

  describe('to a simulation', () => {
    type Sheet = ReturnType<PlainShop['quote']>
    const sheet = () => shop.quote([{ sku: MUG }, { sku: LAMP }])
    const html = (status: number): Reply => ({
      status,
      headers: { 'content-type': 'text/html' },
      text: `<h1>${MARKER}</h1>`,
    })
    const lying = (change: (good: Sheet) => unknown): Script => ({
      body: { ...(change(sheet()) as object), leak: MARKER },
    })
    const firstOffer = (change: object) =>
      lying((good) => ({ ...good, offers: [{ ...good.offers[0], ...change }, good.offers[1]] }))

    const LIES: readonly (readonly [string, () => Script])[] = [
      ['another SKU', () => firstOffer({ sku: MARKER })],
      ['a missing line', () => lying((good) => ({ ...good, offers: good.offers.slice(1) }))],
      ['a line twice', () => lying((good) => ({ ...good, offers: [...good.offers, good.offers[0]] }))],
      ['another currency', () => lying((good) => ({ ...good, currency: 'USD' }))],
      ['prices without tax', () => lying((good) => ({ ...good, pricesIncludeTax: false }))],
      ['negative stock', () => firstOffer({ stock: [{ location: 'shop', quantity: -3 }] })],
      ['decimal money', () => firstOffer({ price: 45.9 })],
      ['numbers as text', () => firstOffer({ price: '4590', stock: [{ location: 'shop', quantity: '100' }] })],
      ['sold without stock', () => firstOffer({ stock: undefined })],
      ['an error inside a 200', () => ({ body: { status: 500, code: 'internal', detail: MARKER } })],
      ['an HTML page with 200', () => html(200)],
      ['an HTML page with 404', () => html(404)],
      ['an HTML page with 502', () => html(502)],
      ['a redirect', () => ({ status: 307, headers: { location: `https://${MARKER}.example/` }, text: MARKER })],
      ['an empty body', () => ({ text: '' })],
      [
        'a page of 200,000 levels with 403',
        () => ({ status: 403, text: `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}` }),
      ],
      ['a refused token', () => problem(401, 'unauthorized', { detail: MARKER })],
      ['a problem', () => problem(409, 'out-of-stock', { sku: MUG, detail: MARKER })],
      ['a huge answer', () => 'flood'],
      ['a huge answer, packed', () => 'bomb'],
      ['a slow drip', () => 'drip'],
      ['no answer', () => 'silent'],
      ['a connection cut', () => 'resetRead'],
      ['an answer cut short', () => 'cutShort'],
    ]

    const option = (change: object): Script =>
      lying((good) => ({ ...good, shippingOptions: [{ ...good.shippingOptions[0], ...change }] }))
    const windowed = (start: string, end: string) => option({ deliveryWindows: [{ start, end, price: 0 }] })
    const NO_DAY = '2030-13-45T25:61:61Z'
    const QUOTE_LIES: typeof LIES = [
      ['a window on no day', () => windowed(NO_DAY, '2030-02-01T10:00:00Z')],
      ['a window that ends on no day', () => windowed('2030-02-01T10:00:00Z', NO_DAY)],
      ['decimal freight', () => option({ price: 19.9 })],
      ['freight as text', () => option({ price: '1990' })],
      ['negative freight', () => option({ price: -1_990 })],
      ['a pickup without its point', () => option({ channel: 'pickup-in-point' })],
      ['no shipping options', () => lying((good) => ({ ...good, shippingOptions: null }))],
    ]

    it.each([
      ...QUOTE_LIES.map(([what, lie]) => [what, 'with address', lie] as const),
      ...LIES.flatMap(([what, lie]) => [[what, 'without address', lie] as const, [what, 'with address', lie] as const]),
    ])('with %s (%s) gets 503 and never a price or stock of its', async (_what, place, lie) => {
      const withAddress = place === 'with address'
      const operation = withAddress ? 'getQuote' : 'getOffers'
      scripted.next(operation, lie())
      expectEnvelope(await simulate(withAddress))
      expect(scripted.callsOf(operation)).toHaveLength(1)
      const recorded = (await simulations()).slice(-2)
      expect(recorded).toMatchObject([
        { direction: 'in', step: 'fulfillmentSimulation', status: 503 },
        { direction: 'out', step: operation },
      ])
      expect(JSON.stringify(recorded)).not.toContain(MARKER)
      // The next honest answer is believed again.
      const after = await simulate(withAddress)
      expect([after.status, rowsOf(after)]).toEqual([200, truth()])
    })

    it('shows the operator what was wrong with the answer', async () => {
      scripted.next('getOffers', firstOffer({ price: 45.9 }), firstOffer({ sku: 'OTHER' }), html(502), 'silent')
      for (let visit = 0; visit < 4; visit++) expectEnvelope(await simulate(false))
      const notes = (await simulations()).filter(({ direction }) => direction === 'out').map(({ note }) => note)
      expect(notes.slice(-4)).toEqual([
        expect.stringContaining('/offers/0/price'),
        expect.stringContaining('/offers has no row for line 0'),
        expect.stringContaining('502'),
        expect.stringContaining('no answer in time'),
      ])
    })

    it.each([
      ['is not sold', { sold: false, stock: undefined, price: undefined }],
      ['has no price', { price: null }],
      ['is out of stock', { stock: [] }],
    ])('that says openly that an SKU %s is no liar: a row that cannot be bought', async (_what, change) => {
      scripted.next('getOffers', firstOffer(change))
      const answer = await simulate(false)
      expect(answer.status).toBe(200)
      const [first, second] = rowsOf(answer)
      expect(first.slice(1)).toEqual([0, 0])
      expect(second).toEqual(truth()[1])
    })

    it('and adds what nobody knows is understood', async () => {
      scripted.next(
        'getQuote',
        lying((good) => good),
      )
      const answer = await simulate(true)
      expect(rowsOf(answer)).toEqual(truth())
      expect(answer.text).not.toContain(MARKER)
    })
  })

  const PURCHASE = { sellerId: SELLER, items: [{ id: MUG, quantity: 1 }] }
  const stateOf = async (id: string) => (await operator.order(SELLER, id)).state
  const sweepAfter = async (seconds: number) => {
    await served.platform.advanceClock(seconds)
    await served.platform.tick()
    await served.platform.eventsSettled()
  }
  /** Does the work, then answers something else. */
  const createdThen =
    (reply: (call: PartnerCall) => Reply | 'resetRead' | 'silent' | 'flood') => (call: PartnerCall) => {
      shop.create(call)
      return reply(call)
    }
  const order = (call: PartnerCall) => ({ ...shop.create(call), leak: MARKER })

  describe('to an order placement', () => {
    const LIES: readonly (readonly [string, Script])[] = [
      [
        "another order's reference",
        createdThen((call) => ({ status: 201, body: { ...order(call), reference: 'X-01' } })),
      ],
      ['another currency', createdThen((call) => ({ status: 201, body: { ...order(call), currency: 'USD' } }))],
      ['decimal money', createdThen((call) => ({ status: 201, body: { ...order(call), total: 65.8 } }))],
      ['a number as text', createdThen((call) => ({ status: 201, body: { ...order(call), total: MARKER } }))],
      ['an error inside a 200', createdThen(() => ({ body: { status: 409, code: 'out-of-stock', title: MARKER } }))],
      ['an HTML page with 200', createdThen(() => ({ text: `<h1>${MARKER}</h1>` }))],
      ['an HTML page with 502', createdThen(() => ({ status: 502, text: `<h1>${MARKER}</h1>` }))],
      ['an internal error', createdThen(() => problem(500, 'internal', { detail: MARKER }))],
      ['a huge answer', createdThen(() => 'flood')],
      ['a connection cut', createdThen(() => 'resetRead')],
      ['no answer', createdThen(() => 'silent')],
    ]

    it.each(LIES)('with %s gets 503, and a repeat finds the one order there is', async (_what, lie) => {
      scripted.next('createOrder', lie)
      const { answers, orderId } = await marketplace.placeOrder(ACCOUNT, PURCHASE)
      expectEnvelope(answers[0])
      const story = await operator.order(SELLER, orderId)
      expect(story.state).toBe('placementInDoubt')
      expect(JSON.stringify(story)).not.toContain(MARKER)

      const again = await marketplace.placeAgain(orderId)
      expect(again.answers[0].status).toBe(200)
      expect(await stateOf(orderId)).toBe('received')
      expect(scripted.callsOf('createOrder')).toHaveLength(1)
      expect(scripted.callsOf('readOrder').length).toBeGreaterThan(0)
      expect(shop.order(orderId).state).toBe('open')
    })

    it('shows the operator what was wrong with the answer', async () => {
      scripted.next(
        'createOrder',
        createdThen((call) => ({ body: { ...order(call), total: 65.8 } })),
      )
      const { orderId } = await marketplace.placeOrder(ACCOUNT, PURCHASE)
      const { entries } = (await operator.order(SELLER, orderId)).timeline
      expect(entries).toContainEqual(
        expect.objectContaining({ step: 'createOrder', note: expect.stringContaining('/total must be integer') }),
      )
    })

    it.each<readonly [string, (id: string) => Reply | 'resetRead']>([
      ['an HTML page with 200', () => ({ text: `<h1>${MARKER}</h1>` })],
      ['an HTML page with 404', () => ({ status: 404, text: `<h1>${MARKER}</h1>` })],
      [
        '"not found" under 500',
        () => ({ status: 500, body: { status: 404, code: 'order-not-found', detail: MARKER } }),
      ],
      ["another order's reference", (id) => ({ body: { ...shop.order(id), reference: 'X-01' } })],
      ['a connection cut', () => 'resetRead'],
    ])('stays in doubt while the look-up answers %s, and nothing is created again', async (_what, lie) => {
      scripted.next(
        'createOrder',
        createdThen(() => 'resetRead'),
      )
      const { orderId } = await marketplace.placeOrder(ACCOUNT, PURCHASE)
      scripted.always('readOrder', () => lie(orderId))
      expectEnvelope((await marketplace.placeAgain(orderId)).answers[0])
      await sweepAfter(60)
      expect(scripted.callsOf('createOrder')).toHaveLength(1)
      expect(JSON.stringify(await operator.order(SELLER, orderId))).not.toContain(MARKER)
      scripted.forget()
      await sweepAfter(120)
      const [again] = (await marketplace.placeAgain(orderId)).answers
      expect(again.status).toBe(200)
      expect(scripted.callsOf('createOrder')).toEqual([])
    })

    it('that nobody repeats is asked by the sweeper, and given up when the marketplace does not keep it', async () => {
      scripted.next(
        'createOrder',
        createdThen(() => ({ status: 502, text: MARKER })),
      )
      const { orderId } = await marketplace.placeOrder(ACCOUNT, PURCHASE)
      marketplace.giveUpPlacement(orderId)
      await sweepAfter(60)
      expect(await stateOf(orderId)).toBe('placementInDoubt')
      await sweepAfter(16 * 60)
      await sweepAfter(120)
      expect(await stateOf(orderId)).toBe('failed')
      expect(shop.order(orderId).state).toBe('canceled')
      expect(scripted.callsOf('createOrder')).toHaveLength(1)
    })

    it('with a wrong quote creates nothing, and the sale goes on when it is true again', async () => {
      const { orderId } = await marketplace.placeOrder(ACCOUNT, PURCHASE)
      const { placement } = marketplace.order(ACCOUNT, orderId) as NonNullable<ReturnType<Marketplace['order']>>
      const body = [{ ...placement, marketplaceOrderId: `${placement.marketplaceOrderGroup}-02` }]
      const send = () => marketplace.send(ACCOUNT, SELLER, { step: 'orderPlacement', body })
      scripted.forget()
      scripted.next('getQuote', { body: { ...shop.quote([{ sku: MUG }]), currency: 'USD', leak: MARKER } })
      expectEnvelope(await send())
      expect(scripted.callsOf('createOrder')).toEqual([])
      expect((await send()).status).toBe(200)
    })

    it('that refuses by the rules is a refusal', async () => {
      scripted.next('createOrder', problem(409, 'out-of-stock', { sku: MUG, detail: MARKER }))
      const { answers, orderId } = await marketplace.placeOrder(ACCOUNT, PURCHASE)
      expect([answers[0].status, answers[0].headers['x-vtex-error-code']]).toEqual([409, 'FMT002'])
      expect(answers[0].text).not.toContain(MARKER)
      expect(await stateOf(orderId)).toBe('failed')
    })
  })

  describe('after the sale', () => {
    const BAD: readonly (readonly [string, Script])[] = [
      ['an HTML page', { text: `<h1>${MARKER}</h1>` }],
      ['an internal error', problem(500, 'internal', { detail: MARKER })],
      ['a connection cut', 'resetRead'],
      ['a huge answer', 'flood'],
    ]
    const placed = async () => (await marketplace.placeOrder(ACCOUNT, PURCHASE)).orderId
    const paid = async () => {
      const id = await placed()
      await marketplace.approvePayment(id)
      await served.platform.eventsSettled()
      return id
    }

    it.each(BAD)('is told of the payment again when it answered %s', async (_what, lie) => {
      const id = await placed()
      scripted.next('authorizeOrder', lie)
      expect((await marketplace.approvePayment(id)).status).toBe(200)
      await served.platform.eventsSettled()
      const { owed } = await operator.order(SELLER, id)
      expect(owed).toMatchObject([{ id: 'authorizeAtPartner', lastError: expect.stringMatching(/authorizeOrder/) }])
      expect(JSON.stringify(owed)).not.toContain(MARKER)
      await sweepAfter(120)
      expect(shop.order(id).state).toBe('authorized')
      expect((await operator.order(SELLER, id)).owed).toEqual([])
    })

    it.each(BAD)('is asked again whether it cancels when it answered %s', async (_what, lie) => {
      const id = await paid()
      scripted.next('cancelOrder', lie)
      const asked = await marketplace.requestCancellation(id, { reason: 'Changed my mind', requestedByUser: true })
      expect(asked.decision).not.toBe('confirmed')
      expect(asked.answer.text).not.toContain(MARKER)
      await sweepAfter(120)
      expect(shop.order(id).state).toBe('canceled')
      expect((await marketplace.askCancellationAgain(id)).decision).toBe('confirmed')
    })

    it('invoices nothing on a lie, and the truth when it comes', async () => {
      const id = await paid()
      shop.ship(id, `PS-${id.slice(0, 13)}`)
      const wrong = structuredClone(shop.order(id)) as unknown as { invoices: { total: unknown }[]; leak: string }
      wrong.invoices[0].total = '65,80'
      wrong.leak = MARKER
      scripted.always('readOrder', (call) => (call.path.endsWith(id) ? { body: wrong } : shop.scripts.readOrder(call)))
      await sweepAfter(60)
      scripted.forget()
      expect(marketplace.order(ACCOUNT, id)?.packages).toEqual([])
      const { calls } = await operator.activity(SELLER)
      expect(calls).toContainEqual(
        expect.objectContaining({ step: 'readOrder', note: expect.stringContaining('/invoices/0/total') }),
      )
      await sweepAfter(60)
      expect(marketplace.order(ACCOUNT, id)?.packages).toMatchObject([{ invoiceNumber: `PS-${id.slice(0, 13)}` }])
    })
  })

  describe('to the catalog sync', () => {
    const sync = async () => {
      await operator.startCatalogSync(SELLER)
      await served.platform.eventsSettled()
      return operator.activity(SELLER)
    }
    const page = (...items: object[]) => ({ currency: 'BRL', pricesIncludeTax: true, items, leak: MARKER })
    const item = { sku: 'VASE-1', productId: 'p', productName: 'n', skuName: 's', active: true, stock: [], price: 45.9 }

    it('about one SKU keeps that one from being offered, with the reason', async () => {
      scripted.next('listCatalogItems', { body: page(item) })
      const { catalog } = await sync()
      expect(catalog.state).toBe('idle')
      expect(catalog.skipped).toMatchObject([
        { sku: 'VASE-1', reason: expect.stringContaining('/price must be integer') },
      ])
    })

    it('about the whole page is told, is not asked again at once, and believed when it is true', async () => {
      scripted.always('listCatalogItems', { body: { ...page(), currency: 'USD' } })
      const stopped = await sync()
      expect(scripted.callsOf('listCatalogItems')).toHaveLength(1)
      expect(stopped.catalog).toMatchObject({ state: 'running', lastError: expect.stringContaining('/currency') })
      expect(stopped.calls).toContainEqual(
        expect.objectContaining({ step: 'listCatalogItems', note: expect.stringContaining('/currency') }),
      )
      expect(JSON.stringify(stopped)).not.toContain(MARKER)
      scripted.forget()
      await sweepAfter(60)
      const { catalog } = await operator.activity(SELLER)
      expect(catalog).toMatchObject({ state: 'idle', states: { bound: 2 } })
      expect(catalog.lastError).toBeUndefined()
    })
  })

  it('leaves nothing of its lies behind', () => {
    const kept = [...files(data)].map((file) => readFileSync(file, 'latin1'))
    const printed = served.platform.log().map((line) => JSON.stringify(line))
    const everything = [...kept, ...printed].join('\n')
    expect(everything).not.toContain(MARKER)
    expect(printed.join('\n')).not.toContain(SHOP_TOKEN)
  })

  it('is sold from all the same when it has no optional part and is honest: placed, paid, invoiced, tracked, delivered; another canceled', async () => {
    const before = marketplace.violations().length
    const { answers, orderId } = await marketplace.placeOrder(ACCOUNT, PURCHASE)
    expect(answers[0].status).toBe(200)
    await marketplace.approvePayment(orderId)
    await served.platform.eventsSettled()
    expect(shop.order(orderId).state).toBe('authorized')
    shop.ship(orderId, 'PS-INV-1')
    await sweepAfter(60)
    expect(marketplace.order(ACCOUNT, orderId)).toMatchObject({
      status: 'invoiced',
      packages: [{ invoiceNumber: 'PS-INV-1', trackingNumber: 'RO77123' }],
    })
    shop.deliver(orderId)
    await sweepAfter(60)
    expect(marketplace.isDelivered(orderId)).toBe(true)
    expect(await operator.order(SELLER, orderId)).toMatchObject({ state: 'delivered', owed: [] })

    const other = (await marketplace.placeOrder(ACCOUNT, PURCHASE)).orderId
    const stock = shop.shelf.get(MUG)?.stock
    const { decision } = await marketplace.requestCancellation(other, { reason: 'No more', requestedByUser: true })
    expect([decision, shop.order(other).state, shop.shelf.get(MUG)?.stock]).toEqual([
      'confirmed',
      'canceled',
      stock! + 1,
    ])
    expect(scripted.calls.flatMap(({ departures }) => departures)).toEqual([])
    expect(new Set(scripted.calls.map(({ operation }) => operation))).not.toContain('listOrderUpdates')
    expect(marketplace.violations().slice(before)).toEqual([])
  })
})

function* files(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    if (statSync(file).isDirectory()) yield* files(file)
    else yield file
  }
}

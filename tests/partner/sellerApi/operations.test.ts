import { PartnerAnswerInvalid, PartnerRefused } from '../../../node/domain/errors'
import { marketplaceOrderId, sellerSkuId } from '../../../node/domain/ids'
import { currencyCode, minorUnits } from '../../../node/domain/money'
import {
  BARE_ITEM,
  CATALOG,
  NULL_ITEM,
  OFFERS,
  ORDER,
  QUOTE,
  REFERENCE as PLAIN_REFERENCE,
  SHIPPED,
} from './goodAnswers'
import { problem } from './scriptedPartner'
import { LINES, REFERENCE, TOKEN, drillOrder, openPartner, sellerApiWorld, unhurried } from './sellerApiWorld'

const scripted = sellerApiWorld()

/** The only call so far; it must be one the document describes. */
function onlyCall(operation: string) {
  const calls = scripted.calls.filter((call) => call.operation !== 'getCapabilities')
  expect(calls.map((call) => [call.operation, call.departures])).toEqual([[operation, []]])
  expect(calls[0].headers.authorization).toBe(`Bearer ${TOKEN}`)
  return calls[0]
}

const ask = () => openPartner().partner
const quoteOf = (answer: object, destination?: { country: string }) => {
  scripted.next(destination ? 'getQuote' : 'getOffers', { body: answer })
  return ask().quote({ lines: LINES, ...(destination ? { destination } : {}) }, unhurried())
}

const DRILL_OFFER = {
  sku: 'DRL-18V-BK',
  sold: true,
  price: 39_900,
  listPrice: 45_900,
  stock: 17,
  stockByChannel: { delivery: 14, 'pickup-in-point': 17 },
  measurementUnit: 'un',
  unitMultiplier: 1,
}
const BITS_OFFER = {
  sku: 'BIT-SET-32',
  sold: true,
  price: 7_900,
  stock: 4,
  stockByChannel: { delivery: 4, 'pickup-in-point': 4 },
}

describe('price and stock without a destination', () => {
  it('are one getOffers, mapped, and what nobody knows is ignored', async () => {
    const quote = await ask().quote({ lines: LINES, salesChannel: '1' }, unhurried())
    expect(quote).toEqual({ currency: 'BRL', offers: [DRILL_OFFER, BITS_OFFER], shippingOptions: [] })
    expect(onlyCall('getOffers').body).toEqual({ skus: ['DRL-18V-BK', 'BIT-SET-32'], priceList: '1' })
  })

  it('bring the services and forms that go with an SKU, in hundredths and with the lengths of the document', async () => {
    const [drill, bits] = OFFERS.offers
    const extras = {
      services: [{ id: 'W2', type: 'Warranty', name: 'Two more years', price: 4_900, terms: 'https://x.example' }],
      attachments: [
        {
          name: 'engraving',
          fields: [
            { name: 'text', maxLength: 20 },
            { name: 'font', options: ['Serif'] },
          ],
        },
        { name: 'card', required: true, fields: [{ name: 'text', maxLength: null, options: null }] },
      ],
    }
    const { offers } = await quoteOf({
      ...OFFERS,
      offers: [
        { ...drill, ...extras },
        { ...bits, services: null, attachments: [] },
      ],
    })
    expect(offers).toEqual([
      {
        ...DRILL_OFFER,
        services: [{ id: 'W2', type: 'Warranty', name: 'Two more years', price: 4_900 }],
        attachments: [
          {
            name: 'engraving',
            required: false,
            fields: [
              { name: 'text', maxLength: 20, options: [] },
              { name: 'font', maxLength: 100, options: ['Serif'] },
            ],
          },
          { name: 'card', required: true, fields: [{ name: 'text', maxLength: 100, options: [] }] },
        ],
      },
      BITS_OFFER,
    ])
  })

  it('come in the order of the question, and offers nobody asked for are ignored', async () => {
    const [drill, bits] = OFFERS.offers
    const stranger = { sku: 'STRANGER', sold: false }
    const { offers } = await quoteOf({ ...OFFERS, offers: [stranger, bits, drill] })
    expect(offers.map(({ sku }) => sku)).toEqual(['DRL-18V-BK', 'BIT-SET-32'])
  })

  it.each([
    { sku: 'DRL-18V-BK', sold: false },
    { sku: 'DRL-18V-BK', sold: false, price: 1, stock: null },
  ])('are not sold when the partner says so: %j', async (offer) => {
    if (offer.stock === null) delete (offer as { stock?: unknown }).stock
    const { offers } = await quoteOf({ ...OFFERS, offers: [offer, OFFERS.offers[1]] })
    expect(offers[0]).toEqual({ sku: 'DRL-18V-BK', sold: false })
  })

  it.each([undefined, null, 0])('without a price (%s) have none', async (price) => {
    const offer = {
      sku: 'DRL-18V-BK',
      sold: true,
      price,
      listPrice: price,
      stock: [],
      measurementUnit: null,
      unitMultiplier: null,
    }
    const { offers } = await quoteOf({ ...OFFERS, offers: [offer, OFFERS.offers[1]] })
    expect(offers[0]).toEqual({
      sku: 'DRL-18V-BK',
      sold: true,
      stock: 0,
      stockByChannel: { delivery: 0, 'pickup-in-point': 0 },
    })
  })

  it('of an SKU no document allows are answered without asking', async () => {
    const long = sellerSkuId('X'.repeat(101))
    const quote = await ask().quote({ lines: [{ sku: long, quantity: 1 }] }, unhurried())
    expect(quote.offers).toEqual([{ sku: long, sold: false }])
    expect(scripted.calls).toEqual([])
  })
})

describe('a cart with a destination', () => {
  it('is one getQuote, with pickup points and delivery windows', async () => {
    const { offers, shippingOptions } = await ask().quote(
      {
        lines: LINES,
        destination: { country: 'ROU', postalCode: '010011', geoCoordinates: [26.1, 44.4] },
        salesChannel: '1',
      },
      unhurried(),
    )
    expect(onlyCall('getQuote').body).toEqual({
      lines: LINES,
      destination: { country: 'ROU', postalCode: '010011', geoCoordinates: { longitude: 26.1, latitude: 44.4 } },
      priceList: '1',
    })
    expect(offers).toEqual([DRILL_OFFER, BITS_OFFER])
    expect(shippingOptions).toEqual([
      { id: 'home-std', name: 'Courier', channel: 'delivery', price: 1_990, estimate: '2bd' },
      {
        id: 'home-slot',
        name: 'Evening slot',
        channel: 'delivery',
        price: 2_990,
        estimate: '1bd',
        windows: [{ start: '2030-09-02T15:00:00Z', end: '2030-09-02T18:00:00Z', price: 300 }],
      },
      {
        id: 'store-b1',
        name: 'Pick up at Unirii',
        channel: 'pickup-in-point',
        price: 0,
        estimate: '4h',
        pickupPoint: {
          id: 'store-b1',
          name: 'Unirii shop',
          instructions: 'Level 1',
          address: {
            country: 'ROU',
            postalCode: '030119',
            city: 'Bucharest',
            state: 'B',
            street: 'Bd. Unirii',
            number: '20',
            geoCoordinates: [26.1025, 44.4268],
          },
        },
      },
    ])
  })

  it('may have no way to get there', async () => {
    const { shippingOptions } = await quoteOf({ ...QUOTE, shippingOptions: [] }, { country: 'ROU' })
    expect(shippingOptions).toEqual([])
    onlyCall('getQuote')
  })
})

describe('money', () => {
  // VTEX counts every currency with two decimals; the partner counts in the currency's own minor unit.
  it.each([
    ['CLP', 399, 39_900],
    ['BRL', 39_900, 39_900],
    ['KWD', 39_900, 3_990],
  ])('of %s: %i there is %i here, both ways', async (code, own, wire) => {
    const currency = currencyCode(code)
    const { partner } = openPartner({ currency })
    const offers = [{ sku: 'DRL-18V-BK', sold: true, price: own, stock: [] }]
    scripted.next('getQuote', {
      body: { ...QUOTE, currency, offers, shippingOptions: [{ ...QUOTE.shippingOptions[0], price: own }] },
    })
    const lines = [LINES[0]]
    const quote = await partner.quote({ lines, destination: { country: 'ROU' } }, unhurried())
    expect([quote.currency, quote.offers[0], quote.shippingOptions[0].price]).toEqual([
      currency,
      expect.objectContaining({ price: wire }),
      wire,
    ])

    scripted.next('createOrder', { body: { ...ORDER, currency } })
    await partner.createOrder(
      drillOrder({
        currency,
        lines: [{ sku: LINES[0].sku, quantity: 2, unitPrice: minorUnits(wire) }],
        shipping: { optionId: 'home-std', channel: 'delivery', price: minorUnits(wire) },
      }),
      unhurried(),
    )
    const [created] = scripted.callsOf('createOrder')
    expect(created.departures).toEqual([])
    expect(created.body).toMatchObject({
      currency: code,
      pricesIncludeTax: true,
      lines: [{ unitPrice: own }],
      shipping: { price: own },
      total: 3 * own,
    })

    scripted.next('readOrder', {
      body: {
        ...SHIPPED,
        currency,
        invoices: [{ ...SHIPPED.invoices[0], total: own, lines: [{ sku: 'A', quantity: 1, unitPrice: own }] }],
      },
    })
    const [order] = await partner.orderUpdates([REFERENCE], unhurried())
    expect(order.invoices[0]).toMatchObject({ total: wire, lines: [{ unitPrice: wire }] })

    scripted.next('listCatalogItems', { body: { ...CATALOG, currency, items: [{ ...BARE_ITEM, price: own }] } })
    expect((await partner.catalogPage(undefined, unhurried())).items).toMatchObject([{ price: wire, currency }])
  })
})

describe('the catalogue', () => {
  it('is read page by page, with every optional field there, absent and null', async () => {
    const page = await ask().catalogPage(undefined, unhurried())
    const { headers: _headers, ...call } = onlyCall('listCatalogItems')
    expect(call).toMatchObject({ path: '/external-seller/v1/catalog/items', body: undefined })
    const bare = {
      productId: 'BIT',
      productName: 'Bits',
      skuName: 'Bits 32',
      categoryPath: [],
      eans: [],
      images: [],
      skuSpecifications: [],
      productSpecifications: [],
      active: false,
      currency: 'BRL',
      stock: 0,
    }
    expect(page).toEqual({
      items: [
        {
          sku: 'DRL-18V-BK',
          productId: 'DRL-18V',
          productName: 'Cordless drill 18 V',
          skuName: 'Cordless drill 18 V black',
          description: 'Two speeds, keyless chuck.',
          brand: 'Northwind',
          categoryPath: ['Tools', 'Drills'],
          eans: ['5941234567899'],
          refId: 'R-1',
          images: [
            { url: 'https://img.northwind.example/1.jpg', name: '1' },
            { url: 'https://img.northwind.example/2.jpg', name: 'side' },
          ],
          heightCm: 24,
          widthCm: 9,
          lengthCm: 27,
          weightGrams: 1_650,
          skuSpecifications: [{ name: 'Color', values: ['Black'] }],
          productSpecifications: [{ name: 'Voltage', values: ['18 V'] }],
          measurementUnit: 'un',
          unitMultiplier: 1,
          active: true,
          currency: 'BRL',
          price: 39_900,
          listPrice: 45_900,
          stock: 14,
        },
        { ...bare, sku: BARE_ITEM.sku },
        { ...bare, sku: NULL_ITEM.sku },
      ],
      broken: [],
      next: 'p2',
    })
  })

  it.each([undefined, null])('ends where there is no next cursor (%s)', async (nextCursor) => {
    scripted.next('listCatalogItems', { body: { ...CATALOG, items: [], nextCursor } })
    expect(await ask().catalogPage('a cursor & more', unhurried())).toEqual({ items: [], broken: [] })
    onlyCall('listCatalogItems')
  })
})

describe('an order', () => {
  it('is created with all that is known of it, under a key of its own', async () => {
    const order = await ask().createOrder(
      drillOrder({
        shipping: {
          optionId: 'home-slot',
          channel: 'delivery',
          price: minorUnits(3_290),
          window: ['2030-09-02T15:00:00Z', '2030-09-02T18:00:00Z'],
        },
      }),
      unhurried(),
    )
    const call = onlyCall('createOrder')
    expect(call.headers['idempotency-key']).toContain(PLAIN_REFERENCE)
    expect(call.body).toMatchObject({
      reference: PLAIN_REFERENCE,
      reserveUntil: '2030-01-01T00:00:00.000Z',
      shipping: { deliveryWindow: { start: '2030-09-02T15:00:00Z', end: '2030-09-02T18:00:00Z' }, price: 3_290 },
      total: 83_090,
      customer: { firstName: 'Ana' },
      address: { receiverName: 'Ana Pop' },
    })
    expect(order).toEqual({
      reference: PLAIN_REFERENCE,
      partnerId: '5512',
      partnerNumber: 'NW-100245',
      state: 'open',
      total: 81_790,
      goods: [{ sku: 'DRL-18V-BK', quantity: 2 }],
      invoices: [],
      packages: [],
    })
  })

  it('carries services in its total, attachments, note and custom fields', async () => {
    const wrapping = { id: 'W2', name: 'Gift wrapping', quantity: 2, unitPrice: minorUnits(500) }
    const engraving = { name: 'engraving', content: { text: 'For Ana' } }
    const { lines, ...order } = drillOrder()
    const customFields = [{ app: 'gates', name: 'gate', value: 'B' }]
    const line = { ...lines[0], services: [wrapping], attachments: [engraving] }
    const { partner } = openPartner()
    await partner.createOrder(drillOrder(), unhurried())
    await partner.createOrder({ ...order, lines: [line], note: 'Ring twice', customFields }, unhurried())
    const [plain, full] = scripted.callsOf('createOrder')
    expect([plain.departures, full.departures]).toEqual([[], []])
    expect(full.body).toMatchObject({
      lines: [{ sku: 'DRL-18V-BK', services: [wrapping], attachments: [engraving] }],
      note: 'Ring twice',
      customFields,
      total: (plain.body as { total: number }).total + 1_000,
    })
    for (const field of ['services', 'attachments', 'note', 'customFields']) {
      expect(JSON.stringify(plain.body)).not.toContain(field)
    }
  })

  it.each([
    [{}, { services: false, attachments: false }],
    [
      { services: null, attachments: true },
      { services: false, attachments: true },
    ],
  ])('may carry what the partner declares (%j)', async (declared, carried) => {
    const body = { catalogChanges: false, orderUpdates: false, orderChanges: false, webhooks: false, ...declared }
    scripted.next('getCapabilities', { body })
    expect(await ask().carries?.(unhurried())).toEqual(carried)
  })

  it('of the least there can be is created too: no address, no trade policy', async () => {
    const { address: _address, salesChannel: _channel, ...least } = drillOrder()
    const customer = { email: '', firstName: '', lastName: '' }
    const shipping = { optionId: 'store-b1', channel: 'pickup-in-point', price: minorUnits(0) } as const
    await ask().createOrder({ ...least, customer, shipping }, unhurried())
    expect(onlyCall('createOrder').body).not.toHaveProperty('address')
  })

  it('has the same key for every repeat of a write, and another one for every other', async () => {
    const { partner } = openPartner()
    for (let round = 0; round < 2; round++) {
      await partner.createOrder(drillOrder(), unhurried())
      await partner.authorizeOrder(REFERENCE, unhurried())
    }
    const keys = scripted.calls.map(({ operation, headers }) => `${operation} ${headers['idempotency-key']}`)
    expect(keys.slice(2)).toEqual(keys.slice(0, 2))
    expect(new Set(scripted.calls.map(({ headers }) => headers['idempotency-key'])).size).toBe(2)
    expect(scripted.calls.flatMap(({ departures }) => departures)).toEqual([])
  })

  it('is read with its invoices, packages and events', async () => {
    const [order] = await ask().orderUpdates([REFERENCE], unhurried())
    expect(onlyCall('readOrder').path).toBe(`/external-seller/v1/orders/${PLAIN_REFERENCE}`)
    expect(order).toMatchObject({
      state: 'shipped',
      invoices: [
        {
          number: 'NW-2026-000981',
          key: 'K1',
          url: 'https://docs.northwind.example/981.pdf',
          issuedAt: '2026-09-01T14:30:00+03:00',
          total: 81_790,
          lines: [{ sku: 'DRL-18V-BK', quantity: 2, unitPrice: 39_900 }],
        },
      ],
    })
    expect(order.packages).toEqual([
      {
        id: 'p1',
        invoiceNumber: 'NW-2026-000981',
        courier: 'FastShip',
        trackingNumber: 'RO77123',
        trackingUrl: 'https://courier.example/t/RO77123',
        dispatchedAt: '2026-09-02T08:00:00+03:00',
        events: [{ at: '2026-09-02T08:00:00+03:00', description: 'Picked up', city: 'Bucharest' }],
      },
      { id: 'p2', invoiceNumber: 'NW-2026-000981' },
    ])
  })

  it.each([undefined, null])('without papers (%s) has none', async (nothing) => {
    scripted.next('readOrder', {
      body: { ...ORDER, lines: nothing, invoices: nothing, packages: nothing, returns: nothing },
    })
    const order = await ask().findOrder(REFERENCE, unhurried())
    expect(order).toMatchObject({ invoices: [], packages: [] })
    expect(order).not.toHaveProperty('goods')
  })

  it('is authorized, or was long ago', async () => {
    const { partner } = openPartner()
    expect(await partner.authorizeOrder(REFERENCE, unhurried())).toMatchObject({ state: 'authorized' })
    onlyCall('authorizeOrder')
    scripted.next('authorizeOrder', { body: SHIPPED })
    expect(await partner.authorizeOrder(REFERENCE, unhurried())).toMatchObject({ state: 'shipped' })
  })

  it.each([
    [{ outcome: 'done', reason: null }, { outcome: 'done' }],
    [{ outcome: 'deciding' }, { outcome: 'deciding' }],
    [
      // The partner's words may name people: they go no further.
      { outcome: 'refused', reason: 'Ana Pop came for it' },
      { outcome: 'refused', reason: 'The partner cannot stop it any more' },
    ],
    [{ outcome: 'refused' }, { outcome: 'refused', reason: expect.stringMatching(/\S+ \S+/) as string }],
  ])('may be stopped or not: %j', async (answer, outcome) => {
    scripted.next('cancelOrder', { body: answer })
    expect(await ask().cancelOrder(REFERENCE, 'Canceled in the marketplace', unhurried())).toEqual(outcome)
    expect(onlyCall('cancelOrder').body).toEqual({ reason: 'Canceled in the marketplace' })
  })

  it('is looked for among many, and those that are not there are left out', async () => {
    const references = Array.from({ length: 7 }, (_, index) => marketplaceOrderId(`140000000000${index}-01`))
    scripted.next(
      'readOrder',
      ...references.map((_reference, index) => (call: { path: string }) => {
        const reference = call.path.split('/').at(-1)
        return index === 3
          ? { status: 404, body: { status: 404, code: 'order-not-found' } }
          : { body: { ...ORDER, reference } }
      }),
    )
    const found = await ask().orderUpdates(references, unhurried())
    expect(found).toHaveLength(6)
    expect(scripted.callsOf('readOrder').flatMap(({ departures }) => departures)).toEqual([])
  })
})

describe('a change of an open order', () => {
  const offered = { catalogChanges: false, orderUpdates: false, orderChanges: true, webhooks: false }
  const change = {
    reference: REFERENCE,
    changeId: '3f8b6c1e',
    reason: 'One unit less',
    lines: [{ sku: sellerSkuId('DRL-18V-BK'), quantity: 1, unitPrice: minorUnits(39_900) }],
    total: minorUnits(41_890),
  }

  it('is the whole order after it, in the words of the document, with one key for every repeat', async () => {
    scripted.next('getCapabilities', { body: offered })
    scripted.next('changeOrder', { body: ORDER })
    const { partner } = openPartner()
    expect(await partner.changeOrder?.(change, unhurried())).toMatchObject({ reference: REFERENCE })
    const call = onlyCall('changeOrder')
    expect(call.headers['idempotency-key']).toBe(`change:${REFERENCE}:3f8b6c1e`)
  })

  it('may be refused', async () => {
    scripted.next('getCapabilities', { body: offered })
    scripted.next('changeOrder', problem(409, 'change-refused'))
    const { partner } = openPartner()
    await expect(partner.changeOrder?.(change, unhurried())).rejects.toBeInstanceOf(PartnerRefused)
  })

  it('is not sent to a partner that takes none', async () => {
    scripted.next('getCapabilities', { body: { ...offered, orderChanges: false } })
    const { partner } = openPartner()
    expect(await partner.changeOrder?.(change, unhurried())).toBe('notOffered')
    expect(scripted.callsOf('changeOrder')).toEqual([])
  })
})

describe('the feed of a changed catalogue', () => {
  const ITEM = {
    sku: 'VASE-1',
    productId: 'VASE',
    productName: 'Vase',
    skuName: 'Blue vase',
    active: true,
    price: 4_590,
    stock: [{ location: 'w', quantity: 3 }],
  }
  const page = (changes: object[], more = {}) => ({
    currency: 'BRL',
    pricesIncludeTax: true,
    changes,
    nextCursor: 'c-2',
    more: false,
    ...more,
  })
  const offered = { catalogChanges: true, orderUpdates: false, orderChanges: false, webhooks: false }
  const look = async (body: object, cursor: string | undefined = 'c-1') => {
    scripted.next('getCapabilities', { body: offered })
    scripted.next('listCatalogChanges', { body })
    const { partner } = openPartner()
    return partner.catalogFeed?.(cursor, unhurried())
  }

  it('tells changed and deleted SKUs apart, and what is described wrongly from both', async () => {
    const broken = { ...ITEM, sku: 'VASE-2', price: 45.9 }
    const answer = await look(
      page([
        { sku: 'VASE-1', item: ITEM },
        { sku: 'GONE', deleted: true },
        { sku: 'VASE-2', item: broken },
      ]),
    )
    expect(answer).toMatchObject({
      items: [{ sku: 'VASE-1', price: 4_590, stock: 3 }],
      deleted: ['GONE'],
      broken: [{ sku: 'VASE-2', reason: expect.stringContaining('/price must be integer') }],
      next: 'c-2',
      more: false,
    })
    expect(scripted.calls.flatMap(({ departures }) => departures)).toEqual([])
  })

  it('begins anew when the partner forgot the cursor', async () => {
    scripted.next('getCapabilities', { body: offered })
    scripted.next('listCatalogChanges', problem(410, 'cursor-expired'))
    const { partner } = openPartner()
    expect(await partner.catalogFeed?.('old', unhurried())).toBe('expired')
  })

  it.each([
    ['another currency', page([], { currency: 'USD' })],
    ['no cursor', page([], { nextCursor: undefined })],
    ['the cursor that was asked for, and more', page([], { nextCursor: 'c-1', more: true })],
    ['a deleted SKU that is none', page([{ sku: '', deleted: true }])],
    ['rows that are no objects', page([null as unknown as object])],
  ])('is not believed with %s', async (_what, body) => {
    await expect(look(body)).rejects.toBeInstanceOf(PartnerAnswerInvalid)
  })
})

describe('the feed of changed orders', () => {
  it('is read from a cursor, and from no cursor', async () => {
    const { partner } = openPartner()
    expect(await partner.orderFeed?.('u-1', unhurried())).toMatchObject({
      updates: [{ reference: PLAIN_REFERENCE, state: 'shipped' }],
      next: 'u-2',
      more: false,
    })
    onlyCall('listOrderUpdates')
    scripted.next('listOrderUpdates', { body: { orders: [], nextCursor: 'u-1', more: false } })
    expect(await partner.orderFeed?.(undefined, unhurried())).toEqual({ updates: [], next: 'u-1', more: false })
    expect(scripted.calls.flatMap(({ departures }) => departures)).toEqual([])
  })

  it('is not asked of a partner that does not have it, and what it has is asked once', async () => {
    const none = { catalogChanges: false, orderUpdates: false, orderChanges: false, webhooks: false }
    scripted.next('getCapabilities', { body: none })
    const { partner } = openPartner()
    for (let look = 0; look < 3; look++) expect(await partner.orderFeed?.('u-1', unhurried())).toBe('notOffered')
    expect(scripted.calls.map(({ operation, departures }) => [operation, departures])).toEqual([
      ['getCapabilities', []],
    ])
  })

  it('leaves out orders in another currency', async () => {
    const foreign = { ...ORDER, reference: 'X-1', currency: 'USD' }
    scripted.next('listOrderUpdates', { body: { orders: [foreign, ORDER], nextCursor: 'u-3', more: false } })
    expect(await ask().orderFeed?.('u-2', unhurried())).toMatchObject({ updates: [{ reference: PLAIN_REFERENCE }] })
  })
})

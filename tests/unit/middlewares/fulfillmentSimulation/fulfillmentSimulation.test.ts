import { flushLines } from '../../../../node/clients/logLine'
import type { QuoteRequest } from '../../../../node/clients/partners/partner'
import { PartnerUnavailable } from '../../../../node/domain/errors'
import type { Quote } from '../../../../node/domain/offers/quote'
import type { SellerSettings } from '../../../../node/domain/settings/sellerSettings'
import { fulfillmentSimulation } from '../../../../node/middlewares/fulfillmentSimulation/fulfillmentSimulation'
import type { simulationAnswer } from '../../../../node/middlewares/fulfillmentSimulation/simulationAnswer'
import {
  simulationBodySchema,
  type SimulationBody,
} from '../../../../node/middlewares/fulfillmentSimulation/simulationBody'
import { bodyCheck } from '../../../../node/middlewares/guards/jsonBody'
import { inboundCall } from '../../fixtures/inboundCall'
import { DAY, NOON } from '../../fixtures/movableClock'
import { cents, COURIER, notSold, offer, quoteOf, sku, STORE } from '../../fixtures/offers'
import { ORDER_ID } from '../../fixtures/orders'
import { sellerWork, type WorkOptions } from '../../fixtures/sellerWork'

type Answer = ReturnType<typeof simulationAnswer>
const check = bodyCheck<SimulationBody>(simulationBodySchema)
const DRILLS = { items: [{ id: 'DRILL', quantity: 1, seller: 'acme' }] }
const WITH_ADDRESS = { ...DRILLS, postalCode: '010011', country: 'ROU' }

const answerOf = (body: unknown) => JSON.parse(String(body)) as Answer

async function simulation(
  body: object,
  {
    quote = quoteOf([offer('DRILL', 17)]),
    query = {},
    ...options
  }: WorkOptions & { quote?: Quote; query?: object } = {},
) {
  const asked: QuoteRequest[] = []
  const partner = {
    quote: async (request: QuoteRequest) => {
      asked.push(request)
      return { ...quote, shippingOptions: request.destination ? quote.shippingOptions : [] }
    },
    ...options.partner,
  }
  const { work } = await sellerWork({ ...options, partner })
  const ctx = inboundCall({ work, body: check(body), query: query as Record<string, string> })
  await fulfillmentSimulation(ctx)
  return { asked, status: ctx.status, answer: answerOf(ctx.body) }
}

const printed: string[] = []

beforeEach(() => {
  printed.length = 0
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
})
afterEach(() => {
  flushLines()
  jest.restoreAllMocks()
})

describe('a simulation', () => {
  it('prints one line: where the answer came from and how much time was left, nobody’s data', async () => {
    await simulation(WITH_ADDRESS)
    flushLines()
    const [line, ...more] = printed.join('').trimEnd().split('\n')
    expect(more).toEqual([])
    expect(JSON.parse(line)).toMatchObject({
      __VTEX_IO_LOG: true,
      level: 'info',
      account: 'acmemarket',
      operationId: 'operation-1',
      data: { event: 'fulfillmentSimulation', seller: 'acme', lines: 1, address: true, source: 'live', leftMs: 2_000 },
    })
    expect(line).not.toContain(WITH_ADDRESS.postalCode)
  })

  it.each<[string, object, Partial<SellerSettings>, object]>([
    ['of a cart found by coordinates alone', { ...DRILLS, geoCoordinates: [26.1, 44.4] }, {}, { address: true }],
    ['of a shelf', DRILLS, {}, { address: false }],
    ['of a country that is not served', { ...WITH_ADDRESS, country: 'BGR' }, {}, { address: false }],
    ['of a seller the marketplace paused (AC-97)', DRILLS, { pausedThere: true }, { status: 200, paused: 'there' }],
    ['of a seller that is paused here', DRILLS, { active: false }, { status: 200, paused: 'here' }],
  ])('says %s what it was', async (_what, body, seller, expected) => {
    await simulation(body, { seller })
    flushLines()
    expect((JSON.parse(printed.join('')) as { data: object }).data).toMatchObject(expected)
  })

  it('of a seller the marketplace paused is answered as ever: the pause is its decision (AC-97)', async () => {
    const { answer } = await simulation(DRILLS, { seller: { pausedThere: true } })
    expect(answer.logisticsInfo).toMatchObject([{ stockBalance: 17 }])
  })

  it('answers one item and one logistics row per line, in order, by index', async () => {
    const body = { items: ['A', 'B', 'A'].map((id) => ({ id, quantity: 1, seller: 'acme' })) }
    const { answer, asked } = await simulation(body, { quote: quoteOf([offer('A', 5), notSold('B')]) })
    expect(answer.items.map(({ id, requestIndex }) => [id, requestIndex])).toEqual([
      ['A', 0],
      ['B', 1],
      ['A', 2],
    ])
    expect(answer.logisticsInfo.map(({ itemIndex, quantity }) => [itemIndex, quantity])).toEqual([
      [0, 1],
      [1, 0],
      [2, 1],
    ])
    expect(asked).toHaveLength(1)
  })

  it('answers an unknown SKU with a zero row in its place, and 200 (C-20)', async () => {
    const { answer, status } = await simulation(DRILLS, { quote: quoteOf([notSold('DRILL')]) })
    expect(status).toBe(200)
    expect(answer.items).toMatchObject([{ id: 'DRILL', quantity: 0, price: 0, listPrice: 0 }])
    expect(answer.logisticsInfo).toMatchObject([{ quantity: 0, stockBalance: 0, slas: [] }])
  })

  it.each([['1'], ['01'], ['acme'], [1], ['someone-else']])(
    'echoes the seller %p and does not filter by it (C-08, C-50, AC-28)',
    async (seller) => {
      const { answer } = await simulation({ items: [{ id: 'DRILL', quantity: 1, seller }] })
      expect(answer.items).toMatchObject([{ seller, quantity: 1 }])
    },
  )

  it('asks the partner for the trade policy of the query, or of the body when both name one (C-07, AC-29)', async () => {
    const salesChannels = [
      await simulation(DRILLS),
      await simulation(DRILLS, { query: { sc: '2' } }),
      await simulation({ ...DRILLS, sc: '3' }, { query: { sc: '2' } }),
      await simulation({ ...DRILLS, sc: null }, { query: { sc: '2' } }),
    ].map(({ asked }) => asked[0].salesChannel)
    expect(salesChannels).toEqual([undefined, '2', '3', '2'])
  })

  it.each([
    ['absent', {}],
    ['null', { country: null, postalCode: null, geoCoordinates: null }],
    ['blank', { postalCode: '  ', geoCoordinates: [] }],
  ])('without an address is the same whether it is absent or null: %s (C-37)', async (_how, address) => {
    const quote = quoteOf([offer('DRILL', 17)], [COURIER])
    const { answer, asked } = await simulation({ ...DRILLS, ...address }, { quote })
    expect(asked[0].destination).toBeUndefined()
    expect(answer.country).toBeNull()
    expect(answer.postalCode?.trim() || null).toBeNull()
    expect(answer.geoCoordinates).toEqual([])
  })

  it('without an address shows real stock, the countries served and no SLA (C-49, AC-17)', async () => {
    const { answer } = await simulation(DRILLS, { quote: quoteOf([offer('DRILL', 17)], [COURIER]) })
    expect(answer.logisticsInfo).toMatchObject([{ stockBalance: 17, slas: [], shipsTo: ['ROU', 'MDA'] }])
  })

  it('with an address shows its SLAs, without pickup data for a courier (C-41)', async () => {
    const { answer } = await simulation(WITH_ADDRESS, { quote: quoteOf([offer('DRILL', 17)], [COURIER]) })
    expect(answer).toMatchObject({ postalCode: '010011', country: 'ROU' })
    expect(answer.logisticsInfo[0].slas).toEqual([
      {
        id: 'home-std',
        name: 'Courier',
        deliveryChannel: 'delivery',
        price: 1_000,
        shippingEstimate: '2bd',
        availableDeliveryWindows: [],
        pickupStoreInfo: null,
      },
    ])
  })

  it('shows the whole address of a pickup point; without it the order would be refused (ORD048)', async () => {
    const { answer } = await simulation(WITH_ADDRESS, { quote: quoteOf([offer('DRILL', 3)], [STORE]) })
    const [{ slas, deliveryChannels }] = answer.logisticsInfo
    expect(slas[0].pickupStoreInfo).toMatchObject({
      isPickupStore: true,
      friendlyName: 'Unirii shop',
      address: {
        addressType: 'pickup',
        addressId: 'store-b1',
        postalCode: '030119',
        geoCoordinates: [26.1025, 44.4268],
      },
    })
    expect(deliveryChannels).toContainEqual({ id: 'pickup-in-point', stockBalance: 3 })
  })

  it('shows delivery windows in UTC with an explicit offset, priced as integers (AC-26)', async () => {
    const windows = [{ start: '2026-09-02T18:00:00+03:00', end: '2026-09-02T21:00:00+03:00', price: cents(300) }]
    const quote = quoteOf([offer('DRILL', 3)], [{ ...COURIER, windows }])
    const { answer } = await simulation(WITH_ADDRESS, { quote })
    expect(answer.logisticsInfo[0].slas[0].availableDeliveryWindows).toEqual([
      { startDateUtc: '2026-09-02T15:00:00+00:00', endDateUtc: '2026-09-02T18:00:00+00:00', price: 300 },
    ])
  })

  it('shows what each channel has (AC-25)', async () => {
    const split = offer('DRILL', 17, 39_900, { stockByChannel: { delivery: 14, 'pickup-in-point': 3 } })
    const { answer } = await simulation(WITH_ADDRESS, { quote: quoteOf([split], [COURIER, STORE]) })
    expect(answer.logisticsInfo[0].deliveryChannels).toEqual([
      { id: 'delivery', stockBalance: 14 },
      { id: 'pickup-in-point', stockBalance: 3 },
    ])
  })

  it('answers no promotions, services or windows as empty lists, and the marketplace collects (C-38)', async () => {
    const { answer } = await simulation(DRILLS)
    expect(answer.items).toMatchObject([{ priceTags: [], offerings: [], priceValidUntil: null, merchantName: null }])
  })

  it('offers the services and forms of the partner beside the SKU they belong to, now and from the snapshot (§5.2)', async () => {
    const extras = {
      services: [{ type: 'Warranty', id: 'W2', name: 'Two more years', price: cents(4_900) }],
      attachments: [
        {
          name: 'engraving',
          required: true,
          fields: [
            { name: 'text', maxLength: 20, options: [] },
            { name: 'font', maxLength: 100, options: ['Serif', 'Script'] },
          ],
        },
      ],
    }
    const { work } = await sellerWork({
      partner: { quote: async () => quoteOf([offer('DRILL', 17, 39_900, extras), offer('BITS', 4, 7_900)]) },
    })
    const lines = { items: ['DRILL', 'BITS'].map((id) => ({ id, quantity: 1, seller: 'acme' })) }
    for (const source of ['the partner', 'the snapshot']) {
      const ctx = inboundCall({ work, body: check(lines) })
      await fulfillmentSimulation(ctx)
      const items = answerOf(ctx.body).items.map(({ offerings, attachmentOfferings }) => ({
        offerings,
        attachmentOfferings,
      }))
      expect([source, items]).toEqual([
        source,
        [
          {
            offerings: [{ type: 'Warranty', id: 'W2', name: 'Two more years', price: 4_900 }],
            attachmentOfferings: [
              {
                name: 'engraving',
                required: true,
                schema: {
                  text: { maximumNumberOfCharacters: 20, domain: [] },
                  font: { maximumNumberOfCharacters: 100, domain: ['Serif', 'Script'] },
                },
              },
            ],
          },
          { offerings: [], attachmentOfferings: [] },
        ],
      ])
    }
  })

  it('says whether lines may travel apart, as the operator set it (C-10)', async () => {
    expect((await simulation(DRILLS)).answer.allowMultipleDeliveries).toBe(false)
    const { answer } = await simulation(DRILLS, { seller: { allowMultipleDeliveries: true } })
    expect(answer.allowMultipleDeliveries).toBe(true)
  })

  it.each([
    ['longitude first', [26.1, 44.4], [26.1, 44.4]],
    ['text', ['26.1', '44.4'], [26.1, 44.4]],
    ['latitude first, where that can be told', [44.4, 126.1], [126.1, 44.4]],
    ['latitude first, where only the other order is in a served country (AC-37)', [44.4, 26.1], [26.1, 44.4]],
    ['longitude first, where neither order is', [-0.13, 51.5], [-0.13, 51.5]],
  ])('finds its way by coordinates alone: %s (C-09)', async (_how, geoCoordinates, expected) => {
    const { asked, answer } = await simulation({ ...DRILLS, geoCoordinates })
    expect(asked[0].destination).toEqual({ country: 'ROU', geoCoordinates: expected })
    expect(answer.geoCoordinates).toEqual(geoCoordinates)
  })

  it.each([
    [['BRA', 'ARG'], undefined, [-58.38, -34.6], 'ARG', [-58.38, -34.6]],
    [['BRA', 'ARG'], undefined, [-34.6, -58.38], 'ARG', [-58.38, -34.6]],
    [['BRA', 'ARG'], 'ARG', [-34.6, -58.38], 'ARG', [-58.38, -34.6]],
    [['BRA', 'ARG'], undefined, [2.35, 48.86], 'BRA', [2.35, 48.86]],
  ])(
    'of a seller that serves %j, asked for country %j at %j, goes to %s (C-09)',
    async (countries, country, geoCoordinates, expected, point) => {
      const { asked } = await simulation({ ...DRILLS, country, geoCoordinates }, { seller: { countries } })
      expect(asked[0].destination).toEqual({ country: expected, geoCoordinates: point })
    },
  )

  it('to a country that is not served shows price and stock, and no SLA', async () => {
    const quote = quoteOf([offer('DRILL', 17)], [COURIER])
    const { answer, asked } = await simulation({ ...DRILLS, postalCode: '1000', country: 'BGR' }, { quote })
    expect(asked[0].destination).toBeUndefined()
    expect(answer.logisticsInfo).toMatchObject([{ stockBalance: 17, slas: [] }])
    expect(answer.logisticsInfo[0].shipsTo).not.toContain('BGR')
  })

  it('asks the partner once for 50 lines (AC-31)', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `SKU-${index}`)
    const body = { ...WITH_ADDRESS, items: ids.map((id) => ({ id, quantity: 1, seller: '1' })) }
    const { answer, asked } = await simulation(body, { quote: quoteOf(ids.map((id) => offer(id, 5))) })
    expect(asked.map(({ lines }) => lines.length)).toEqual([50])
    expect(answer.items.map(({ id }) => id)).toEqual(ids)
  })

  it('takes off what other orders hold, unless the partner does that itself (D16)', async () => {
    for (const [reserves, stockBalance] of [
      [false, 7],
      [true, 10],
    ] as const) {
      const { work } = await sellerWork({
        partner: { capabilities: { reserves }, quote: async () => quoteOf([offer('DRILL', 10)]) },
      })
      const at = (ms: number) => new Date(NOON + ms).toISOString()
      const row = {
        sku: sku('DRILL'),
        quantity: 3,
        order: ORDER_ID,
        claimId: 'claim',
        takenAt: at(0),
        expiresAt: at(DAY),
      }
      await work.reservations.reserve([row], new Map([['DRILL', 10]]))
      const ctx = inboundCall({ work, body: check(DRILLS) })
      await fulfillmentSimulation(ctx)
      expect(answerOf(ctx.body).logisticsInfo).toMatchObject([{ stockBalance }])
    }
  })

  it('of a paused seller shows nothing to buy', async () => {
    const { answer } = await simulation(DRILLS, { seller: { active: false } })
    expect(answer.items).toMatchObject([{ quantity: 0, price: 39_900 }])
    expect(answer.logisticsInfo).toMatchObject([{ stockBalance: 0 }])
  })

  it('never invents a zero stock when the partner cannot be asked', async () => {
    const quote = async () => Promise.reject(new PartnerUnavailable('down'))
    await expect(simulation(DRILLS, { partner: { quote } })).rejects.toBeInstanceOf(PartnerUnavailable)
  })

  it('reads past what it does not know (AC-36)', () => {
    const body = {
      ...WITH_ADDRESS,
      items: [{ id: 'DRILL', quantity: 1, attachments: [], isGift: true, parentItemIndex: 0, seller: null }],
      clientProfileData: null,
      shippingData: { selectedAddresses: [] },
      orderFormId: '5b1e0d',
    }
    expect(check(body)).toBe(body)
  })

  it.each([
    ['/items is required', {}],
    ['/items', { items: [] }],
    ['/items/0/quantity', { items: [{ id: 'A', quantity: 0 }] }],
    ['/items/0/quantity', { items: [{ id: 'A', quantity: 1.5 }] }],
    ['/items/0/id', { items: [{ id: 7, quantity: 1 }] }],
    ['/', []],
    ['/', null],
  ])('names what is wrong with it: %s', (path, body) => {
    expect(() => check(body)).toThrow(path)
  })
})

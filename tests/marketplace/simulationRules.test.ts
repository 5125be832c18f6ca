import { ACCESS_KEY, ACCOUNT, OTHER_SKU, SELLER, SKU, rules, startWorld, type World } from './world'

type Row = Record<string, unknown>

/** A copy of the answer whose parts a test may overwrite. */
interface Draft {
  postalCode: unknown
  geoCoordinates: unknown
  items: Row[]
  logisticsInfo: (Row & { slas: Row[] })[]
}

describe('what the marketplace wants of a simulation', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.close())

  const line = (id: string, quantity = 1) => ({ id, quantity, seller: SELLER })
  const withAddress = { postalCode: '22270-030', country: 'BRA' }
  const simulate = (items = [line(SKU, 2)], address: object = withAddress) =>
    world.marketplace.simulate(ACCOUNT, { items, ...address })
  const spoil = (change: (answer: Draft) => void) => {
    world.seller.spoil.fulfillmentSimulation = (answer) => {
      const body = structuredClone(answer.body) as Draft
      change(body)
      return { ...answer, body }
    }
  }

  it('accepts a right answer, with and without address, also for short, duplicated and unknown SKUs', async () => {
    const { cart } = await simulate([line(SKU, 20), line(OTHER_SKU, 3), line(OTHER_SKU, 4), line('NOPE')])
    expect(rules(world)).toEqual([])
    expect(cart.lines.map(({ quantity, availability, messages }) => [quantity, availability, messages])).toEqual([
      [17, 'available', ['itemQuantityNotAvailable']],
      [3, 'available', []],
      [2, 'available', ['itemQuantityNotAvailable']],
      [0, 'withoutStock', ['withoutStock']],
    ])
    await simulate(undefined, {})
    await simulate(undefined, { postalCode: '010011', country: 'ROU' }).then((one) =>
      expect(one.cart.lines[0].messages).toEqual(['cannotBeDelivered']),
    )
    expect(rules(world)).toEqual([])
  })

  it('notices a price that differs from the index', async () => {
    await world.call('POST', `/api/notificator/${SELLER}/changenotification/${SKU}/price`)
    await world.marketplace.settled()
    world.seller.stock[SKU].price = 35000
    const { cart } = await simulate()
    expect(cart.lines[0]).toMatchObject({ availability: 'available', messages: ['changedPriceValue'] })
  })

  it.each<[string, string, (answer: Draft) => void]>([
    ['a field is missing', 'PROTOCOL §5.2', (answer) => delete answer.items[0].priceValidUntil],
    ['a price is a decimal', 'PROTOCOL §5.2', (answer) => (answer.items[0].price = 399.5)],
    ['offerings are null', 'PROTOCOL §5.2', (answer) => (answer.items[0].offerings = null)],
    ['price tags are used', 'PROTOCOL §5.2', (answer) => (answer.items[0].priceTags = ['x'])],
    ['the list price is below the price', 'PROTOCOL §5.2', (answer) => (answer.items[0].listPrice = 1)],
    ['a row is left out', 'PROTOCOL C-20', (answer) => answer.items.pop()],
    ['no logistics are answered', 'PROTOCOL C-20', (answer) => (answer.logisticsInfo = [])],
    ['another SKU is answered', 'PROTOCOL §5.2', (answer) => (answer.items[0].id = 'OTHER')],
    ['the request index is wrong', 'PROTOCOL §5.2', (answer) => (answer.items[0].requestIndex = 1)],
    ['the seller is not echoed', 'PROTOCOL C-08', (answer) => (answer.items[0].seller = '1')],
    [
      'quantity is 0 with stock left',
      'KI 1316990',
      (answer) => (answer.items[0].quantity = answer.logisticsInfo[0].quantity = 0),
    ],
    [
      'more is promised than asked',
      'PROTOCOL §5.4',
      (answer) => (answer.items[0].quantity = answer.logisticsInfo[0].quantity = 3),
    ],
    ['the two quantities differ', 'PROTOCOL §5.2', (answer) => (answer.logisticsInfo[0].quantity = 1)],
    ['a unit is free', 'PROTOCOL §5.4', (answer) => (answer.items[0].price = 0)],
    [
      'the estimate has no unit',
      'PROTOCOL §5.2',
      (answer) => (answer.logisticsInfo[0].slas[0].shippingEstimate = '3 days'),
    ],
    ['an SLA price is missing', 'PROTOCOL §5.2', (answer) => delete answer.logisticsInfo[0].slas[0].price],
    [
      'pickup has no store',
      'PROTOCOL C-41',
      (answer) => (answer.logisticsInfo[0].slas[0].deliveryChannel = 'pickup-in-point'),
    ],
    [
      'a delivery window is over',
      'PROTOCOL §5.4',
      (answer) =>
        (answer.logisticsInfo[0].slas[0].availableDeliveryWindows = [
          { startDateUtc: '2020-01-01T10:00:00Z', endDateUtc: '2020-01-01T12:00:00Z', price: 0 },
        ]),
    ],
    ['the country is not one it ships to', 'PROTOCOL §5.4', (answer) => (answer.logisticsInfo[0].shipsTo = ['ROU'])],
    ['the coordinates are others', 'PROTOCOL §5.2', (answer) => (answer.geoCoordinates = [1, 2])],
    ['the postal code is another', 'PROTOCOL §5.2', (answer) => (answer.postalCode = '1')],
    [
      'a channel has more stock than there is',
      'PROTOCOL §5.2',
      (answer) => (answer.logisticsInfo[0].deliveryChannels = [{ id: 'delivery', stockBalance: 18 }]),
    ],
  ])('notices when %s', async (_, rule, change) => {
    spoil(change)
    const { cart } = await simulate()
    expect(new Set(rules(world))).toEqual(new Set([rule]))
    expect(cart.lines[0].messages).toEqual(['unavailableItemFulfillment'])
  })

  it('notices shipping options without an address, and of what is not there', async () => {
    const sla = {
      id: 'x',
      name: 'X',
      deliveryChannel: 'delivery',
      price: 1,
      shippingEstimate: '1d',
      availableDeliveryWindows: [],
      pickupStoreInfo: null,
    }
    spoil((answer) => (answer.logisticsInfo[0].slas = [sla]))
    await simulate(undefined, {})
    await simulate([line('NOPE')])
    expect(rules(world)).toEqual(['PROTOCOL C-49', 'PROTOCOL §5.4'])
  })

  it('notices a status other than 200, a missing no-store, a redirect, broken JSON and a raw error', async () => {
    const headers = { 'content-type': 'application/json' }
    world.seller.spoil.fulfillmentSimulation = (answer) => ({ ...answer, headers })
    await simulate()
    world.seller.spoil.fulfillmentSimulation = (answer) => ({ ...answer, status: 201 })
    await simulate()
    world.seller.spoil.fulfillmentSimulation = (answer) => ({ ...answer, status: 302, text: '' })
    await simulate()
    world.seller.spoil.fulfillmentSimulation = (answer) => ({ ...answer, text: '{' })
    await simulate()
    world.seller.spoil.fulfillmentSimulation = (answer) => ({ ...answer, status: 500, text: 'Error: at line 1' })
    await simulate()
    expect(world.marketplace.violations().map((one) => `${one.rule}: ${one.message}`)).toEqual([
      'PLATFORM §3: answers need Cache-Control: no-store',
      'PROTOCOL §5.2: status 201: a simulation is answered with 200',
      'PROTOCOL §14.1: status 302: never redirect',
      'PROTOCOL §5.2: status 302: a simulation is answered with 200',
      'PROTOCOL §14.1: answers must be valid JSON',
      'PROTOCOL §5.2: answer must be an object',
      'PROTOCOL §14.1: answers must be valid JSON',
      'PROTOCOL §14.1: status 500: a temporary failure is 503',
      'PROTOCOL §6.2: answer must be an object',
      'PROTOCOL §5.2: status 500: a simulation is answered with 200',
    ])
  })

  it('shows the access key to nobody', async () => {
    await simulate()
    const [, entry] = world.marketplace.journal(ACCOUNT)
    expect(entry).toMatchObject({ direction: 'out', step: 'fulfillmentSimulation', subject: SKU, status: 200 })
    expect(entry.path).toContain(`/${SELLER}/***/api/pvt/orderForms/simulation`)
    expect(JSON.stringify(world.marketplace.journal())).not.toContain(ACCESS_KEY)
  })
})

it('a simulation is cut when its time is over', async () => {
  const world = await startWorld({ simulationTimeoutMs: 50 })
  world.seller.spoil.fulfillmentSimulation = (answer) => ({ ...answer, status: 0 })
  const { answer, cart } = await world.marketplace.simulate(ACCOUNT, {
    items: [{ id: SKU, quantity: 1, seller: SELLER }],
  })
  expect(answer).toMatchObject({ status: 0, failure: 'timeout' })
  expect(cart.lines[0].availability).toBe('unavailable')
  expect(rules(world)).toEqual(['PROTOCOL §5'])
  await world.close()
})

import { startReferencePartner } from '../../../sandbox/partner/reference/startReferencePartner'
import type { ReferencePartner } from '../../../sandbox/partner/reference/startReferencePartner'
import { Caller, shirtOrder } from './caller'

describe('the shelf of the reference partner', () => {
  let partner: ReferencePartner
  let api: Caller
  beforeAll(async () => {
    partner = await startReferencePartner()
    api = new Caller(partner)
  })
  afterAll(() => partner.stop())

  const SHIRT = 'CAM-MAND-M'
  const toSaoPaulo = { country: 'BRA', postalCode: '01310-100' }
  const quote = (body: object) =>
    api.call<{ offers: { sku: string }[]; shippingOptions: { id: string; price: number }[] }>('getQuote', { body })

  it('says what it can do', async () => {
    expect((await api.call('getCapabilities')).body).toEqual({
      catalogChanges: true,
      orderUpdates: true,
      orderChanges: true,
      webhooks: false,
      services: true,
      attachments: true,
    })
  })

  it('answers one offer per SKU, of the unknown ones too, and none the shelf has no price for', async () => {
    const { body } = await api.call('getOffers', { body: { skus: [SHIRT, 'NOPE', 'QUEIJO-COALHO-1KG'] } })
    expect(body).toMatchObject({
      currency: 'BRL',
      offers: [
        { sku: SHIRT, sold: true, price: 8_990, stock: [{ location: 'CD São Paulo', quantity: 40 }] },
        { sku: 'NOPE', sold: false },
        { sku: 'QUEIJO-COALHO-1KG', sold: true, stock: [{ location: 'CD Recife', quantity: 12 }] },
      ],
    })
    expect((body.offers as object[])[2]).not.toHaveProperty('price')
  })

  it('has prices of a price list, and everybody’s for the other lists', async () => {
    await partner.staff.setPrice('CAM-MAND-G', 7_000, { priceList: '2', listPrice: 9_490 })
    const of = async (priceList?: string) =>
      (await api.call<{ offers: object[] }>('getOffers', { body: { skus: ['CAM-MAND-G'], priceList } })).body.offers[0]
    expect(await of('2')).toMatchObject({ price: 7_000, listPrice: 9_490 })
    expect(await of('3')).toMatchObject({ price: 9_490 })
    expect(await of()).toMatchObject({ price: 9_490 })
  })

  it('offers services and a form beside the notebook, on the shelf and in a cart, and nothing beside a shirt', async () => {
    const { body } = await api.call<{ offers: object[] }>('getOffers', { body: { skus: ['CADERNO-CORDEL', SHIRT] } })
    expect(body.offers[0]).toMatchObject({
      services: [
        { id: 'embrulho', price: 590 },
        { id: 'garantia-12', type: 'Warranty' },
      ],
      attachments: [{ name: 'gravacao', fields: [{ name: 'texto', maxLength: 20 }, { name: 'fonte' }] }],
    })
    expect(body.offers[1]).not.toHaveProperty('services')
    const lines = [{ sku: 'CADERNO-CORDEL', quantity: 1 }]
    const cart = await quote({ lines, destination: toSaoPaulo })
    expect(cart.body.offers[0]).toEqual(body.offers[0])
  })

  it('does not sell what is off sale', async () => {
    await partner.staff.disable('COADOR-MADEIRA')
    const { body } = await api.call<{ offers: object[] }>('getOffers', { body: { skus: ['COADOR-MADEIRA'] } })
    expect(body.offers).toEqual([{ sku: 'COADOR-MADEIRA', sold: false }])
    await partner.staff.enable('COADOR-MADEIRA')
  })

  it('quotes the whole cart by its weight, with a scheduled delivery and a pickup point', async () => {
    const { body } = await quote({ lines: [{ sku: SHIRT, quantity: 6 }], destination: toSaoPaulo })
    expect(body.shippingOptions).toMatchObject([
      { id: 'pac-se', channel: 'delivery', price: 1_490 + 2 * 310, estimate: '5bd' },
      { id: 'sedex-se', price: 2_890 + 2 * 720 },
      { id: 'agendada', deliveryWindows: expect.arrayContaining([expect.objectContaining({ price: 590 })]) },
      { id: 'retirada', channel: 'pickup-in-point', pickupPoint: { id: 'balcao-1', address: { country: 'BRA' } } },
    ])
  })

  it.each([
    ['another country', { country: 'ROU', postalCode: '010011' }],
    ['a postal code nobody serves', { country: 'BRA', postalCode: '99999-999' }],
    ['no place at all', {}],
  ])('has no way to %s', async (_what, destination) => {
    const { body } = await quote({ lines: [{ sku: SHIRT, quantity: 1 }], destination })
    expect(body.shippingOptions).toEqual([])
    expect(body.offers).toHaveLength(1)
  })

  it('reserves nothing by being asked', async () => {
    const before = await partner.staff.freeStock(SHIRT)
    await quote({ lines: [{ sku: SHIRT, quantity: 5 }], destination: toSaoPaulo })
    expect(await partner.staff.freeStock(SHIRT)).toBe(before)
  })

  it('lists every SKU once, page by page, products together', async () => {
    const skus: string[] = []
    const products: string[] = []
    let cursor: string | null = null
    do {
      const query: Record<string, string | number> = { limit: 5, ...(cursor === null ? {} : { cursor }) }
      const { body } = await api.call<{ items: { sku: string; productId: string }[]; nextCursor: string | null }>(
        'listCatalogItems',
        { query },
      )
      expect(body.items.length).toBeLessThanOrEqual(5)
      skus.push(...body.items.map(({ sku }) => sku))
      products.push(...body.items.map(({ productId }) => productId))
      cursor = body.nextCursor
    } while (cursor !== null)
    expect(skus).toHaveLength(12)
    expect(new Set(skus).size).toBe(12)
    expect(products).toEqual([...products].sort((a, b) => Number(a) - Number(b)))
  })

  it('serves the picture it names, under the sandbox’s name', async () => {
    const { body } = await api.call<{ items: { images: { url: string }[] }[] }>('listCatalogItems', {
      query: { limit: 1 },
    })
    const { hostname, pathname } = new URL(body.items[0].images[0].url)
    expect(hostname).toBe(`partner-${partner.port}.sandbox.test`)
    const picture = await fetch(partner.url + pathname)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  it('tells what changed since a cursor, each SKU once, deletions too, and nothing of before', async () => {
    type Page = {
      changes: { sku: string; deleted?: boolean; item?: { price: number } }[]
      nextCursor: string
      more: boolean
    }
    const changes = (query: Record<string, string | number> = {}) => api.call<Page>('listCatalogChanges', { query })
    const { body: start } = await changes()
    expect(start).toMatchObject({ changes: [], more: false })
    await partner.staff.setPrice('PANELA-BARRO-2L', 15_000)
    await partner.staff.setStock('PANELA-BARRO-4L', 3)
    await partner.staff.setPrice('PANELA-BARRO-2L', 15_500)
    await partner.staff.remove('REDE-TERRA-CASAL')
    const { body: first } = await changes({ cursor: start.nextCursor, limit: 2 })
    expect(first).toMatchObject({ more: true, changes: [{ sku: 'PANELA-BARRO-4L' }, { item: { price: 15_500 } }] })
    const { body: second } = await changes({ cursor: first.nextCursor, limit: 2 })
    expect(second).toMatchObject({ more: false, changes: [{ sku: 'REDE-TERRA-CASAL', deleted: true }] })
    expect((await changes({ cursor: second.nextCursor })).body).toMatchObject({ changes: [], more: false })
  })

  it.each(['listCatalogItems', 'listCatalogChanges', 'listOrderUpdates'])(
    '%s answers 410 to cursors that are not its own',
    async (operationId) => {
      const { body } = await api.call<{ nextCursor: string }>('listCatalogChanges')
      const foreign = operationId === 'listCatalogChanges' ? body.nextCursor.replace(/\d+$/, '999999') : body.nextCursor
      for (const cursor of ['c-000123', foreign]) {
        const answer = await api.call(operationId, { query: { cursor } })
        expect([answer.status, answer.body.code]).toEqual([410, 'cursor-expired'])
      }
    },
  )

  it('answers a wrong token, a wrong body and a wrong query with problem details', async () => {
    const answers = [
      await api.call('getCapabilities', { token: 'wrong' }),
      await api.call('getOffers', { body: { skus: 'all' } }),
      await api.call('listCatalogItems', { query: { limit: 201 } }),
      await api.create({ ...shirtOrder(), lines: [{ sku: SHIRT, quantity: 1.5, unitPrice: 8_990 }] }),
    ]
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [401, 'unauthorized'],
      [400, 'invalid-request'],
      [400, 'invalid-request'],
      [400, 'invalid-request'],
    ])
  })

  it('ignores fields it does not know', async () => {
    const { status } = await api.call('getOffers', { body: { skus: [SHIRT], future: { is: 'here' } } })
    expect(status).toBe(200)
  })

  it('keeps a journal of what it was asked', async () => {
    const [first] = await partner.journal()
    expect(first).toMatchObject({ step: 'getCapabilities', user: 'connector', status: 200, ok: true })
    const staff = (await partner.journal()).filter(({ user }) => user === 'staff')
    expect(staff[0]).toMatchObject({ step: 'setPrice', status: 204 })
  })
})

it('limits the requests, says so in headers and when to come back', async () => {
  const partner = await startReferencePartner({ rateLimit: 2 })
  try {
    const api = new Caller(partner)
    const answers = []
    // The window may turn in between: five are over the limit of two windows.
    for (let request = 0; request < 5; request++) answers.push(await api.call('getCapabilities'))
    expect(answers[0].headers.get('ratelimit')).toMatch(/^limit=2, remaining=1, reset=\d+$/)
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.body.code).toBe('rate-limited')
    expect(refused?.headers.get('retry-after')).toBe(String(refused?.body.retryAfter))
  } finally {
    await partner.stop()
  }
})

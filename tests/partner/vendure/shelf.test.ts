import type { Quote } from '../../../node/clients/partners/partner'
import { OutboundDenied, PartnerAnswerInvalid, PartnerUnavailable } from '../../../node/domain/errors'
import { sellerSkuId } from '../../../node/domain/ids'
import { currencyCode } from '../../../node/domain/money'
import { AdminApi } from '../../../sandbox/partner/vendure/shop/adminApi'
import { BOOT_MS, ShopWorld, unhurried } from './shopWorld'

let world: ShopWorld
beforeAll(async () => {
  world = await ShopWorld.open()
}, BOOT_MS)
afterAll(() => world.close())

const SAO_PAULO = { country: 'BRA', postalCode: '01310-100' }
const line = (sku: string, quantity = 1) => ({ sku: sellerSkuId(sku), quantity })
const idOf = async (sku: string) => {
  const shop = await AdminApi.signIn(`${world.store.url}/admin-api`, world.store.username, world.store.password)
  const query =
    'query Id($sku: String!) { productVariants(options: { filter: { sku: { eq: $sku } } }) { items { id } } }'
  return (await shop.run<{ productVariants: { items: { id: string }[] } }>(query, { sku })).productVariants.items[0].id
}
const offerOf = (quote: Quote, sku: string) => quote.offers.find((offer) => offer.sku === sku)

/** Vendure has no pickup points: all of its stock is for delivery. */
const delivered = (stock: number) => ({ stock, stockByChannel: { delivery: stock, 'pickup-in-point': 0 } })

describe('a quote', () => {
  it('answers one row per SKU in the order asked, and says what is not sold', async () => {
    const { partner } = world.open()
    const quote = await partner.quote(
      { lines: [line('CAFE-MANT-500'), line('NOBODY-SELLS-THIS'), line('CADERNO-CORDEL')] },
      unhurried(),
    )
    expect(quote).toEqual({
      currency: 'BRL',
      offers: [
        { sku: 'CAFE-MANT-500', sold: true, price: 4290, ...delivered(120) },
        { sku: 'NOBODY-SELLS-THIS', sold: false },
        { sku: 'CADERNO-CORDEL', sold: true, price: 3590, ...delivered(60) },
      ],
      shippingOptions: [],
    })
  })

  it('gives no price to a variant that has none, and zero stock to one that is sold out', async () => {
    const { partner } = world.open()
    const quote = await partner.quote({ lines: [line('QUEIJO-COALHO-1KG'), line('REDE-TERRA-CASAL')] }, unhurried())
    expect(offerOf(quote, 'QUEIJO-COALHO-1KG')).toEqual({ sku: 'QUEIJO-COALHO-1KG', sold: true, ...delivered(12) })
    expect(offerOf(quote, 'REDE-TERRA-CASAL')).toMatchObject({ stock: 0 })
  })

  it('prices delivery for the whole cart, by postal code and weight', async () => {
    const { partner } = world.open()
    const southEast = await partner.quote({ lines: [line('CAM-MAND-M', 2)], destination: SAO_PAULO }, unhurried())
    expect(southEast.shippingOptions).toEqual([
      { id: 'pac-se', name: 'PAC Sudeste', channel: 'delivery', price: 1800, estimate: '5bd' },
      { id: 'sedex-se', name: 'Sedex Sudeste', channel: 'delivery', price: 3610, estimate: '2bd' },
    ])
    const northEast = await partner.quote(
      { lines: [line('CAM-MAND-M', 2)], destination: { country: 'BRA', postalCode: '50030-230' } },
      unhurried(),
    )
    expect(northEast.shippingOptions.map(({ id }) => id)).toEqual(['pac-ne'])
  })

  it.each([
    ['nobody delivers there', { country: 'BRA', postalCode: '90010-000' }],
    ['the country is another one', { country: 'ARG', postalCode: '01310-100' }],
    ['the postal code is missing', { country: 'BRA' }],
  ])('has no delivery when %s', async (_, destination) => {
    const { partner } = world.open()
    const quote = await partner.quote({ lines: [line('CADERNO-CORDEL')], destination }, unhurried())
    expect(quote.shippingOptions).toEqual([])
    expect(offerOf(quote, 'CADERNO-CORDEL')).toMatchObject({ sold: true })
  })

  it('is one request once the ids of the SKUs are known', async () => {
    const { partner, journal } = world.open({}, 'one-request')
    const request = { lines: [line('COADOR-MADEIRA'), line('NOBODY-SELLS-THIS')], destination: SAO_PAULO }
    await partner.quote(request, unhurried())
    expect(journal.drain().map(({ step }) => step)).toEqual(['Login', 'Offers', 'Quote'])
    const warm = await partner.quote(request, unhurried())
    expect(journal.drain().map(({ step }) => step)).toEqual(['Quote'])
    expect(warm.shippingOptions).toHaveLength(2)
  })

  it('looks again when a SKU went off sale, so that delivery is priced without it', async () => {
    const { partner, journal } = world.open()
    const both = { lines: [line('CADERNO-CORDEL'), line('PANELA-BARRO-4L')], destination: SAO_PAULO }
    const before = await partner.quote(both, unhurried())
    await world.store.staff.disable('PANELA-BARRO-4L')
    journal.drain()
    const after = await partner.quote(both, unhurried())
    expect(journal.drain().map(({ step }) => step)).toEqual(['Quote', 'Quote'])
    await world.store.staff.enable('PANELA-BARRO-4L')
    expect(offerOf(after, 'PANELA-BARRO-4L')).toEqual({ sku: 'PANELA-BARRO-4L', sold: false })
    expect(after.shippingOptions[0].price).toBeLessThan(before.shippingOptions[0].price)
  })

  it('forgets an id that is gone and answers all the same, although one such id spoils the whole request', async () => {
    const { partner, journal } = world.open()
    const both = { lines: [line('CADERNO-CORDEL'), line('PANELA-BARRO-2L')], destination: SAO_PAULO }
    await partner.quote(both, unhurried())
    await world.store.staff.remove('PANELA-BARRO-2L')
    journal.drain()
    const quote = await partner.quote(both, unhurried())
    expect(journal.drain().map(({ step, note }) => [step, note])).toEqual([
      ['Quote', 'ENTITY_NOT_FOUND at testEligibleShippingMethods'],
      ['Offers', undefined],
      ['Quote', undefined],
    ])
    expect(offerOf(quote, 'PANELA-BARRO-2L')).toEqual({ sku: 'PANELA-BARRO-2L', sold: false })
    expect(quote.shippingOptions).toHaveLength(2)
  })

  it('leaves out a delivery method whose time is not told (trap 9)', async () => {
    const { partner } = world.open()
    const request = { lines: [line('CADERNO-CORDEL')], destination: SAO_PAULO }
    await partner.quote(request, unhurried())
    const methods = [
      { id: '1', code: 'told', name: 'Told', priceWithTax: 100, metadata: { estimate: '2bd' } },
      { id: '2', code: 'untold', name: 'Untold', priceWithTax: 100, metadata: null },
      { id: '3', code: 'odd', name: 'Odd', priceWithTax: 100, metadata: { estimate: 'soon' } },
    ]
    const variant = {
      ...{ id: await idOf('CADERNO-CORDEL'), sku: 'CADERNO-CORDEL', enabled: true, product: { enabled: true } },
      ...{ priceWithTax: 3590, currencyCode: 'BRL', trackInventory: 'FALSE' },
    }
    const data = { globalSettings: {}, productVariants: { items: [variant] }, testEligibleShippingMethods: methods }
    world.road.trouble('Quote', { status: 200, body: JSON.stringify({ data }) })
    const quote = await partner.quote(request, unhurried())
    expect(quote.shippingOptions.map(({ id }) => id)).toEqual(['told'])
  })

  it('refuses a shop whose currency is not the one in the settings', async () => {
    const { partner } = world.open({ currency: currencyCode('USD') })
    await expect(partner.quote({ lines: [line('CADERNO-CORDEL')] }, unhurried())).rejects.toThrow(PartnerAnswerInvalid)
  })
})

describe('the catalogue', () => {
  it('comes with everything a marketplace asks of a SKU', async () => {
    const { partner } = world.open()
    const { items, next } = await partner.catalogPage(undefined, unhurried())
    expect(next).toBeUndefined()
    expect(items).toHaveLength(11)
    const shirt = items.find(({ sku }) => sku === 'CAM-MAND-G')
    expect(shirt).toMatchObject({
      productName: 'Camiseta Mandacaru',
      skuName: 'Camiseta Mandacaru Grafite G',
      brand: 'Fio do Cariri',
      categoryPath: ['Moda', 'Camisetas'],
      eans: ['7896421500426'],
      lengthCm: 28,
      widthCm: 22,
      heightCm: 3,
      weightGrams: 205,
      skuSpecifications: [
        { name: 'Cor', values: ['Grafite'] },
        { name: 'Tamanho', values: ['G'] },
      ],
      productSpecifications: [
        { name: 'Material', values: ['Algodão'] },
        { name: 'Gênero', values: ['Unissex'] },
      ],
      active: true,
      currency: 'BRL',
      price: 9490,
      stock: 18,
    })
  })

  it('has pictures under the https name of the shop, which the shop really serves', async () => {
    const { partner } = world.open()
    const { items } = await partner.catalogPage(undefined, unhurried())
    const [picture] = items[0].images
    expect(picture.url).toMatch(new RegExp(`^https://partner-${world.store.port}\\.sandbox\\.test/assets/.+\\.png$`))
    const served = await fetch(`${world.store.url}${new URL(picture.url).pathname}`)
    expect(served.headers.get('content-type')).toBe('image/png')
    expect([...Buffer.from(await served.arrayBuffer()).subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
  })

  it('refuses a cursor that is none of its own', async () => {
    const { partner } = world.open()
    await expect(partner.catalogPage('half', unhurried())).rejects.toThrow(PartnerAnswerInvalid)
  })
})

describe('signing in', () => {
  const shelf = { lines: [line('CADERNO-CORDEL')] }

  it('happens once for many questions at once', async () => {
    const { partner, journal } = world.open({}, 'ten-at-once')
    await Promise.all(Array.from({ length: 10 }, () => partner.quote(shelf, unhurried())))
    expect(journal.drain().filter(({ step }) => step === 'Login')).toHaveLength(1)
  })

  it('is done again, once, when the shop has forgotten the session (trap 2: FORBIDDEN comes with status 200)', async () => {
    const { partner, journal } = world.open()
    await partner.quote(shelf, unhurried())
    journal.drain()
    world.road.trouble('Offers', {
      status: 200,
      body: '{"errors":[{"message":"x","path":["productVariants"],"extensions":{"code":"FORBIDDEN"}}],"data":null}',
    })
    await partner.quote(shelf, unhurried())
    expect(journal.drain().map(({ step, status, note }) => [step, status, note])).toEqual([
      ['Offers', 200, 'FORBIDDEN at productVariants'],
      ['Login', 200, undefined],
      ['Offers', 200, undefined],
    ])
  })

  it('fails clearly with a wrong password, which appears nowhere', async () => {
    const { partner, journal } = world.open({ password: 'wrong-pass-4711' })
    const failure = await partner.quote(shelf, unhurried()).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(PartnerUnavailable)
    expect((failure as Error).message).toContain('refused the username or the password')
    expect(JSON.stringify([journal.entries, (failure as Error).message])).not.toContain('wrong-pass-4711')
  })

  it('tells apart tenants that share a shop', async () => {
    const { partner } = world.open()
    await partner.quote(shelf, unhurried())
    const other = world.open({}, 'another-account')
    await other.partner.quote(shelf, unhurried())
    expect(other.journal.drain()[0].step).toBe('Login')
  })
})

describe('on the wire', () => {
  const shelf = { lines: [line('CADERNO-CORDEL')] }

  it('nothing of the shopper, the account or the request travels to the shop', async () => {
    const { partner } = world.open()
    await partner.quote(shelf, unhurried())
    const { headers, url } = world.road.seen[world.road.seen.length - 1]
    expect(url).toBe(`http://partner-${world.store.port}.sandbox.test/admin-api`)
    expect(headers['x-vtex-use-https']).toBe('true')
    const leaks = Object.keys(headers).filter((name) => name.startsWith('x-') && name !== 'x-vtex-use-https')
    expect(leaks).toEqual([])
    expect(headers.authorization).toMatch(/^Bearer /)
    expect(headers['proxy-authorization']).toBe('app-token')
  })

  it('every call is written down with its operation, status and reason', async () => {
    const { partner, journal } = world.open()
    await partner.quote(shelf, unhurried())
    expect(journal.drain()).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-.+\.\d{3}Z$/) as string,
        direction: 'out',
        peer: 'partner',
        step: 'Offers',
        subject: 'CADERNO-CORDEL',
        status: 200,
        ms: expect.any(Number) as number,
        operationId: 'operation-1',
      },
    ])
  })

  it.each(['loseAnswer', 'loseRequest', 'flood'] as const)(
    'a read that suffers %s is PartnerUnavailable',
    async (trouble) => {
      const { partner } = world.open()
      await partner.quote(shelf, unhurried())
      world.road.trouble('Offers', trouble)
      await expect(partner.quote(shelf, unhurried())).rejects.toThrow(PartnerUnavailable)
    },
  )

  it('an answer that only drips in is cut at the deadline', async () => {
    const { partner, journal } = world.open()
    await partner.quote(shelf, unhurried())
    journal.drain()
    world.road.trouble('Offers', 'drip')
    await expect(partner.quote(shelf, { deadlineAt: Date.now() + 300 })).rejects.toThrow(PartnerUnavailable)
    expect(journal.drain()).toMatchObject([{ step: 'Offers', status: 0, note: 'no answer in time' }])
  })

  it('no time left means no call', async () => {
    const { partner } = world.open()
    await partner.quote(shelf, unhurried())
    const before = world.road.seen.length
    await expect(partner.quote(shelf, { deadlineAt: Date.now() })).rejects.toThrow(PartnerUnavailable)
    expect(world.road.seen).toHaveLength(before)
  })

  it('an answer that is no GraphQL is PartnerAnswerInvalid, a wrong type names its path', async () => {
    const { partner } = world.open()
    await partner.quote(shelf, unhurried())
    world.road.trouble('Offers', { status: 200, body: '<html>' })
    await expect(partner.quote(shelf, unhurried())).rejects.toThrow(PartnerAnswerInvalid)
    const broken = { globalSettings: {}, productVariants: { items: [{ sku: 7 }] } }
    world.road.trouble('Offers', { status: 200, body: JSON.stringify({ data: broken }) })
    await expect(partner.quote(shelf, unhurried())).rejects.toMatchObject({
      path: 'Offers.productVariants.items[0].sku',
    })
  })

  it('a busy shop says when to come back', async () => {
    const { partner } = world.open()
    await partner.quote(shelf, unhurried())
    world.road.trouble('Offers', { status: 503, headers: { 'retry-after': '17' } })
    await expect(partner.quote(shelf, unhurried())).rejects.toMatchObject({ retryAfterSeconds: 17 })
  })

  it("the platform's own refusal is OutboundDenied and says what to add to the manifest", async () => {
    const { partner } = world.open()
    await partner.quote(shelf, unhurried())
    world.road.trouble('Offers', {
      status: 403,
      body: '{"message":"vrn:apps:x cannot perform action post on resource vrn:proxy:y"}',
    })
    const failure = partner.quote(shelf, unhurried())
    await expect(failure).rejects.toThrow(OutboundDenied)
    await expect(failure).rejects.toThrow('outbound-access')
  })
})

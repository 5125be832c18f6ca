import {
  ACCOUNT,
  SELLER,
  SKU,
  changeNotification,
  notification,
  rules,
  startWorld,
  suggestion,
  suggestionPath,
  type World,
} from './world'

const NEW_SKU = 'NEW-1'

describe('received SKUs', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.close())

  const suggest = async (changes: object = {}) => {
    await world.call('POST', changeNotification(NEW_SKU))
    return world.call('PUT', suggestionPath(NEW_SKU), { ...suggestion, ...changes })
  }

  it('go from not bound over a suggestion and its approval to bound', async () => {
    expect((await world.call('POST', changeNotification(NEW_SKU))).status).toBe(404)
    expect((await suggest()).status).toBe(200)
    expect((await suggest({ ProductName: 'Renamed drill' })).status).toBe(200)
    const [received] = world.marketplace.suggestions(ACCOUNT)
    expect(received).toMatchObject({ sku: NEW_SKU, status: 'pending', mapping: { CategoryId: 12, BrandId: 2000017 } })
    expect(received.versions).toHaveLength(2)
    expect(await world.marketplace.approveSuggestion(ACCOUNT, SELLER, NEW_SKU)).toMatchObject({ isSuccess: true })
    expect((await world.call('POST', changeNotification(NEW_SKU))).status).toBe(204)
    expect((await world.call('GET', suggestionPath(NEW_SKU))).body).toMatchObject({ Status: 'accepted' })
    expect(rules(world)).toEqual([])
  })

  it.each([
    ['a name that is too long', { ProductName: 'x'.repeat(151) }, 'PROTOCOL §4.3'],
    ['no category', { CategoryFullPath: undefined }, 'PROTOCOL §4.3'],
    ['a flat parcel', { Height: 0 }, 'PROTOCOL §4.3'],
    ['no image', { Images: [] }, 'PROTOCOL §4.3'],
    [
      'an image without https',
      { Images: [{ imageName: 'Main', imageUrl: 'http://img.northwind.example/a.png' }] },
      'PROTOCOL §4.3',
    ],
    [
      'two images of one name',
      {
        Images: ['a', 'b'].map((name) => ({
          imageName: 'Main',
          imageUrl: `https://img.northwind.example/${name}.png`,
        })),
      },
      'PROTOCOL §4.3',
    ],
    ['the SKU id as a string', { SellerStockKeepingUnitId: SKU }, 'PROTOCOL §4.3'],
    ['another seller', { SellerId: 'someone' }, 'PROTOCOL §4.3'],
    ['an EAN that is not an array', { EAN: '5941234567899' }, 'PROTOCOL C-11'],
    ['kilograms where grams belong', { Weight: 1.65 }, 'PROTOCOL C-13'],
    ['neither EAN nor RefId', { EAN: undefined, RefId: undefined }, 'PROTOCOL §4.3'],
  ])('are refused with %s', async (_, wrong, rule) => {
    expect((await suggest(wrong)).status).toBe(400)
    expect(rules(world)).toEqual([rule])
    expect(world.marketplace.suggestions(ACCOUNT)).toEqual([])
  })

  it('are denied by the matcher without EAN, and then blocked', async () => {
    expect((await suggest({ EAN: undefined })).status).toBe(200)
    expect(world.marketplace.suggestions(ACCOUNT)).toMatchObject([{ status: 'denied' }])
    expect((await suggest()).status).toBe(403)
    expect(rules(world)).toEqual(['PROTOCOL §4.4'])
    expect((await world.call('DELETE', suggestionPath(NEW_SKU))).status).toBe(200)
    expect((await suggest()).status).toBe(200)
  })

  it('must follow a 404 of the change notification', async () => {
    await world.call('PUT', suggestionPath('UNASKED'), suggestion)
    await world.call('PUT', suggestionPath(SKU), suggestion)
    expect(rules(world)).toEqual(['PROTOCOL §4.3', 'PROTOCOL §4.3'])
  })

  it('are not created while brand or category are unknown here', async () => {
    await suggest({ BrandName: 'Nobody' })
    expect(await world.marketplace.approveSuggestion(ACCOUNT, SELLER, NEW_SKU)).toEqual({ isSuccess: false })
    const chosen = { brandId: 2000017 }
    expect(await world.marketplace.approveSuggestion(ACCOUNT, SELLER, NEW_SKU, chosen)).toMatchObject({
      isSuccess: true,
    })
    expect(rules(world)).toEqual([])
  })

  it('are not created when an image is missing or is something else', async () => {
    const approve = async (imageUrl: string) => {
      await suggest({ Images: [{ imageName: 'Main', imageUrl }] })
      return world.marketplace.approveSuggestion(ACCOUNT, SELLER, NEW_SKU)
    }
    expect(await approve('https://nobody.example/a.png')).toEqual({ isSuccess: false })
    world.seller.spoil.image = (answer) => ({ ...answer, headers: { 'content-type': 'text/html' } })
    expect(await approve('https://img.northwind.example/a.png')).toEqual({ isSuccess: false })
    expect(rules(world)).toEqual(['PROTOCOL §4.3', 'PROTOCOL §4.3'])
  })
})

describe('price and inventory notifications', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.close())

  it('make the marketplace ask for the offer, one unit and no address, and index it', async () => {
    expect((await world.call('POST', notification('price'))).status).toBe(202)
    await world.marketplace.settled()
    expect(world.marketplace.offer(ACCOUNT, SELLER, SKU)).toMatchObject({
      price: 39900,
      stockBalance: 17,
      availability: 'available',
    })
    const [asked] = world.seller.received
    expect(asked.body).toMatchObject({ items: [{ id: SKU, quantity: 1, seller: SELLER }], postalCode: null })
    expect(asked.headers.host).toBe(`master--${ACCOUNT}.myvtex.com`)

    world.seller.stock[SKU].stock = 0
    await world.call('POST', notification('inventory'))
    await world.marketplace.settled()
    expect(world.marketplace.offer(ACCOUNT, SELLER, SKU)).toMatchObject({ availability: 'withoutStock' })
    expect(rules(world)).toEqual([])
  })

  it('are answered 404 for a SKU that is not bound', async () => {
    expect((await world.call('POST', notification('price', 'NOPE'))).status).toBe(404)
    await world.marketplace.settled()
    expect(world.seller.received).toEqual([])
  })

  it('leave the index as it was when the seller cannot answer', async () => {
    await world.call('POST', notification('price'))
    await world.marketplace.settled()
    const error = { error: { code: 'X', message: 'down', exception: null } }
    world.seller.spoil.fulfillmentSimulation = (answer) => ({ ...answer, status: 503, body: error })
    await world.call('POST', notification('price'))
    await world.marketplace.settled()
    expect(world.marketplace.offer(ACCOUNT, SELLER, SKU)).toMatchObject({ price: 39900 })
    expect(rules(world)).toEqual([])
  })
})

import {
  ACCOUNT,
  SELLER,
  SELLERS,
  changeNotification,
  notification,
  rules,
  startWorld,
  suggestion,
  suggestionPath,
  type World,
} from './world'

const NEW_SKU = 'NEW-1'
const DAY = 86_400

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.close())

const suggest = async (sku = NEW_SKU, changes: object = {}) => {
  await world.call('POST', changeNotification(sku))
  return world.call('PUT', suggestionPath(sku), { ...suggestion, ...changes })
}
const read = (sku = NEW_SKU) => world.call('GET', suggestionPath(sku))

describe('the life of a suggestion', () => {
  it('is over after 30 days without a decision, and begins anew', async () => {
    await suggest()
    await world.marketplace.advanceClock(29 * DAY)
    await suggest(NEW_SKU, { ProductName: 'Renamed' })
    await world.marketplace.advanceClock(29 * DAY)
    expect((await read()).body).toMatchObject({ Status: 'pending' })
    await world.marketplace.advanceClock(2 * DAY)
    expect((await read()).status).toBe(404)
    expect((await suggest()).status).toBe(200)
    expect((await read()).body).toMatchObject({ Status: 'pending' })
    expect(rules(world)).toEqual([])
  })

  it('an accepted one does not expire', async () => {
    await suggest()
    await world.marketplace.approveSuggestion(ACCOUNT, SELLER, NEW_SKU)
    await world.marketplace.advanceClock(60 * DAY)
    expect((await read()).body).toMatchObject({ Status: 'accepted' })
  })

  it('a denied one is blocked until the operator unblocks it', async () => {
    await suggest()
    world.marketplace.denySuggestion(ACCOUNT, SELLER, NEW_SKU, 'Bad pictures')
    expect((await read()).body).toMatchObject({ Status: 'denied', Observation: 'Bad pictures' })
    expect((await suggest()).status).toBe(403)
    world.marketplace.unblockSuggestion(ACCOUNT, SELLER, NEW_SKU)
    expect((await suggest()).status).toBe(200)
    expect((await read()).body).toMatchObject({ Status: 'pending', Observation: null })
    expect(rules(world)).toEqual(['PROTOCOL §4.4'])
  })

  it('has a new version when it changed while pending, and none to send when it did not', async () => {
    await suggest()
    await suggest(NEW_SKU, { ProductName: 'Renamed' })
    expect((await world.call('GET', `${suggestionPath(NEW_SKU)}/versions`)).body).toMatchObject({
      versions: [expect.any(String), expect.any(String)],
    })
    expect(rules(world)).toEqual([])
    await suggest(NEW_SKU, { ProductName: 'Renamed' })
    expect(rules(world)).toEqual(['AC-11'])
  })

  it('ends denied when the catalog is throttled at its approval', async () => {
    await suggest()
    const chosen = { throttled: true }
    expect(await world.marketplace.approveSuggestion(ACCOUNT, SELLER, NEW_SKU, chosen)).toEqual({ isSuccess: false })
    expect((await read()).body).toMatchObject({ Status: 'denied' })
  })

  it('variants of one product do not come at once, nor do values new to a specification', async () => {
    await world.close()
    world = await startWorld({ account: { suggestionReceivingMs: 300 } })
    const variants = ['V-1', 'V-2']
    for (const sku of variants) await world.call('POST', changeNotification(sku))
    const send = (sku: string, changes: object) => world.call('PUT', suggestionPath(sku), { ...suggestion, ...changes })
    await Promise.all(variants.map((sku) => send(sku, { SkuSpecifications: [] })))
    expect(rules(world)).toEqual(['KI 962986'])
    const color = (value: string) => ({ SkuSpecifications: [{ fieldName: 'Color', fieldValues: [value] }] })
    await Promise.all(variants.map((sku) => send(sku, { ...color('Red'), ProductId: sku })))
    expect(rules(world)).toEqual(['KI 962986', 'KI 919761'])
    const known = { ...color('Red'), ProductName: 'Renamed' }
    await Promise.all(variants.map((sku) => send(sku, { ...known, ProductId: sku })))
    expect(rules(world)).toEqual(['KI 962986', 'KI 919761'])
  })
})

describe('SKU bindings', () => {
  const BINDINGS = '/api/sku-binding/pvt/skuseller'

  it('are listed in pages, all at once, by marketplace SKU and for Admin', async () => {
    const rows = async (path: string, query = '') =>
      ((await world.call('GET', path, undefined, undefined, query)).body as { SellerStockKeepingUnitId: string }[]).map(
        (one) => one.SellerStockKeepingUnitId,
      )
    const page = (number: number) => rows(`${BINDINGS}/paged/sellerid/${SELLER}`, `&page=${number}&size=1`)
    expect([await page(1), await page(2), await page(3)]).toEqual([['DRL-18V-BK'], ['BIT-SET-32'], []])
    expect(await rows(`/api/catalog_system/pvt/skuseller/list/bysellerId/${SELLER}`)).toHaveLength(2)
    expect(await rows('/api/sku-binding/pvt/skusellers/4212')).toEqual(['BIT-SET-32'])
    expect(await rows(`${BINDINGS}/admin`, `&sellerId=${SELLER}&size=1`)).toHaveLength(1)
    expect(rules(world)).toEqual([])
    await world.call('GET', `${BINDINGS}/paged/sellerid/${SELLER}`)
    expect(rules(world)).toEqual(['PROTOCOL §4.2'])
  })

  it('can be read, inserted, pointed elsewhere, put to sleep and removed', async () => {
    const path = `${BINDINGS}/${SELLER}/${NEW_SKU}`
    expect((await world.call('GET', path)).status).toBe(404)
    const body = { StockKeepingUnitId: 77, IsActive: true, SellerId: SELLER, SellerStockKeepingUnitId: NEW_SKU }
    expect((await world.call('POST', `${BINDINGS}/insertion`, body)).status).toBe(200)
    expect((await world.call('POST', `${BINDINGS}/insertion`, body)).status).toBe(409)
    expect((await world.call('POST', `${BINDINGS}/insertion`, {})).status).toBe(400)
    expect((await world.call('PUT', path, { StockKeepingUnitId: 78 })).status).toBe(204)
    const { body: read } = await world.call('GET', path)
    expect(read).toMatchObject({ StockKeepingUnitId: 78, IsActive: true, IsRemoved: false })
    const { SkuSellerId } = read as { SkuSellerId: number }
    await world.call('POST', `${BINDINGS}/inactivate/${SELLER}/${SkuSellerId}`)
    expect(world.marketplace.binding(ACCOUNT, SELLER, NEW_SKU)?.isActive).toBe(false)
    expect((await world.call('POST', notification('price', NEW_SKU))).status).toBe(202)
    await world.marketplace.settled()
    expect(world.seller.received).toEqual([])
    await world.call('POST', `${BINDINGS}/activate/${SELLER}/${SkuSellerId}`)
    expect((await world.call('POST', `${BINDINGS}/remove/${SELLER}/${NEW_SKU}`)).status).toBe(200)
    expect((await world.call('POST', changeNotification(NEW_SKU))).status).toBe(404)
    expect(new Set(rules(world))).toEqual(new Set(['PROTOCOL §4.2']))
  })

  it('that the operator removes have to be suggested again', async () => {
    await suggest()
    await world.marketplace.approveSuggestion(ACCOUNT, SELLER, NEW_SKU)
    world.marketplace.unbindSku(ACCOUNT, SELLER, NEW_SKU)
    expect((await suggest()).status).toBe(200)
    expect((await read()).body).toMatchObject({ Status: 'pending' })
    expect(() => world.marketplace.setBindingActive(ACCOUNT, SELLER, NEW_SKU, true)).toThrow('not bound')
  })
})

describe('categories and brands', () => {
  it('are a tree of so many levels, open to anyone, and a list', async () => {
    await world.close()
    const categories = [
      { id: 12, path: 'Tools/Drills' },
      { id: 13, path: 'Tools/Drills/Cordless' },
      { id: 1, path: 'Garden' },
    ]
    world = await startWorld({ account: { categories } })
    const tree = await world.call('GET', '/api/catalog_system/pub/category/tree/2', undefined, {})
    expect(tree.body).toMatchObject([
      {
        id: 9000,
        name: 'Tools',
        hasChildren: true,
        children: [{ id: 12, name: 'Drills', hasChildren: true, children: [] }],
      },
      { id: 1, name: 'Garden', hasChildren: false, children: [] },
    ])
    expect((await world.call('GET', '/api/catalog_system/pub/category/tree/0')).status).toBe(400)
    expect((await world.call('GET', '/api/catalog_system/pvt/brand/list')).body).toMatchObject([
      { id: 2000017, name: 'Northwind', isActive: true },
    ])
    expect((await world.call('GET', '/api/catalog_system/pvt/brand/pagedlist')).body).toMatchObject({
      items: [{ name: 'Northwind' }],
      paging: { total: 1, pages: 1 },
    })
    expect((await world.call('GET', '/api/catalog_system/pvt/brand/list', undefined, {})).status).toBe(401)
    expect(rules(world)).toEqual(['Catalog API', 'PROTOCOL §1.4'])
  })
})

describe('a seller', () => {
  const path = `${SELLERS}/${SELLER}`

  it('has commissions per category, in percent, of categories that exist', async () => {
    const row = {
      categoryId: '12',
      categoryFullPath: 'Tools/Drills',
      productCommissionPercentage: 11.5,
      freightCommissionPercentage: 0,
    }
    expect((await world.call('GET', `${path}/commissions`)).body).toEqual([])
    expect((await world.call('PUT', `${path}/commissions`, [row, { ...row, categoryId: 'default' }])).status).toBe(204)
    expect((await world.call('GET', `${path}/commissions/12`)).body).toEqual(row)
    expect((await world.call('DELETE', `${path}/commissions/default`)).status).toBe(204)
    expect((await world.call('DELETE', `${path}/commissions/default`)).status).toBe(404)
    expect(world.marketplace.commissions(ACCOUNT, SELLER)).toEqual([row])
    expect(rules(world)).toEqual([])
    for (const wrong of [[{ ...row, categoryId: '99' }], [{ ...row, productCommissionPercentage: 101 }], [{}], []]) {
      expect((await world.call('PUT', `${path}/commissions`, wrong)).status).toBe(400)
    }
    expect(new Set(rules(world))).toEqual(new Set(['PROTOCOL §3.5']))
  })

  it('has sales channels mapped to affiliates, numbers in and strings out', async () => {
    const mapping = `${path}/sales-channel/mapping`
    const rows = [{ marketplaceSalesChannel: 1, sellerChannel: 'NWT' }]
    expect((await world.call('PUT', mapping, rows)).body).toEqual([{ ...rows[0], marketplaceSalesChannel: '1' }])
    expect((await world.call('GET', mapping)).body).toEqual([{ ...rows[0], marketplaceSalesChannel: '1' }])
    expect(rules(world)).toEqual([])
    await world.call('PUT', mapping, [{ marketplaceSalesChannel: 9, sellerChannel: 'NWT' }])
    await world.call('PUT', mapping, [{ marketplaceSalesChannel: 1, sellerChannel: 'northwind' }])
    expect(rules(world)).toEqual(['PROTOCOL §3.4', 'PROTOCOL §3.4'])
  })

  it('is found by the filters of the list', async () => {
    const total = async (query: string) =>
      ((await world.call('GET', SELLERS, undefined, undefined, query)).body as { paging: { total: number } }).paging
        .total
    expect(await total('&isActive=true&sc=1&isVtex=false&keyword=north')).toBe(1)
    for (const other of ['&isActive=false', '&sc=2', '&isVtex=true', '&keyword=south'])
      expect(await total(other)).toBe(0)
  })

  it('that the marketplace paused is left alone by catalog calls, once that is known', async () => {
    world.marketplace.setSellerActive(ACCOUNT, SELLER, false)
    await world.call('POST', changeNotification())
    await world.marketplace.advanceClock(5 * 60 + 1)
    await world.call('POST', changeNotification())
    await world.call('POST', notification('price'))
    expect(rules(world)).toEqual(['PROTOCOL §17.18', 'PROTOCOL §17.18'])
    world.marketplace.setSellerActive(ACCOUNT, SELLER, true)
    await world.call('POST', changeNotification())
    expect(rules(world)).toHaveLength(2)
  })

  it('is read by checkout in an older model, and loses what Admin does not know when it is saved there', async () => {
    const legacy = '/api/catalog_system/pvt/seller'
    const change = [{ operation: 'replace', path: '/trustPolicy', value: 'AllowEmailSharing' }]
    await world.call('PATCH', path, change)
    const body = { SellerId: SELLER, Name: 'x', FulfillmentEndpoint: 'x', MerchantName: 'northwindpay' }
    expect((await world.call('PUT', legacy, body)).status).toBe(200)
    expect((await world.call('GET', `${legacy}/${SELLER}`)).body).toMatchObject({
      SellerId: SELLER,
      IsActive: true,
      MerchantName: 'northwindpay',
      TrustPolicy: 'AllowEmailSharing',
      CategoryCommissionPercentage: '[]',
    })
    world.marketplace.saveSellerInAdmin(ACCOUNT, SELLER)
    const read = await world.call('GET', `${legacy}/list`, undefined, undefined, '&sc=1')
    expect(read.body).toMatchObject([{ MerchantName: null, TrustPolicy: 'Default' }])
    expect((await world.call('PUT', legacy, {})).status).toBe(400)
    expect(new Set(rules(world))).toEqual(new Set(['PROTOCOL §3.6']))
  })
})

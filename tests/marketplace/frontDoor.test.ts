import {
  ACCOUNT,
  SELLER,
  SELLERS,
  SKU,
  changeNotification,
  registration,
  rules,
  startWorld,
  suggestionPath,
  type World,
} from './world'

describe('the marketplace door', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.close())

  it('takes the app token or a whole key pair, and nothing less', async () => {
    const path = `${SELLERS}/${SELLER}`
    expect(await world.call('GET', path)).toMatchObject({
      status: 200,
      body: { fulfillmentEndpoint: registration.fulfillmentEndpoint },
    })
    const pair = { 'x-vtex-api-appkey': 'key', 'x-vtex-api-apptoken': 'token' }
    expect((await world.call('GET', path, undefined, pair)).status).toBe(200)
    expect(rules(world)).toEqual([])
    expect((await world.call('GET', path, undefined, { 'x-vtex-api-appkey': 'key' })).status).toBe(401)
    expect(rules(world)).toEqual(['PROTOCOL §1.4'])
  })

  it('wants JSON bodies, and none where the protocol has none', async () => {
    const credential = { vtexidclientautcookie: 'a token' }
    expect(
      (await world.call('POST', SELLERS, registration, { ...credential, 'content-type': 'text/plain' })).status,
    ).toBe(400)
    expect((await world.call('POST', SELLERS)).status).toBe(400)
    expect((await world.call('POST', changeNotification(), {})).status).toBe(400)
    expect(rules(world)).toEqual(['PROTOCOL §1.4', 'PROTOCOL §1.4', 'PROTOCOL §4.1'])
  })

  it('knows neither other paths, nor other methods, nor other accounts', async () => {
    expect((await world.call('GET', '/api/catalog/unknown')).status).toBe(404)
    expect((await world.call('DELETE', SELLERS)).status).toBe(404)
    expect((await world.call('GET', '/nobody/suggestions/a/b')).status).toBe(404)
    expect(rules(world)).toEqual(['PROTOCOL §2', 'PROTOCOL §2', 'PROTOCOL §2'])
  })

  it('keeps the accounts apart', async () => {
    const answer = await fetch(`${world.marketplace.origin}${SELLERS}/${SELLER}`, {
      headers: { 'x-forwarded-host': 'othermarket.vtexcommercestable.com.br', vtexidclientautcookie: 'a token' },
    })
    expect(answer.status).toBe(404)
    expect(world.marketplace.journal('othermarket')).toHaveLength(1)
  })

  it('writes down every call without credentials', async () => {
    await world.call('POST', changeNotification('a b'), undefined, {
      vtexidclientautcookie: 'secret-token',
      'x-vtex-operation-id': 'op-1',
    })
    const entries = world.marketplace.journal(ACCOUNT)
    expect(entries[entries.length - 1]).toMatchObject({
      direction: 'in',
      step: 'changeNotification',
      subject: 'a b',
      method: 'POST',
      status: 404,
      operationId: 'op-1',
    })
    expect(JSON.stringify(entries)).not.toContain('secret-token')
  })

  it('fails as asked: before the work, or after it', async () => {
    world.marketplace.disturb({
      step: 'readSeller',
      times: 1,
      kind: 'refuse',
      status: 429,
      headers: { 'retry-after': '7' },
    })
    expect((await world.call('GET', `${SELLERS}/${SELLER}`)).status).toBe(429)
    expect((await world.call('GET', `${SELLERS}/${SELLER}`)).status).toBe(200)
    world.marketplace.disturb({ step: 'registerSeller', times: 1, kind: 'dropAnswer' })
    await expect(world.call('POST', SELLERS, { ...registration, name: 'Renamed' })).rejects.toThrow()
    expect(world.marketplace.registeredSeller(ACCOUNT, SELLER)?.name).toBe('Renamed')
  })
})

describe('seller registration', () => {
  let world: World
  beforeEach(async () => {
    world = await startWorld()
  })
  afterEach(() => world.close())

  it.each([
    ['a missing field', { taxCode: undefined }],
    ['a field of another type', { isActive: 'true' }],
    ['an id with spaces', { id: 'north wind' }],
    ['the reserved id', { id: 'list' }],
    ['an endpoint without https', { fulfillmentEndpoint: 'http://shop.example/base' }],
    ['a VTEX seller', { isVtex: true }],
    ['an unknown trade policy', { availableSalesChannels: [{ isSelected: true, id: 99, name: 'Ghost' }] }],
    ['no selected trade policy', { availableSalesChannels: [{ isSelected: false, id: 1, name: 'Main' }] }],
  ])('refuses %s', async (_, wrong) => {
    expect((await world.call('POST', SELLERS, { ...registration, ...wrong })).status).toBe(400)
    expect(rules(world)).toEqual(['PROTOCOL §3.1'])
  })

  it('replaces single fields and nothing else', async () => {
    const replace = (path: string, value: unknown) =>
      world.call('PATCH', `${SELLERS}/${SELLER}`, [{ operation: 'replace', path, value }])
    expect((await replace('/isActive', false)).status).toBe(200)
    expect(world.marketplace.registeredSeller(ACCOUNT, SELLER)?.isActive).toBe(false)
    expect(rules(world)).toEqual([])
    expect((await replace('/isActive', 'no')).status).toBe(400)
    expect((await replace('/unheardOf', 1)).status).toBe(400)
    expect((await world.call('PATCH', `${SELLERS}/nobody`, [])).status).toBe(404)
    expect(rules(world)).toEqual(['PROTOCOL §3.3', 'PROTOCOL §3.3'])
  })

  it('lists sellers in pages', async () => {
    const list = await world.call('GET', SELLERS)
    expect(list.body).toMatchObject({ items: [{ id: SELLER }], paging: { total: 1 } })
  })
})

it('a suggestion read before it exists is simply not there', async () => {
  const world = await startWorld()
  expect((await world.call('GET', suggestionPath(SKU))).status).toBe(404)
  expect(rules(world)).toEqual([])
  await world.close()
})

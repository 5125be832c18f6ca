import type { Platform } from '../../sandbox/platform/platform'
import { newDataDir, removeDataDir, startFixture, startWitness, type Witness } from './fixtureWorld'
import { send } from './send'

interface CallResult {
  status: number
  headers: Record<string, string>
  data: unknown
  failed?: string
}

const ORDERS = 'http://portal.vtexcommercestable.com.br/api/oms/pvt/orders/1-01'
const HTTPS = { 'x-vtex-use-https': 'true' }

describe('the way out', () => {
  const dataDir = newDataDir()
  let platform: Platform
  let marketplace: Witness
  let partner: Witness

  beforeAll(async () => {
    ;[marketplace, partner] = await Promise.all([startWitness(), startWitness()])
    const sellers = [{ sellerId: 'acme', partnerUrl: partner.origin }]
    platform = await startFixture({
      dataDir,
      marketplaceUrl: marketplace.origin,
      tenants: [
        { account: 'shop', settings: { appKey: 'vtexappkey-shop', appToken: 'secret', sellers } },
        { account: 'other', workspace: 'dev', settings: { sellersJson: JSON.stringify(sellers) } },
      ],
    })
  })
  afterAll(async () => {
    await platform.stop()
    await Promise.all([marketplace.close(), partner.close()])
    removeDataDir(dataDir)
  })

  const call = async (body: object, tenant = 0) =>
    (await send(`${platform.tenants[tenant]!.edge}/_v/fixture/call`, { body })).json<CallResult>()
  const infra = async (body: object, tenant = 0) =>
    (await send(`${platform.tenants[tenant]!.edge}/_v/fixture/infra`, { body })).json<CallResult>()

  it('passes VTEX calls on unchanged, with the host they were meant for, and keeps the platform token to itself', async () => {
    const url = `${ORDERS}/invoice?an=shop&x=a%20b`
    const result = await call({
      asApp: true,
      url,
      method: 'post',
      data: { n: 1 },
      headers: { ...HTTPS, 'content-type': 'application/json', 'x-own': 'yes' },
    })
    expect(result).toMatchObject({ status: 200, data: { seen: true } })
    const seen = marketplace.seen.at(-1)!
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/api/oms/pvt/orders/1-01/invoice?an=shop&x=a%20b',
      body: '{"n":1}',
    })
    expect(seen.headers).toMatchObject({
      'x-forwarded-host': 'portal.vtexcommercestable.com.br',
      'x-own': 'yes',
      'content-type': 'application/json',
    })
    expect(seen.headers).toHaveProperty('vtexidclientautcookie')
    expect(seen.headers).not.toHaveProperty('proxy-authorization')
  })

  it('refuses what the manifest does not declare, in the words of the platform', async () => {
    const result = await call({
      asApp: true,
      url: 'http://portal.vtexcommercestable.com.br/api/catalog?an=shop',
      headers: HTTPS,
    })
    expect(result.status).toBe(403)
    expect(result.data).toBe(
      'Role app:openseller.external-seller@0.1.0 in shop/master cannot perform action GET on resource ' +
        'vrn:proxy:aws-us-east-1:shop:master:portal.vtexcommercestable.com.br/api/catalog',
    )
    const foreign = { asApp: true, url: 'http://api.vtex.com/other/suggestions/a/1', headers: HTTPS }
    expect((await call(foreign)).status).toBe(403)
    expect((await call({ ...foreign, url: 'http://api.vtex.com/shop/suggestions/a/1' })).status).toBe(200)
  })

  it('wants x-vtex-use-https, and takes neither https:// nor CONNECT', async () => {
    expect(await call({ asApp: true, url: `${ORDERS}?an=shop` })).toMatchObject({ status: 400 })
    expect(
      await call({ asApp: true, url: `${ORDERS.replace('http', 'https')}?an=shop`, headers: HTTPS }),
    ).toMatchObject({
      status: 502,
    })
    expect(platform.log('platform').some((line) => line.text.includes('x-vtex-use-https: true is missing'))).toBe(true)
  })

  it('wants a token of the account that is named, or its app key pair', async () => {
    const pair = (token: string) => ({ ...HTTPS, 'x-vtex-api-appkey': 'vtexappkey-shop', 'x-vtex-api-apptoken': token })
    expect(await call({ url: `${ORDERS}?an=shop`, headers: HTTPS })).toMatchObject({ status: 401 })
    expect(await call({ url: `${ORDERS}?an=shop`, headers: { ...HTTPS, VtexIdclientAutCookie: 'x' } })).toMatchObject({
      status: 401,
    })
    expect(await call({ asApp: true, url: `${ORDERS}?an=other`, headers: HTTPS })).toMatchObject({ status: 403 })
    expect(await call({ asApp: true, url: ORDERS, headers: HTTPS })).toMatchObject({ status: 403 })
    expect(await call({ url: `${ORDERS}?an=shop`, headers: pair('wrong') })).toMatchObject({ status: 401 })
    expect(await call({ url: `${ORDERS}?an=shop`, headers: pair('secret') })).toMatchObject({ status: 200 })
  })

  it('reaches a partner on loopback by its sandbox name only, as the settings name it', async () => {
    const settings = (await infra({ client: 'settings' })) as unknown as { sellers: { partnerUrl: string }[] }
    const name = `partner-${partner.port}.sandbox.test`
    expect(settings.sellers[0]!.partnerUrl).toBe(`https://${name}`)
    const asText = (await infra({ client: 'settings' }, 1)) as unknown as {
      sellersJson: string
      allowedWorkspaces: string
    }
    expect(asText.sellersJson).toContain(`https://${name}`)
    expect(asText.allowedWorkspaces).toBe('dev')

    expect(await call({ url: `http://${name}/shop/items?x=1`, headers: HTTPS })).toMatchObject({ status: 200 })
    expect(partner.seen.at(-1)).toMatchObject({ url: '/shop/items?x=1', headers: { host: name } })
    expect(partner.seen.at(-1)!.headers).not.toHaveProperty('proxy-authorization')
    expect(await call({ url: `http://${name}/elsewhere`, headers: HTTPS })).toMatchObject({ status: 403 })
    expect(await call({ url: 'http://partner-1.sandbox.test/shop/items', headers: HTTPS })).toMatchObject({
      status: 502,
    })
    expect(await call({ url: 'http://shop.example/shop/items', headers: HTTPS })).toMatchObject({ status: 502 })
  })

  it('knows whose token is shown to VTEX ID, and what its owner may do', async () => {
    const validate = (token: string) =>
      call({
        asApp: true,
        method: 'post',
        url: 'http://portal.vtexcommercestable.com.br/api/vtexid/credential/validate?an=shop',
        data: { token },
        headers: HTTPS,
      })
    expect(await validate(platform.operatorToken)).toMatchObject({
      status: 200,
      data: { authStatus: 'Success', account: 'shop', audience: 'admin', tokenType: 'user' },
    })
    expect(await validate(platform.shopperToken)).toMatchObject({ status: 200, data: { audience: 'webstore' } })
    expect(await validate('nobody')).toMatchObject({ status: 401 })

    const may = (token: string) =>
      call({
        url: 'http://portal.vtexcommercestable.com.br/api/license-manager/resources/OMSViewer/access?an=shop',
        headers: { ...HTTPS, VtexIdclientAutCookie: token },
      })
    expect(await may(platform.operatorToken)).toMatchObject({ status: 200, data: true })
    expect(await may(platform.clerkToken)).toMatchObject({ status: 200, data: false })
    const resources = (body: object) => send(`${platform.control}/resources`, { body })
    expect((await resources({ deny: ['OMSViewer'] })).status).toBe(200)
    expect(await may(platform.operatorToken)).toMatchObject({ status: 200, data: false })
    expect((await resources({ grant: ['OMSViewer'] })).status).toBe(200)
    expect(await may(platform.operatorToken)).toMatchObject({ status: 200, data: true })
    expect((await resources({ deny: 'OMSViewer' })).status).toBe(400)
  })

  it('serves nobody it gave no token to', async () => {
    const proxy = await proxyOrigin()
    const direct = (target: string, headers: Record<string, string> = {}) => send(proxy, { target, headers })
    expect((await direct(`${ORDERS}?an=shop`, HTTPS)).status).toBe(407)
    expect((await direct('http://infra.io.vtex.com/apps/v0/shop/master/apps/a/settings')).status).toBe(401)
    expect((await direct('/relative')).status).toBe(400)
  })

  /** The workers' only way out, as one of them sees it. */
  async function proxyOrigin(): Promise<string> {
    const environment = (await infra({ client: 'environment' })) as unknown as { http_proxy: string; no_proxy: string }
    expect(environment.no_proxy).toBe('')
    return environment.http_proxy
  }
})

import type { Platform } from '../../sandbox/platform/platform'
import { newDataDir, removeDataDir, startFixture } from './fixtureWorld'
import { send } from './send'

interface Echo {
  route: { id: string; params: Record<string, string>; declarer: string }
  account: string
  workspace: string
  operationId: string
  headers: Record<string, string>
  adminUserAuthToken?: string
  method: string
}

describe('the edge', () => {
  const dataDir = newDataDir()
  let platform: Platform
  let edge: string

  beforeAll(async () => {
    platform = await startFixture({ dataDir })
    edge = platform.tenants[0]!.edge
  })
  afterAll(async () => {
    await platform.stop()
    removeDataDir(dataDir)
  })

  const echo = async (path: string, headers: Record<string, string> = {}, origin = edge) =>
    (await send(origin + path, { headers })).json<Echo>()

  /** The fixture's timeout is shorter than a boot may take. */
  const workerIsUp = async () => {
    while (platform.workers.length === 0) await new Promise((resolve) => setImmediate(resolve))
  }

  it('finds the route by path, whatever the method, and hands over decoded parameters', async () => {
    const answer = await send(`${edge}/_v/fixture/echo/a%20b/c%2Fd?q=1`, { method: 'PUT', body: {} })
    const { route, method, headers } = answer.json<Echo>()
    expect(route).toMatchObject({ id: 'echo', params: { first: 'a b', second: 'c/d' } })
    expect(route.declarer).toBe('openseller.external-seller@0.1.0')
    expect(method).toBe('PUT')
    expect(headers['x-forwarded-path']).toBe('/_v/fixture/echo/a%20b/c%2Fd?q=1')
  })

  it('prefers a literal segment to a parameter, takes tails, and tolerates a trailing slash', async () => {
    expect((await echo('/_v/fixture/echo/static/x/')).route.id).toBe('echoStatic')
    expect((await echo('/_v/fixture/tail/a/b/c')).route).toMatchObject({ id: 'tail', params: { rest: 'a/b/c' } })
  })

  it('answers 404 for a path no route has, and 400 for one that cannot be decoded', async () => {
    expect((await send(`${edge}/_v/fixture/echo/only-one`)).status).toBe(404)
    expect((await send(`${edge}/shop/master/_events`, { body: {} })).status).toBe(404)
    expect((await send(edge, { target: '/_v/fixture/echo/%E0%A4/x' })).status).toBe(400)
  })

  it('chooses the tenant by port, or by a Host header that names another one', async () => {
    expect(await echo('/_v/fixture/echo/a/b')).toMatchObject({ account: 'shop', workspace: 'master' })
    expect(await echo('/_v/fixture/echo/a/b', { host: 'dev--shop.myvtex.com' })).toMatchObject({ workspace: 'dev' })
    expect(await echo('/_v/fixture/echo/a/b', { host: 'other.myvtex.com' })).toMatchObject({ account: 'other' })
    expect(await echo('/_v/fixture/echo/a/b', { host: 'unknown.example' })).toMatchObject({ account: 'shop' })
    expect(await echo('/_v/fixture/echo/a/b', {}, platform.tenants[1]!.edge)).toMatchObject({ workspace: 'dev' })
  })

  it('lets no caller speak for the platform: only the operation id is taken over', async () => {
    const { headers, account, operationId, route } = await echo('/_v/fixture/echo/a/b', {
      'x-vtex-account': 'other',
      'x-vtex-workspace': 'dev',
      'x-vtex-credential': 'stolen',
      'x-vtex-api-appkey': 'key',
      'x-vtex-api-apptoken': 'token',
      'x-colossus-route-id': 'die',
      'x-colossus-params': 'first=forged',
      'x-event-handler-id': 'work',
      'x-forwarded-host': 'evil.example',
      'x-vtex-operation-id': 'op-7',
      VtexIdclientAutCookie: 'admin-token',
      authorization: 'Bearer kept',
    })
    expect(account).toBe('shop')
    expect(operationId).toBe('op-7')
    expect(route).toMatchObject({ id: 'echo', params: { first: 'a' } })
    expect(headers['x-vtex-credential']).not.toBe('stolen')
    expect(headers).not.toHaveProperty('x-vtex-api-appkey')
    expect(headers).not.toHaveProperty('x-vtex-api-apptoken')
    expect(headers).not.toHaveProperty('x-event-handler-id')
    expect(headers['x-forwarded-host']).toBe('master--shop.myvtex.com')
    expect(headers).toMatchObject({ vtexidclientautcookie: 'admin-token', authorization: 'Bearer kept' })
  })

  it('drops cookies on plain public paths and keeps them on /_v/private', async () => {
    const cookie = 'VtexIdclientAutCookie=abc'
    expect((await echo('/_v/fixture/echo/a/b', { cookie })).headers).not.toHaveProperty('cookie')
    expect((await echo('/_v/private/fixture/echo', { cookie })).adminUserAuthToken).toBe('abc')
  })

  it('keeps GET answers that allow it, per tenant, until they are too old', async () => {
    const count = async (path: string, origin = edge) => (await send(origin + path)).json<{ count: number }>().count
    const first = await count('/_v/fixture/count?seconds=60')
    expect(await count('/_v/fixture/count?seconds=60')).toBe(first)
    expect(await count('/_v/fixture/count?seconds=60', platform.tenants[2]!.edge)).not.toBe(first)
    expect(await count('/_v/fixture/count')).not.toBe(await count('/_v/fixture/count'))
    await platform.advanceClock(61)
    expect(await count('/_v/fixture/count?seconds=60')).not.toBe(first)
  })

  it('answers 504 when the app takes too long, and leaves the handler alone', async () => {
    const answer = await send(`${edge}/_v/fixture/hang`, { body: {} })
    expect(answer.status).toBe(504)
    expect(answer.json()).toMatchObject({ code: 'ProxyTimeout' })
    const finished = async () => (await send(`${edge}/_v/fixture/received`)).text.includes('hung')
    while (!(await finished()));
  })

  it('answers 502 once when a worker dies over a request, and serves again with another worker', async () => {
    const before = platform.pids.workers
    expect((await send(`${edge}/_v/fixture/die`, { body: {} })).status).toBe(502)
    await workerIsUp()
    expect((await send(`${edge}/_v/fixture/echo/a/b`)).status).toBe(200)
    expect(platform.pids.workers).not.toEqual(before)
  })

  it('opens private routes only to whom a policy names', async () => {
    const path = '/openseller.external-seller/v0/shop/dev/_v/fixture/machine'
    const call = (token?: string) =>
      send(edge + path, {
        headers: { host: 'app.io.vtex.com', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: {},
      })
    expect((await call()).status).toBe(401)
    expect((await call(platform.shopperToken)).status).toBe(401)
    expect((await call(platform.clerkToken)).status).toBe(403)
    expect((await call(platform.operatorToken)).json()).toMatchObject({ account: 'shop', workspace: 'dev' })
  })

  it('moves the time of every worker, also of one started later', async () => {
    const time = async () =>
      (await send(`${edge}/_v/fixture/time`)).json<{ now: number; same: boolean; text: string }>()
    await platform.advanceClock(86_400)
    const moved = await time()
    expect(moved.now - Date.now()).toBeGreaterThan(86_000_000)
    expect(moved.same).toBe(true)
    await send(`${edge}/_v/fixture/die`, { body: {} })
    await workerIsUp()
    const again = await time()
    expect(again.now - Date.now()).toBeGreaterThan(86_000_000)
    expect(Math.abs(Date.parse(again.text) - again.now)).toBeLessThan(2_000)
  })
})

import type { Platform } from '../../sandbox/platform/platform'
import { newDataDir, removeDataDir, startFixture } from './fixtureWorld'
import { send } from './send'

interface Received {
  work?: { id: number }
  setup?: { to?: { id: string }; from?: { id: string } }
  linked?: unknown
  order?: { orderId: string }
  tick?: string
  account?: string
  sender?: string
  key?: string
  host?: string
  body?: unknown
  operationId?: string
}

describe('events and jobs', () => {
  const dataDir = newDataDir()
  let platform: Platform
  let edge: string

  const start = async () => {
    platform = await startFixture({ dataDir })
    edge = platform.tenants[0]!.edge
  }
  beforeAll(start)
  afterAll(async () => {
    await platform.stop()
    removeDataDir(dataDir)
  })

  const received = async () => (await send(`${edge}/_v/fixture/received`)).json<Received[]>()
  const fire = (id: number, failTimes = 0, headers = {}) =>
    send(`${edge}/_v/fixture/event`, { body: { id, failTimes }, headers })
  const arrivals = async (id: number) => (await received()).filter((item) => item.work?.id === id)

  it('announces the installation to every tenant, once', async () => {
    await platform.eventsSettled()
    const setups = (await received()).filter((item) => item.setup)
    expect(setups.map((item) => item.account).sort()).toEqual(['other', 'shop', 'shop'])
    expect(setups[0]).toMatchObject({ sender: 'apps', setup: { to: { id: 'openseller.external-seller@0.1.0' } } })
  })

  it('delivers an event of the app to itself, after the answer, with its operation', async () => {
    expect((await fire(1, 0, { 'x-vtex-operation-id': 'op-1' })).status).toBe(200)
    await platform.eventsSettled()
    expect(await arrivals(1)).toEqual([
      expect.objectContaining({
        key: 'work',
        sender: 'openseller.external-seller',
        account: 'shop',
        operationId: 'op-1',
      }),
    ])
  })

  it('delivers again until the handler succeeds', async () => {
    await fire(2, 2)
    await platform.eventsSettled()
    expect(await arrivals(2)).toHaveLength(3)
  })

  it('delivers twice, late, or not at all when asked', async () => {
    await send(`${platform.control}/events`, { body: { mode: 'dup' } })
    await fire(3)
    await platform.eventsSettled()
    expect(await arrivals(3)).toHaveLength(2)

    platform.setEvents('late')
    await fire(4)
    expect(await arrivals(4)).toHaveLength(0)
    await platform.eventsSettled()
    expect(await arrivals(4)).toHaveLength(1)

    platform.setEvents('drop')
    await fire(5)
    await platform.eventsSettled()
    expect(await arrivals(5)).toHaveLength(0)
    platform.setEvents('normal')
  })

  it('delivers after a restart what was accepted before it', async () => {
    platform.setEvents('late')
    await fire(6)
    await platform.stop()
    await start()
    await platform.eventsSettled()
    expect(await arrivals(6)).toHaveLength(1)
    expect((await received()).filter((item) => item.setup)).toHaveLength(0)
  })

  it('stores jobs per account, says 304 to a repetition, and fires them at their public address', async () => {
    const put = (body: object, tenant = 0) =>
      send(`${platform.tenants[tenant]!.edge}/_v/fixture/call`, {
        body: {
          asApp: true,
          method: 'put',
          url: `http://portal.vtexcommercestable.com.br/api/scheduler/master/openseller.external-seller`,
          params: { an: platform.tenants[tenant]!.account, version: 4 },
          data: body,
          headers: { 'x-vtex-use-https': 'true' },
        },
      }).then((answer) => answer.json<{ status: number }>().status)
    const job = (host: string, bearer: string) => ({
      id: 'tick',
      scheduler: { expression: '*/5 * * * *', endDate: '2099-01-01T00:00:00' },
      request: {
        uri: `https://${host}/_v/fixture/tick`,
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: { n: 1 },
      },
    })
    expect(await put(job('master--shop.myvtex.com', 'a'))).toBe(200)
    expect(await put(job('master--shop.myvtex.com', 'a'))).toBe(304)
    expect(await put(job('other.myvtex.com', 'b'), 2)).toBe(200)
    expect(await put({ ...job('shop.myvtex.com', 'c'), scheduler: {} })).toBe(400)

    const { jobs } = (await send(`${platform.control}/tick`, { method: 'POST' })).json<{ jobs: object[] }>()
    expect(jobs).toEqual([
      { account: 'shop', workspace: 'master', id: 'tick', status: 204 },
      { account: 'other', workspace: 'master', id: 'tick', status: 204 },
    ])
    const ticks = (await received()).filter((item) => item.tick)
    expect(ticks).toContainEqual({ tick: 'Bearer a', host: 'master--shop.myvtex.com', account: 'shop', body: { n: 1 } })
    expect(ticks).toContainEqual({ tick: 'Bearer b', host: 'other.myvtex.com', account: 'other', body: { n: 1 } })

    await platform.stop()
    await start()
    expect(await platform.tick()).toHaveLength(2)
  })

  it('shows stored jobs without their bearers, removes one when asked, and may lose them all', async () => {
    const { jobs } = (await send(`${platform.control}/jobs`)).json<{ jobs: object[] }>()
    expect(jobs).toHaveLength(2)
    expect(jobs[0]).toMatchObject({ account: 'shop', id: 'tick', expression: '*/5 * * * *' })
    expect(JSON.stringify(jobs)).not.toContain('Bearer')
    const remove = await send(`${platform.tenants[0]!.edge}/_v/fixture/call`, {
      body: {
        asApp: true,
        method: 'delete',
        url: 'http://portal.vtexcommercestable.com.br/api/scheduler/master/openseller.external-seller/tick',
        params: { an: 'shop', version: 4 },
        headers: { 'x-vtex-use-https': 'true' },
      },
    })
    expect(remove.json<{ status: number }>().status).toBe(204)
    expect(platform.jobs().map((job) => job.account)).toEqual(['other'])
    const lost = await send(`${platform.control}/jobs/lose`, { body: { account: 'other' } })
    expect(lost.json()).toEqual({ lost: 1 })
    expect(await platform.tick()).toEqual([])
  })
})

describe('other apps and installations', () => {
  const dataDir = newDataDir()
  let platform: Platform
  let edge: string
  beforeAll(async () => {
    platform = await startFixture({ dataDir })
    edge = platform.tenants[0]!.edge
    await platform.eventsSettled()
  })
  afterAll(async () => {
    await platform.stop()
    removeDataDir(dataDir)
  })

  const received = async () => (await send(`${edge}/_v/fixture/received`)).json<Received[]>()
  const change = {
    orderId: '1400000000007-01',
    currentState: 'canceled',
    lastState: 'cancel',
    currentChangeDate: '2026-09-01T11:05:03.200Z',
    lastChangeDate: '2026-09-01T11:05:01.100Z',
  }

  it('orders-broadcast tells a status change under its general topic and under the state, in master only', async () => {
    await send(`${platform.control}/broadcast`, { body: { account: 'shop', ...change } })
    await platform.eventsSettled()
    const told = (await received()).filter((item) => item.order)
    expect(told.map((item) => item.key).sort()).toEqual(['canceled', 'order-status-updated'])
    expect(told[0]).toMatchObject({
      sender: 'vtex.orders-broadcast',
      account: 'shop',
      order: { domain: 'Marketplace', ...change },
    })
    expect((await send(`${platform.control}/broadcast`, { body: { account: 'shop' } })).status).toBe(400)
    expect((await send(`${platform.control}/broadcast`, { body: { account: 'nobody', ...change } })).status).toBe(400)
  })

  it('an uninstalled app hears of it, answers nothing, gets no events, and finds its settings when it is back', async () => {
    const install = (name: string) =>
      send(`${platform.control}/installation`, { body: { account: 'shop', workspace: 'master', change: name } })
    expect((await install('uninstall')).status).toBe(200)
    await platform.eventsSettled()
    expect((await send(`${edge}/_v/fixture/received`)).status).toBe(404)
    platform.broadcastOrder('shop', { ...change, orderId: '2' })
    await platform.eventsSettled()
    await install('install')
    await platform.eventsSettled()
    const heard = await received()
    const id = 'openseller.external-seller@0.1.0'
    expect(heard.filter((item) => item.setup).slice(-2)).toMatchObject([
      { setup: { from: { id } } },
      { setup: { to: { id } } },
    ])
    expect(heard.filter((item) => item.setup).slice(-1)[0]?.setup?.from).toBeUndefined()
    expect(heard.some((item) => item.order?.orderId === '2')).toBe(false)
    const settings = await send(`${edge}/_v/fixture/infra`, { body: { client: 'settings' } })
    expect(settings.json()).toMatchObject({ appKey: 'vtexappkey-shop' })
  })

  it('a link is announced, and so is an upgrade over an installed version', async () => {
    await platform.changeInstallation('shop', 'master', 'link')
    await platform.changeInstallation('shop', 'master', 'install')
    await platform.eventsSettled()
    const heard = await received()
    expect(heard.filter((item) => item.linked)).toHaveLength(1)
    expect(heard.some((item) => item.setup?.from && item.setup.to)).toBe(true)
  })
})

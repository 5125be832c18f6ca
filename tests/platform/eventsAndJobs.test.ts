import type { Platform } from '../../sandbox/platform/platform'
import { newDataDir, removeDataDir, startFixture } from './fixtureWorld'
import { send } from './send'

interface Received {
  work?: { id: number }
  setup?: unknown
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
})

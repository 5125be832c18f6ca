import service from '../../node/index'
import { manifest } from './manifest'
import { readJson } from './repository'

interface ServiceJson {
  readonly memory: number
  readonly ttl: number
  readonly timeout: number
  readonly minReplicas: number
  readonly maxReplicas: number
  readonly workers: number
  readonly routes: Readonly<Record<string, { readonly path: string; readonly public?: boolean }>>
  readonly events: Readonly<Record<string, { readonly sender: string; readonly topics: readonly string[] }>>
}

const json = readJson<ServiceJson>('node', 'service.json')
/** Simulation, orders, and the two payment routes that answer 501. */
const OF_THE_PROTOCOL = /\/(orderForms\/simulation|orders(\/.+)?|payments|installments\/options)$/
const app = `${manifest.vendor}.${manifest.name}`
const ids = (part: object | undefined) => Object.keys(part ?? {}).sort()

describe('service.json', () => {
  it('names the routes the code has, and no others: the runtime would not start (PLATFORM §2.1)', () => {
    expect(ids(json.routes)).toEqual(ids(service.config.routes))
  })

  it('names the events the code has, and no others', () => {
    expect(ids(json.events)).toEqual(ids(service.config.events))
  })

  it('keeps the routes in the order a sale goes through them', () => {
    expect(Object.keys(json.routes).slice(0, 4)).toEqual([
      'fulfillmentSimulation',
      'orderPlacement',
      'authorizeFulfillment',
      'orderCancellation',
    ])
  })

  it('keeps every public path below the app’s own name', () => {
    for (const { path, public: open } of Object.values(json.routes)) {
      expect([path, open]).toEqual([expect.stringMatching(/^\/_v\/(private\/)?external-seller\//), true])
    }
  })

  it('has no two routes for one path', () => {
    const paths = Object.values(json.routes).map(({ path }) => path.replace(/:\w+/g, ':'))
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('serves each protocol step with and without /api, by the same handlers (C-02)', () => {
    for (const step of ['fulfillmentSimulation', 'orderPlacement', 'authorizeFulfillment', 'orderCancellation']) {
      expect(json.routes[`${step}WithoutApi`].path).toBe(json.routes[step].path.replace('/api/pvt/', '/pvt/'))
      expect(json.routes[step].path).toContain('/:accessKey/api/pvt/')
      expect(service.config.routes?.[`${step}WithoutApi`]).toBe(service.config.routes?.[step])
    }
  })

  it('serves no catalog on the seller’s host: content goes to the marketplace by suggestion (C-19)', () => {
    const open = Object.values(json.routes).filter(({ path }) => path.includes('/:accessKey/'))
    expect(open.length).toBeGreaterThan(0)
    for (const { path } of open) expect(path).toMatch(OF_THE_PROTOCOL)
  })

  it.each<[keyof ServiceJson, number, number]>([
    // 1,024 MB are allowed; VTEX's guides advise to stay at half of it.
    ['memory', 128, 512],
    ['ttl', 10, 60],
    ['timeout', 1, 60],
    ['minReplicas', 2, 40],
    ['maxReplicas', 5, 40],
    ['workers', 1, 4],
  ])('asks for %s within what the platform gives', (key, least, most) => {
    expect(json[key]).toBeGreaterThanOrEqual(least)
    expect(json[key]).toBeLessThanOrEqual(most)
  })

  it('hears of its own events under its own name, of installs and of order statuses under VTEX’s', () => {
    const foreign: Record<string, string> = { onAppSetup: 'apps', orderStatus: 'vtex.orders-broadcast' }
    const senders = Object.entries(json.events).map(([id, { sender }]) => [id, sender])
    expect(Object.fromEntries(senders)).toEqual(Object.fromEntries(senders.map(([id]) => [id, foreign[id] ?? app])))
    expect(json.events.onAppSetup.topics).toEqual(['setup'])
  })
})

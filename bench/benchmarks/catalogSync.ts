import type { Benchmark, BenchSession, Figure } from '../benchmark'
import { takeWorkerCalls } from '../probe/probe'
import { syncCatalog, until } from '../syncCatalog'
import type { BenchSeller, BenchWorld } from '../world/benchWorld'
import { memoryDuring } from '../world/processUsage'

/** Of `memory` in service.json, 512 MB. */
const MOST_MEMORY_MB = 0.8 * 512
const MOST_PERCENT = 2
const CHANGED_EVERY = 100
const PAGE = 100
/** A run whose worker died is free again after its lease. */
const LEASE_OVER_S = 120
/** What the connector believes of a partner's capabilities is older then. */
const ASKED_ANEW_S = 660
const MOST_SECONDS = 7_200

/** As fast as VTEX's published limit of an endpoint allows: the usual pace is a part of it, and would be most of the time. */
const FASTEST = { catalogCallsPerMinute: 15_000, suggestionsPerMinute: 15_000, notificationsPerMinute: 15_000 }
/** Nothing but what is measured. */
const BY_HAND = { catalogDeltaMinutes: 0, catalogNightlyHour: 'never' }

/** P5: a large catalogue fits into a worker; afterwards only changes cost something; a crash costs a page. */
export const catalogSync: Benchmark = {
  id: 'P5',
  title: '100,000 SKUs: first sync into an empty marketplace, then 1 % changed; kill -9 in the middle of a run',
  run: async (session) => [...(await killedRun(session)), ...(await firstRunAndDeltas(session))],
}

/** Everything is suggested, approved and told its price and stock; then a look at all pages, then one at the feed. */
async function firstRunAndDeltas(session: BenchSession): Promise<Figure[]> {
  const skus = session.skus ?? (session.quick ? 2_000 : 100_000)
  const world = await session.world({ skus, emptyMarketplace: true, settings: FASTEST, sellerSettings: BY_HAND })
  const [seller] = world.sellers
  const changed = skus / CHANGED_EVERY
  await world.outside.call('approveAll', undefined)
  await takeCalls(world)

  const first = await measured(world, async () => {
    await syncCatalog(world, seller!, MOST_SECONDS)
    await toldOf(world, skus)
  })
  tell(session, 'first run', first)
  const byPages = await afterChange(world, seller!, changed, () => syncCatalog(world, seller!, MOST_SECONDS, 'delta'))
  tell(session, '1 % changed, read from all pages', byPages)

  await world.outside.call('offerFeed', { token: seller!.token })
  await world.platform.advanceClock(ASKED_ANEW_S)
  // So that the connector knows from where on to ask what changed.
  await world.platform.tick()
  const byFeed = await afterChange(world, seller!, changed, () => world.platform.tick())
  tell(session, '1 % changed, read from the feed', byFeed)
  await session.keep('runs', { first, byPages, byFeed })
  await world.stop()
  const memory = [first, byPages, byFeed].flatMap((run) => run.memory)
  return [
    { what: 'largest memory', value: Math.max(...memory), unit: 'MB', bar: { atMost: MOST_MEMORY_MB } },
    { what: 'first run', value: first.seconds, unit: 's' },
    { what: '  SKUs per second', value: skus / first.seconds, unit: 'SKUs' },
    ...byPeer(first.calls),
    ...deltaFigures('all pages', byPages, first),
    ...deltaFigures('the feed', byFeed, first),
  ]
}

/** A partner with a feed names what changed; without one each page is read, and its rows and the place of the run too. */
function deltaFigures(from: string, delta: Measured, first: Measured): Figure[] {
  const share = (calls: Measured['calls'], all: Measured['calls']) => (100 * sum(calls)) / sum(all)
  const { calls } = delta
  return [
    {
      what: `calls to VTEX and the partner after a change of 1 %, read from ${from}`,
      value: share(withoutStore(calls), withoutStore(first.calls)),
      unit: '%',
      bar: { atMost: MOST_PERCENT },
    },
    {
      what: '  with those to the record store',
      value: share(calls, first.calls),
      unit: '%',
      bar: { atMost: MOST_PERCENT },
    },
    ...byPeer(calls),
  ]
}

const withoutStore = (calls: Measured['calls']) =>
  Object.fromEntries(Object.entries(calls).filter(([kind]) => !kind.startsWith('vbase ')))

async function afterChange(world: BenchWorld, seller: BenchSeller, changed: number, look: () => Promise<unknown>) {
  const { token } = seller
  await takeCalls(world)
  await world.outside.call('takeCalls', undefined)
  await world.outside.call('reprice', { token, from: 0, to: changed * CHANGED_EVERY, step: CHANGED_EVERY })
  return measured(world, async () => {
    await look()
    await toldOf(world, changed)
  })
}

const toldOf = (world: BenchWorld, skus: number) =>
  until(world, MOST_SECONDS, async () => (await world.outside.call('progress', undefined)).repriced === skus)

/** Kills the worker half way through a first run and sees what is suggested twice, or never. */
async function killedRun(session: BenchSession): Promise<Figure[]> {
  const skus = session.quick ? 1_000 : 5_000
  const world = await session.world({ skus, emptyMarketplace: true, settings: FASTEST, sellerSettings: BY_HAND })
  const [seller] = world.sellers
  const progress = () => world.outside.call('progress', undefined)
  let killed = false
  const watching = until(world, MOST_SECONDS, async () => (await progress()).suggested >= skus / 2).then(async () => {
    process.kill(world.worker.pid, 'SIGKILL')
    killed = true
    await until(world, 60, async () => world.platform.workers.length > 0)
    world.pinWorkers()
    await world.platform.advanceClock(LEASE_OVER_S)
  })
  await syncCatalog(world, seller!, MOST_SECONDS)
  await watching
  if (!killed) throw new Error('The run was over before it could be interrupted')
  const { suggested, repeated } = await progress()
  const { marketplace, partner } = await world.outside.call('takeCalls', undefined)
  await session.keep('killed', { suggested, repeated, marketplace: marketplace.byKind, partner: partner.byKind })
  await world.stop()
  return [
    { what: 'after a kill -9: SKUs suggested twice', value: repeated, unit: 'SKUs', bar: { atMost: PAGE } },
    { what: '  SKUs never suggested', value: skus - suggested, unit: 'SKUs', bar: { exactly: 0 } },
    { what: '  pages read again', value: (partner.byKind.listCatalogItems ?? 0) - skus / PAGE, unit: 'calls' },
  ]
}

interface Measured {
  readonly seconds: number
  /** Megabytes, four times a second. */
  readonly memory: readonly number[]
  readonly calls: Readonly<Record<string, number>>
}

async function measured(world: BenchWorld, work: () => Promise<unknown>): Promise<Measured> {
  const begin = performance.now()
  const memory = await memoryDuring(world.worker.pid, work)
  return { seconds: (performance.now() - begin) / 1_000, memory, calls: await takeCalls(world) }
}

const tell = (session: BenchSession, what: string, { calls, memory, seconds }: Measured) =>
  session.tell(`${what}: ${seconds.toFixed(0)} s, ${Math.max(...memory).toFixed(0)} MB, ${JSON.stringify(calls)}`)

/** What is asked about whoever watches the run is not the run's. */
const WATCHERS = ['api/vtexid/credential', 'api/license-manager/resources']

const takeCalls = async (world: BenchWorld): Promise<Readonly<Record<string, number>>> => {
  const { byKind } = await takeWorkerCalls(world)
  return Object.fromEntries(Object.entries(byKind).filter(([kind]) => !WATCHERS.includes(kind)))
}

const sum = (calls: Readonly<Record<string, number>>) => Object.values(calls).reduce((total, count) => total + count, 0)

/** The largest kinds one by one, the others together. */
const SHOWN_FROM = 50

function byPeer(calls: Readonly<Record<string, number>>): Figure[] {
  const sorted = Object.entries(calls).sort(([, a], [, b]) => b - a)
  const large = sorted.filter(([, count]) => count >= SHOWN_FROM)
  const others = sum(Object.fromEntries(sorted.slice(large.length)))
  return [...large, ['others', others] as const].map(([kind, value]) => ({ what: `  ${kind}`, value, unit: 'calls' }))
}

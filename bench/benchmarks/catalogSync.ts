import type { Benchmark, BenchSession, Figure } from '../benchmark'
import { takeWorkerCalls } from '../probe/probe'
import { syncCatalog, until } from '../syncCatalog'
import type { BenchWorld } from '../world/benchWorld'
import { memoryDuring } from '../world/processUsage'

/** Of `memory` in service.json, 512 MB. */
const MOST_MEMORY_MB = 0.8 * 512
const CHANGED_PERCENT = 1
const PAGE = 100
/** A run whose worker died is free again after its lease. */
const LEASE_OVER_S = 120
const MOST_SECONDS = 5_400

/** P5: a large catalogue fits into a worker; afterwards only changes cost something; a crash costs a page. */
export const catalogSync: Benchmark = {
  id: 'P5',
  title: '100,000 SKUs: first sync, then 1 % changed; kill -9 in the middle of a run',
  run: async (session) => [...(await firstRunAndDelta(session)), ...(await killedRun(session))],
}

async function firstRunAndDelta(session: BenchSession): Promise<Figure[]> {
  const skus = session.quick ? 2_000 : 100_000
  const world = await session.world({ skus, feed: true })
  const [seller] = world.sellers
  await takeCalls(world)
  const begin = performance.now()
  const memory = await memoryDuring(world.worker.pid, () => syncCatalog(world, seller!, MOST_SECONDS))
  const seconds = (performance.now() - begin) / 1_000
  const first = await takeCalls(world)
  session.tell(`first run: ${seconds.toFixed(0)} s, ${JSON.stringify(first)}`)

  // So that the connector knows from where on to ask what changed.
  await world.platform.tick()
  await takeCalls(world)
  await world.outside.call('takeCalls', undefined)
  const step = 100 / CHANGED_PERCENT
  await world.outside.call('reprice', { token: seller!.token, from: 0, to: skus, step })
  const deltaMemory = await memoryDuring(world.worker.pid, () => toldOfAll(world, skus / step))
  const delta = await takeCalls(world)
  session.tell(`${CHANGED_PERCENT} % changed: ${JSON.stringify(delta)}`)
  await session.keep('runs', { seconds, memory, deltaMemory, first, delta })
  await world.stop()
  return [
    { what: 'largest memory', value: Math.max(...memory, ...deltaMemory), unit: 'MB', bar: { atMost: MOST_MEMORY_MB } },
    { what: 'first run', value: seconds, unit: 's' },
    { what: '  SKUs per second', value: skus / seconds, unit: 'SKUs' },
    ...byPeer('  calls of it', first),
    {
      what: `calls after a change of ${CHANGED_PERCENT} %`,
      value: (100 * sum(delta)) / sum(first),
      unit: '%',
      bar: { atMost: 2 },
    },
    ...byPeer('  calls of it', delta),
  ]
}

async function toldOfAll(world: BenchWorld, skus: number) {
  await world.platform.tick()
  await until(world, MOST_SECONDS, async () => (await world.outside.call('progress', undefined)).repriced === skus)
}

/** Kills the worker half way through a first run and sees what is told twice, or never. */
async function killedRun(session: BenchSession): Promise<Figure[]> {
  const skus = session.quick ? 1_000 : 5_000
  const world = await session.world({ skus })
  const [seller] = world.sellers
  const progress = () => world.outside.call('progress', undefined)
  let killed = false
  const watching = until(world, MOST_SECONDS, async () => (await progress()).changed >= skus / 2).then(async () => {
    process.kill(world.worker.pid, 'SIGKILL')
    killed = true
    await until(world, 60, async () => world.platform.workers.length > 0)
    world.pinWorkers()
    await world.platform.advanceClock(LEASE_OVER_S)
  })
  await syncCatalog(world, seller!, MOST_SECONDS)
  await watching
  if (!killed) throw new Error('The run was over before it could be interrupted')
  const { changed, repeated } = await progress()
  const { marketplace, partner } = await world.outside.call('takeCalls', undefined)
  await session.keep('killed', { changed, repeated, marketplace: marketplace.byKind, partner: partner.byKind })
  await world.stop()
  return [
    { what: 'after a kill -9: SKUs told twice', value: repeated, unit: 'SKUs', bar: { atMost: PAGE } },
    { what: '  SKUs never told', value: skus - changed, unit: 'SKUs', bar: { exactly: 0 } },
    { what: '  pages read again', value: (partner.byKind.listCatalogItems ?? 0) - skus / PAGE, unit: 'calls' },
  ]
}

const takeCalls = async (world: BenchWorld) => (await takeWorkerCalls(world)).byKind

const sum = (calls: Readonly<Record<string, number>>) => Object.values(calls).reduce((total, count) => total + count, 0)

const PEERS = ['partner', 'marketplace', 'VBase'] as const
const peerOf = (kind: string) =>
  kind.startsWith('vbase') ? 'VBase' : kind.startsWith('partner') ? 'partner' : 'marketplace'

const byPeer = (what: string, calls: Readonly<Record<string, number>>): Figure[] =>
  PEERS.map((peer) => ({
    what: `${what} to ${peer === 'marketplace' ? 'VTEX' : peer === 'partner' ? 'the partner' : peer}`,
    value: sum(Object.fromEntries(Object.entries(calls).filter(([kind]) => peerOf(kind) === peer))),
    unit: 'calls',
  }))

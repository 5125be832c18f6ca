import type { Benchmark, BenchSession, Figure } from '../benchmark'
import type { LoadPlan, LoadResult } from '../load/loadPlan'
import type { Behaviour } from '../outside/partner'
import { takeWorkerCalls, type WorkerCalls } from '../probe/probe'
import { quantile } from '../quantile'
import { numbers, postalCodeOf, simulation } from '../requests'
import type { BenchWorld } from '../world/benchWorld'
import { requireAnswers } from './requireAnswers'

const CONNECTIONS = 20
const SKUS = 200
/** Beyond the ages at which a snapshot (30 s) or a quote (15 s) would do without the partner. */
const STALE_AFTER_S = 35
/** The setting `partnerConcurrency`: fewer than there are connections. */
const MOST_IN_FLIGHT = 10
/** So long without a call to the partner, and the circuit must have opened before. */
const SILENCE_MS = 1_500

const OUTAGES: readonly (Behaviour & { readonly told: string })[] = [
  { kind: 'hang', told: 'hangs' },
  { kind: 'down', told: 'is down' },
  { kind: 'drip', everyMs: 100, told: 'drips' },
  { kind: 'fail', status: 500, told: 'answers 500' },
]

/** P3: a partner in trouble does not take the shop window with it. */
export const partnerOutage: Benchmark = {
  id: 'P3',
  title: `partner hangs, is down, drips or fails; offers and quotes known but stale, c=${CONNECTIONS}`,
  run: async (session) => {
    const figures: Figure[] = []
    for (const outage of OUTAGES) figures.push(...(await oneOutage(session, outage)))
    return figures
  },
}

async function oneOutage(session: BenchSession, { told, ...behaviour }: (typeof OUTAGES)[number]) {
  const world = await session.world({ skus: SKUS, sellerSettings: { partnerConcurrency: MOST_IN_FLIGHT } })
  try {
    const plan = windowPlan(world)
    requireAnswers(await world.run({ ...plan, most: 2 * plan.requests.length, seconds: 60 }))
    await world.platform.advanceClock(STALE_AFTER_S)
    await world.outside.call('takeCalls', undefined)
    await takeWorkerCalls(world)

    await world.outside.call('behave', behaviour)
    const result = await world.run({ ...plan, seconds: session.quick ? 6 : 20 })
    const { partner } = await world.outside.call('takeCalls', undefined)
    const calls = await takeWorkerCalls(world)
    await session.keep(behaviour.kind, { result, partner, calls })
    const opened = circuitOpened(calls, result)
    session.tell(
      `partner ${told}: ${result.latencies.length} answers, ${calls.toPartner.length} partner calls, ` +
        (opened === undefined ? 'the circuit did not open' : `circuit open after ${Math.round(opened)} ms`),
    )
    // A cut call closes late in the worker: the partner's count is the true one, if it is there to count.
    const mostInFlight = behaviour.kind === 'down' ? mostAtOnce(calls) : partner.mostInFlight
    return figures(told, result, opened, mostInFlight)
  } finally {
    await world.stop()
  }
}

/** Shelf and cart by turns, over all SKUs. */
function windowPlan(world: BenchWorld): LoadPlan {
  const [seller] = world.sellers
  return {
    port: world.worker.port,
    headers: [seller!.direct('fulfillmentSimulation')],
    requests: numbers(SKUS).flatMap((n) => [
      simulation(seller!, { skus: [n] }),
      simulation(seller!, { skus: [n], postalCode: postalCodeOf(1) }),
    ]),
    connections: CONNECTIONS,
    most: Infinity,
    seconds: 0,
  }
}

/**
 * Seen from outside: the end of the last call before the partner is left in peace for the first time.
 * @returns milliseconds since the load began; undefined when it never is
 */
export function circuitOpened({ toPartner }: WorkerCalls, { seconds, startedAt }: LoadResult): number | undefined {
  const loadEnds = startedAt + seconds * 1_000
  let quietSince = startedAt
  for (const { end, start } of [...toPartner].sort((a, b) => a.start - b.start)) {
    if (start - quietSince >= SILENCE_MS) break
    quietSince = Math.max(quietSince, end ?? loadEnds)
  }
  return loadEnds - quietSince >= SILENCE_MS ? quietSince - startedAt : undefined
}

/** The most calls that were open at one moment, as the worker sees it. */
function mostAtOnce({ toPartner }: WorkerCalls): number {
  const moments = toPartner.flatMap(({ end, start }) => [
    { at: start, change: 1 },
    { at: end ?? Infinity, change: -1 },
  ])
  moments.sort((a, b) => a.at - b.at || a.change - b.change)
  let open = 0
  return moments.reduce((most, { change }) => Math.max(most, (open += change)), 0)
}

function figures(told: string, result: LoadResult, opened: number | undefined, mostInFlight: number): Figure[] {
  const split = opened ?? Infinity
  const part = (isMeant: (start: number) => boolean) =>
    result.latencies.filter((_, index) => isMeant(result.starts[index]!))
  const before = part((start) => start < split)
  const after = part((start) => start >= split)
  const failed = result.statuses.filter((status) => status !== 200).length
  return [
    {
      what: `partner ${told}: p99 until the circuit opens`,
      value: quantile(before, 0.99),
      unit: 'ms',
      bar: { atMost: 1_300 },
    },
    { what: '  p99 after', value: quantile(after, 0.99), unit: 'ms', bar: { atMost: 50 } },
    { what: '  calls in flight', value: mostInFlight, unit: 'calls', bar: { atMost: MOST_IN_FLIGHT } },
    {
      what: '  simulations without an answer',
      value: (100 * failed) / result.statuses.length,
      unit: '%',
      bar: { atMost: 0 },
    },
  ]
}

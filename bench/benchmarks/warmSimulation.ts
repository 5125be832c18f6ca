import type { Benchmark, BenchSession, Figure } from '../benchmark'
import type { LoadPlan } from '../load/loadPlan'
import { askProbe } from '../probe/probe'
import { median, quantile } from '../quantile'
import { simulation } from '../requests'
import type { BenchWorld } from '../world/benchWorld'
import { cpuTime } from '../world/processUsage'
import { profileFigures } from './profileFigures'

const CONNECTIONS = 50
const BARS = { throughput: { atLeast: 0.8 }, p99: { atMost: 1.5 } } as const

interface Round {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Microseconds of the worker per request. */
  readonly cpu: number
}

/** P1: what an answer from memory costs more than the runtime itself. */
export const warmSimulation: Benchmark = {
  id: 'P1',
  title: `simulation, 1 line, no address, warm, c=${CONNECTIONS}, against a no-op in the same runtime`,
  run: async (session) => {
    const { quick, tell } = session
    const world = await session.world({ skus: 1_000 })
    const plans = await makePlans(world, quick ? 1.5 : 8)
    const rounds: { simulation: Round[]; noop: Round[] } = { simulation: [], noop: [] }
    // Both compiled and optimised before either counts.
    for (const plan of [plans.noop, plans.simulation]) await world.run({ ...plan, seconds: quick ? 2 : 5 })
    for (let round = 0; round < (quick ? 2 : 8); round++) {
      // Each goes first in every second round.
      const order = round % 2 === 0 ? (['noop', 'simulation'] as const) : (['simulation', 'noop'] as const)
      for (const name of order) {
        rounds[name].push(await oneRound(session, world, plans[name], `${name}-${round}`))
      }
      const [ours, bare] = [rounds.simulation[round]!, rounds.noop[round]!]
      tell(
        `round ${round + 1}: ${Math.round(ours.perSecond)} of ${Math.round(bare.perSecond)} req/s, ` +
          `p99 ${ours.p99.toFixed(1)} against ${bare.p99.toFixed(1)} ms`,
      )
    }
    await session.keep('rounds', rounds)
    return [...figures(rounds.simulation, rounds.noop), ...(await profileFigures(session, world, plans))]
  },
}

function figures(ours: readonly Round[], noop: readonly Round[]): Figure[] {
  const of = (rounds: readonly Round[], key: keyof Round) => median(rounds.map((round) => round[key]))
  // Of neighbours in time: what else the machine does hits both.
  const ratio = (key: keyof Round) => median(ours.map((round, index) => round[key] / noop[index]![key]))
  return [
    { what: 'throughput, against the no-op', value: ratio('perSecond'), unit: '×', bar: BARS.throughput },
    { what: '  simulation', value: of(ours, 'perSecond'), unit: 'req/s' },
    { what: '  no-op', value: of(noop, 'perSecond'), unit: 'req/s' },
    { what: 'p99, against the no-op', value: ratio('p99'), unit: '×', bar: BARS.p99 },
    { what: '  simulation', value: of(ours, 'p99'), unit: 'ms' },
    { what: '  no-op', value: of(noop, 'p99'), unit: 'ms' },
    { what: 'CPU of a request, against the no-op', value: ratio('cpu'), unit: '×' },
    { what: '  simulation', value: of(ours, 'cpu'), unit: 'µs CPU' },
    { what: '  no-op', value: of(noop, 'cpu'), unit: 'µs CPU' },
  ]
}

async function makePlans(world: BenchWorld, seconds: number): Promise<{ simulation: LoadPlan; noop: LoadPlan }> {
  const [seller] = world.sellers
  const { port } = world.worker
  const asked = simulation(seller!, { skus: [7] })
  const headers = seller!.direct('fulfillmentSimulation')
  const origin = `http://127.0.0.1:${port}`
  const response = await fetch(origin + asked.path, { method: 'POST', headers, body: asked.body })
  const text = await response.text()
  if (!response.ok) throw new Error(`The simulation answered ${response.status}: ${text}`)
  await askProbe(origin, 'setAnswer', { text }, seller!.direct('benchProbe'))
  const common = { port, connections: CONNECTIONS, most: Infinity, seconds }
  return {
    simulation: { ...common, headers: [headers], requests: [asked] },
    // The same request in every byte but the route's name: the runtime parses and prints the path too.
    noop: { ...common, headers: [seller!.direct('benchNoop')], requests: [asked] },
  }
}

async function oneRound(session: BenchSession, world: BenchWorld, plan: LoadPlan, name: string): Promise<Round> {
  const before = cpuTime(world.worker.pid)
  const result = await world.run(plan)
  const count = result.latencies.length
  const cpu = (cpuTime(world.worker.pid) - before) / count
  const failed = result.statuses.filter((status) => status !== 200).length
  if (failed > 0) throw new Error(`${failed} of ${count} answers of ${name} are no 200`)
  await session.keep(name, result)
  return {
    perSecond: count / result.seconds,
    p50: quantile(result.latencies, 0.5),
    p99: quantile(result.latencies, 0.99),
    cpu,
  }
}

import type { Benchmark, Figure } from '../benchmark'
import type { LoadPlan } from '../load/loadPlan'
import { median, quantile } from '../quantile'
import { numbers, postalCodeOf, simulation } from '../requests'
import type { BenchWorld } from '../world/benchWorld'
import { requireAnswers } from './requireAnswers'

const LINES = 50
const PARTNER_MS = 100
const OWN_MS = 60
const CONNECTIONS = 4
/** Every cart goes to another place and begins with another SKU: none can be answered from an earlier one. */
const CARTS = 10_000

interface Round {
  readonly p50: number
  readonly p99: number
  readonly noopP99: number
  readonly callsPerCart: number
}

/** P2: a cart with many lines is one question to the partner, and little time of our own. */
export const largeCart: Benchmark = {
  id: 'P2',
  title: `simulation, ${LINES} lines, with address, partner answers in ${PARTNER_MS} ms, c=${CONNECTIONS}`,
  run: async (session) => {
    const { quick, tell } = session
    const world = await session.world({ skus: 1_000 })
    await world.outside.call('behave', { kind: 'answer', delayMs: PARTNER_MS })
    const plan = cartPlan(world, quick ? 3 : 10)
    const noopPlan = { ...plan, headers: [world.sellers[0]!.direct('benchNoop')], seconds: quick ? 1 : 3 }
    for (const warmUp of [noopPlan, plan]) await world.run({ ...warmUp, seconds: quick ? 1 : 5 })
    const rounds: Round[] = []
    for (let round = 0; round < (quick ? 2 : 6); round++) {
      const bare = await world.run(noopPlan)
      await world.outside.call('takeCalls', undefined)
      // Each round goes on where the last one ended.
      const requests = plan.requests.slice(((round + 1) * CARTS) / 10)
      const result = await world.run({ ...plan, requests })
      requireAnswers(result)
      const { partner } = await world.outside.call('takeCalls', undefined)
      await session.keep(`round-${round}`, { result, partner })
      rounds.push({
        p50: quantile(result.latencies, 0.5),
        p99: quantile(result.latencies, 0.99),
        noopP99: quantile(bare.latencies, 0.99),
        callsPerCart: partner.total / result.latencies.length,
      })
      tell(`round ${round + 1}: p99 ${rounds.at(-1)!.p99.toFixed(1)} ms, ${partner.total} partner calls`)
    }
    return figures(rounds)
  },
}

function cartPlan(world: BenchWorld, seconds: number): LoadPlan {
  const [seller] = world.sellers
  return {
    port: world.worker.port,
    headers: [seller!.direct('fulfillmentSimulation')],
    requests: numbers(CARTS).map((n) =>
      simulation(seller!, { skus: numbers(LINES, n % 900), postalCode: postalCodeOf(n), quantity: 1 + (n % 7) }),
    ),
    connections: CONNECTIONS,
    most: Infinity,
    seconds,
  }
}

function figures(rounds: readonly Round[]): Figure[] {
  const of = (key: keyof Round) => median(rounds.map((round) => round[key]))
  return [
    { what: 'partner calls per simulation', value: of('callsPerCart'), unit: 'calls', bar: { exactly: 1 } },
    { what: 'p99', value: of('p99'), unit: 'ms', bar: { atMost: PARTNER_MS + OWN_MS } },
    { what: 'p50', value: of('p50'), unit: 'ms' },
    { what: 'p99 of the no-op with the same bodies', value: of('noopP99'), unit: 'ms' },
  ]
}

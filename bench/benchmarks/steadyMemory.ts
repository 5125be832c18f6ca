import type { Benchmark } from '../benchmark'
import type { LoadPlan, LoadResult } from '../load/loadPlan'
import { median } from '../quantile'
import { numbers, priceAt, simulation } from '../requests'
import type { BenchWorld } from '../world/benchWorld'
import { memoryDuring } from '../world/processUsage'
import { requireAnswers } from './requireAnswers'

const TENANTS = 20
const SKUS = 500
const CONNECTIONS = 50
/** Memory swings with each garbage collection: the last so many samples count together. */
const SAMPLES = 20

/** P7: caches are bounded, and one tenant's prices are never another's. */
export const steadyMemory: Benchmark = {
  id: 'P7',
  title: `memory after 100,000 and after 200,000 simulations of ${TENANTS * SKUS} SKUs in ${TENANTS} tenants`,
  run: async (session) => {
    const half = session.quick ? 5_000 : 100_000
    const world = await session.world({ tenants: TENANTS, skus: SKUS })
    const plan = { ...everySku(world), most: half }
    const first = await sampled(world, plan)
    session.tell(`${half} simulations: ${Math.round(first.settled)} MB`)
    const second = await sampled(world, plan)
    session.tell(`${2 * half} simulations: ${Math.round(second.settled)} MB`)
    await session.keep('memory', { first: first.samples, second: second.samples })
    return [
      {
        what: 'difference',
        value: (100 * Math.abs(second.settled - first.settled)) / first.settled,
        unit: '%',
        bar: { atMost: 5 },
      },
      { what: 'after the first half', value: first.settled, unit: 'MB' },
      { what: 'after both', value: second.settled, unit: 'MB' },
      {
        what: "another tenant's prices",
        value: first.wrongPrices + second.wrongPrices,
        unit: 'calls',
        bar: { exactly: 0 },
      },
      { what: 'throughput', value: (2 * half) / (first.seconds + second.seconds), unit: 'req/s' },
    ]
  },
}

/** Tenants by turns: the same SKU ids in each, at prices of its own. */
const everySku = (world: BenchWorld): LoadPlan => ({
  port: world.worker.port,
  headers: world.sellers.map((seller) => seller.direct('fulfillmentSimulation')),
  requests: numbers(SKUS).flatMap((n) =>
    world.sellers.map((seller, shop) => ({ ...simulation(seller, { skus: [n] }), by: shop, price: priceAt(shop, n) })),
  ),
  connections: CONNECTIONS,
  most: 0,
  seconds: 900,
})

/** Runs a plan; `settled`: megabytes at its end. */
async function sampled(world: BenchWorld, plan: LoadPlan) {
  let result: LoadResult | undefined
  const samples = await memoryDuring(world.worker.pid, async () => {
    result = await world.run(plan)
    requireAnswers(result)
  })
  const { seconds, wrongPrices } = result!
  return { samples, settled: median(samples.slice(-SAMPLES)), seconds, wrongPrices }
}

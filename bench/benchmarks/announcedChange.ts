import type { Benchmark, Figure } from '../benchmark'
import type { LoadPlan, LoadResult } from '../load/loadPlan'
import type { Calls } from '../outside/callCount'
import { skuOf } from '../outside/goods'
import { quantile } from '../quantile'
import { numbers, priceAt, simulation } from '../requests'
import { syncCatalog, until } from '../syncCatalog'
import { announceSkus } from '../webhook'
import type { BenchWorld } from '../world/benchWorld'
import { requireAnswers } from './requireAnswers'

const SKUS = 5_000
/** The document's limit for one webhook. */
const PER_WEBHOOK = 500
const CONNECTIONS = 20
const MOST_SECONDS = 600

/** P4 (a): the partner says that all its prices changed; whichever worker is asked afterwards knows the new ones. */
export const announcedChange: Benchmark = {
  id: 'P4a',
  title: `announced change of ${SKUS} SKUs, then ${SKUS} simulations over two workers`,
  run: async (session) => {
    const world = await session.world({ skus: SKUS, workers: 2 })
    const [seller] = world.sellers
    session.tell('first sync …')
    await syncCatalog(world, seller!, MOST_SECONDS)
    session.tell('both workers learn the old prices …')
    requireAnswers(await world.run(edgePlan(world, 0, 2)))

    await world.outside.call('takeCalls', undefined)
    await world.outside.call('reprice', { token: seller!.token, from: 0, to: SKUS })
    for (let first = 0; first < SKUS; first += PER_WEBHOOK) {
      await announceSkus(seller!, numbers(PER_WEBHOOK, first).map(skuOf))
    }
    const seconds = await until(
      world,
      MOST_SECONDS,
      async () => (await world.outside.call('progress', undefined)).repriced === SKUS,
    )
    const refresh = (await world.outside.call('takeCalls', undefined)).partner
    session.tell(`the marketplace was told of all after ${seconds.toFixed(1)} s, ${refresh.total} partner calls`)

    const result = await world.run(edgePlan(world, 1, 1))
    const live = (await world.outside.call('takeCalls', undefined)).partner
    await session.keep('result', { result, refresh, live, seconds })
    requireAnswers(result)
    return figures(result, refresh, live, seconds)
  },
}

const edgePlan = (world: BenchWorld, edition: number, times: number): LoadPlan => {
  const [seller] = world.sellers
  return {
    port: Number(new URL(seller!.edge).port),
    headers: [{ 'content-type': 'application/json' }],
    requests: numbers(SKUS * times).map((index) => {
      // Both workers get each SKU: the edge takes them by turns, so the second pass begins one further.
      const n = (index + Math.floor(index / SKUS)) % SKUS
      return { ...simulation(seller!, { skus: [n] }), price: priceAt(0, n, edition) }
    }),
    connections: CONNECTIONS,
    most: SKUS * times,
    seconds: 120,
  }
}

const figures = (result: LoadResult, refresh: Calls, live: Calls, seconds: number): Figure[] => [
  { what: 'partner calls to refresh', value: refresh.total, unit: 'calls', bar: { atMost: 60 } },
  { what: 'from the first webhook to the last notification', value: seconds, unit: 's' },
  { what: 'partner calls of the simulations', value: live.total, unit: 'calls', bar: { atMost: 50 } },
  { what: 'old prices', value: result.wrongPrices, unit: 'calls', bar: { exactly: 0 } },
  { what: 'slowest simulation', value: quantile(result.latencies, 1), unit: 'ms', bar: { atMost: 2_500 } },
]

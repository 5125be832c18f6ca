import type { Benchmark } from '../benchmark'
import { quantile } from '../quantile'
import { numbers, priceAt, simulation } from '../requests'
import { requireAnswers } from './requireAnswers'

const SKUS = 5_000
const CONNECTIONS = 50
const PARTNER_MS = 100

/** P4 (b): a whole catalogue is asked for and nothing is known: lookups of the same moment share a call. */
export const coldCatalog: Benchmark = {
  id: 'P4b',
  title: `${SKUS} simulations of as many unknown SKUs, one worker, partner answers in ${PARTNER_MS} ms, c=${CONNECTIONS}`,
  run: async (session) => {
    const world = await session.world({ skus: SKUS })
    const [seller] = world.sellers
    await world.outside.call('behave', { kind: 'answer', delayMs: PARTNER_MS })
    const result = await world.run({
      port: world.worker.port,
      headers: [seller!.direct('fulfillmentSimulation')],
      requests: numbers(SKUS).map((n) => ({ ...simulation(seller!, { skus: [n] }), price: priceAt(0, n) })),
      connections: CONNECTIONS,
      most: SKUS,
      seconds: 120,
    })
    const { partner } = await world.outside.call('takeCalls', undefined)
    await session.keep('result', { result, partner })
    requireAnswers(result)
    return [
      {
        what: 'simulations per partner call',
        value: result.latencies.length / partner.total,
        unit: 'calls',
        bar: { atLeast: 15 },
      },
      { what: 'partner calls', value: partner.total, unit: 'calls' },
      { what: 'slowest', value: quantile(result.latencies, 1), unit: 'ms', bar: { atMost: 2_500 } },
      { what: 'p50', value: quantile(result.latencies, 0.5), unit: 'ms' },
      { what: 'throughput', value: result.latencies.length / result.seconds, unit: 'req/s' },
      { what: 'wrong prices', value: result.wrongPrices, unit: 'calls', bar: { exactly: 0 } },
    ]
  },
}

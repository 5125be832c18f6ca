import { sampleShopper } from '../../sandbox/marketplace/sampleShopper'
import type { Benchmark } from '../benchmark'
import type { LoadRequest } from '../load/loadPlan'
import { skuOf } from '../outside/goods'
import { SHIPPING } from '../outside/shop'
import { takeWorkerCalls, type WorkerCalls } from '../probe/probe'
import { median, quantile } from '../quantile'
import { numbers, priceAt } from '../requests'
import type { BenchSeller } from '../world/benchWorld'
import { requireAnswers } from './requireAnswers'

const ORDERS = 20
const PARTNER_MS = 100
const SKUS = 500

/** P6: what placing an order costs beyond asking the partner. */
export const parallelPlacement: Benchmark = {
  id: 'P6',
  title: `placement, ${ORDERS} parallel distinct orders, partner answers in ${PARTNER_MS} ms`,
  run: async (session) => {
    const world = await session.world({ skus: SKUS })
    const [seller] = world.sellers
    await world.outside.call('behave', { kind: 'answer', delayMs: PARTNER_MS })
    const beyond: { p50: number; p99: number; stored: number }[] = []
    let orders = 0
    const rounds = session.quick ? 3 : 15
    // The first round warms up and does not count.
    for (let round = 0; round <= rounds; round++) {
      await world.outside.call('takeCalls', undefined)
      await takeWorkerCalls(world)
      const result = await world.run({
        port: world.worker.port,
        headers: [seller!.direct('orderPlacement')],
        requests: numbers(ORDERS).map(() => placement(seller!, orders++)),
        connections: ORDERS,
        most: ORDERS,
        seconds: 30,
      })
      requireAnswers(result)
      const { partner } = await world.outside.call('takeCalls', undefined)
      const calls = await takeWorkerCalls(world)
      await session.keep(`round-${round}`, { result, partner, calls })
      if (round === 0) continue
      // Calls of one order come one after the other, whatever other orders share with it.
      const own = PARTNER_MS * Object.keys(partner.byKind).length
      beyond.push({
        p50: quantile(result.latencies, 0.5) - own,
        p99: quantile(result.latencies, 0.99) - own,
        stored: storageCalls(calls) / ORDERS,
      })
      session.tell(
        `round ${round}: p50 ${beyond.at(-1)!.p50.toFixed(1)} ms beyond, calls ${JSON.stringify(calls.byKind)}`,
      )
    }
    return [
      {
        what: "p50 beyond the partner's own calls",
        value: median(beyond.map(({ p50 }) => p50)),
        unit: 'ms',
        bar: { atMost: 80 },
      },
      { what: 'p99 beyond them', value: median(beyond.map(({ p99 }) => p99)), unit: 'ms' },
      { what: 'VBase calls per order', value: median(beyond.map(({ stored }) => stored)), unit: 'calls' },
    ]
  },
}

const storageCalls = ({ byKind }: WorkerCalls) =>
  Object.entries(byKind).reduce((sum, [kind, count]) => sum + (kind.startsWith('vbase') ? count : 0), 0)

const FIRST_ORDER_GROUP = 1_700_000_000_000

/** A paid-later order of one line (PROTOCOL §6.1). */
function placement({ account, base, sellerId }: BenchSeller, index: number): LoadRequest {
  const n = index % SKUS
  const price = priceAt(0, n)
  const orderGroup = String(FIRST_ORDER_GROUP + index)
  const { address, clientProfileData } = sampleShopper
  const order = {
    marketplaceOrderId: `${orderGroup}-01`,
    marketplaceOrderGroup: orderGroup,
    marketplaceServicesEndpoint: `http://oms.vtexinternal.com.br/api/oms?an=${account}`,
    marketplacePaymentValue: price + SHIPPING.price,
    items: [
      { id: skuOf(n), quantity: 1, seller: sellerId, price, priceTags: [], measurementUnit: 'un', unitMultiplier: 1 },
    ],
    clientProfileData,
    shippingData: {
      address,
      logisticsInfo: [
        {
          itemIndex: 0,
          selectedSla: SHIPPING.id,
          selectedDeliveryChannel: SHIPPING.channel,
          addressId: address.addressId,
          lockTTL: '8d',
          shippingEstimate: SHIPPING.estimate,
          price: SHIPPING.price,
          deliveryWindow: null,
        },
      ],
    },
    paymentData: null,
    allowMultipleDeliveries: false,
  }
  return { path: `${base}/pvt/orders`, body: JSON.stringify([order]) }
}

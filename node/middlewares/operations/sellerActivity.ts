import type { ConnectorContext } from '../../typings/context'
import { recentSimulations } from '../fulfillmentSimulation/recentSimulations'

/** What the connector did for a seller outside its orders: registration, catalog, looks at open orders, simulations. */
export async function sellerActivity(ctx: ConnectorContext) {
  const { seller, activity, catalog } = ctx.state.work
  const [calls, run, rows] = await Promise.all([activity.read(), catalog.run(), catalog.allRows()])
  const skus = Object.entries(rows).map(([sku, { state, reason, at }]) => ({
    sku,
    state,
    at,
    ...(reason ? { reason } : {}),
  }))
  const { schemaVersion: _version, leaseUntil: _lease, cursor: _cursor, ...progress } = run
  ctx.status = 200
  ctx.body = {
    sellerId: seller.sellerId,
    calls: calls.entries,
    droppedCalls: calls.dropped,
    catalog: {
      ...progress,
      states: {
        bound: skus.filter(({ state }) => state === 'bound').length,
        suggested: skus.filter(({ state }) => state === 'suggested').length,
        skipped: skus.filter(({ state }) => state === 'skipped').length,
      },
      skipped: skus.filter(({ state }) => state === 'skipped'),
    },
    // In memory of the replica that answers, since its start.
    simulations: recentSimulations(ctx.vtex, seller.sellerId),
  }
}

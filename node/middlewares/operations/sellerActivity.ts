import { progressOf } from '../../domain/catalog/progress'
import type { ConnectorContext } from '../../typings/context'
import { recentSimulations } from '../fulfillmentSimulation/recentSimulations'
import { listSkus } from './catalog/catalogSkus'

/** What the connector did for a seller outside its orders: registration, catalog, looks at open orders, simulations. */
export async function sellerActivity(ctx: ConnectorContext) {
  const { clock, work } = ctx.state
  const { seller, activity, catalog } = work
  const [calls, run] = await Promise.all([activity.read(), catalog.run()])
  const { bound = 0, skipped = 0, suggested = 0, ...others } = run.states ?? {}
  ctx.status = 200
  ctx.body = {
    sellerId: seller.sellerId,
    calls: calls.entries,
    droppedCalls: calls.dropped,
    catalog: {
      ...progressOf(run, clock.now(), seller.active),
      states: { bound, suggested, skipped, ...others },
      // The first of them; all are in the list of SKUs.
      skipped: skipped > 0 ? (await listSkus(work, 'skipped')).skus : [],
    },
    // In memory of the replica that answers, since its start.
    simulations: recentSimulations(ctx.vtex, seller.sellerId),
  }
}

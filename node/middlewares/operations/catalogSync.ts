import { announceSync } from '../../events/catalog/announceSync'
import { startCatalogRun } from '../../events/catalog/continueCatalogRun'
import type { ConnectorContext } from '../../typings/context'

/** Starts a sync of the whole catalogue, or says how far the one under way has come. Work goes on after the answer. */
export async function catalogSync(ctx: ConnectorContext) {
  const { work } = ctx.state
  const run = await startCatalogRun(work)
  await announceSync(ctx, work.seller.sellerId)
  ctx.status = 202
  ctx.body = { sellerId: work.seller.sellerId, state: run.state, startedAt: run.startedAt, counts: run.counts }
}

import { RUN_KINDS, type RunKind } from '../../../domain/catalog/catalogRun'
import { progressOf } from '../../../domain/catalog/progress'
import { announceSync } from '../../../events/ownEvents'
import { startCatalogRun, stopCatalogRun } from '../../../events/catalog/startCatalogRun'
import type { ConnectorContext } from '../../../typings/context'

/** What the operator may send along. */
export interface CatalogSyncBody {
  /** Absent: `full`. */
  readonly kind?: RunKind | null
}

export const catalogSyncBodySchema = {
  type: 'object',
  properties: { kind: { enum: [...RUN_KINDS, null] } },
} as const

/** Starts a run, or says how far the one under way has come. Work goes on after the answer. */
export async function catalogSync(ctx: ConnectorContext<CatalogSyncBody>) {
  const { body, clock, work } = ctx.state
  const run = await startCatalogRun(work, body.kind ?? 'full')
  // Whether the marketplace has the seller paused is asked anew for an operator who just changed it.
  await work.sellerStatus.isPaused(work.seller.sellerId, true)
  await work.activity.append(work.log.drain())
  await announceSync(ctx, work.seller.sellerId)
  ctx.status = 202
  ctx.body = { sellerId: work.seller.sellerId, ...progressOf(run, clock.now(), work.seller.active) }
}

/** Ends the run under way; what was told stays told, and the schedule goes on. */
export async function stopCatalogSync(ctx: ConnectorContext) {
  const { clock, work } = ctx.state
  const run = await stopCatalogRun(work)
  ctx.status = 200
  ctx.body = { sellerId: work.seller.sellerId, ...progressOf(run, clock.now(), work.seller.active) }
}

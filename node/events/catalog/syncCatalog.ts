import { openEventWork } from '../openEventWork'
import type { ConnectorEvent } from '../../typings/context'
import { announceHints, announceSync, type SellerEvent } from '../ownEvents'
import { catalogRound } from './catalogRound'

const WORKING_MS = 10_000

/**
 * One slice of a seller's catalogue work; asks for the next one itself, and for a look at the hints of a run that is over.
 * A lost event is made good by the sweeper.
 */
export async function syncCatalog(ctx: ConnectorEvent): Promise<void> {
  const { sellerId } = ctx.body as SellerEvent
  const work = await openEventWork(ctx, sellerId)
  if (!work) return
  if (await catalogRound(ctx, work, work.clock.now() + WORKING_MS)) return announceSync(ctx, sellerId)
  const { recent = [] } = await work.catalog.run()
  if (recent[0]?.counts.hinted) await announceHints(ctx, sellerId)
}

import type { ConnectorEvent } from '../../typings/context'
import { openEventWork } from '../openEventWork'
import { announceHints, announceSync, type SellerEvent } from '../ownEvents'
import { catalogRound } from './catalogRound'

const WORKING_MS = 10_000

/** One slice of a seller's catalogue work; asks for the next one itself. A lost event is made good by the sweeper. */
export async function syncCatalog(ctx: ConnectorEvent): Promise<void> {
  const { sellerId } = ctx.body as SellerEvent
  const work = await openEventWork(ctx, sellerId)
  if (!work) return
  const goesOn = await catalogRound(ctx, work, work.clock.now() + WORKING_MS)
  if (goesOn) await announceSync(ctx, sellerId)
  else if ((await work.hints.waiting()).length > 0) await announceHints(ctx, sellerId)
}

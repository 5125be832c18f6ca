import type { ConnectorEvent } from '../../typings/context'
import { openEventWork } from '../openEventWork'
import { announceHints, announceSync, type SellerEvent } from '../ownEvents'
import { catalogRound } from './catalogRound'

const WORKING_MS = 10_000
/** Many changed SKUs cost the record store little more than a few: they gather until a run ends, or the sweeper comes. */
const WORTH_AN_EVENT = 200

/** One slice of a seller's catalogue work; asks for the next one itself. A lost event is made good by the sweeper. */
export async function syncCatalog(ctx: ConnectorEvent): Promise<void> {
  const { sellerId } = ctx.body as SellerEvent
  const work = await openEventWork(ctx, sellerId)
  if (!work) return
  const goesOn = await catalogRound(ctx, work, work.clock.now() + WORKING_MS)
  const waiting = (await work.hints.waiting()).length
  if (waiting >= (goesOn ? WORTH_AN_EVENT : 1)) await announceHints(ctx, sellerId)
  if (goesOn) await announceSync(ctx, sellerId)
}

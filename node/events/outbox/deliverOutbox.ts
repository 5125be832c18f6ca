import { marketplaceOrderId } from '../../domain/ids'
import type { ConnectorEvent } from '../../typings/context'
import type { DeliverOutbox } from '../ownEvents'
import { openEventWork } from '../openEventWork'
import { deliverOwed } from './deliverOwed'

const WORKING_MS = 15_000

/** Does what an order owes right after it was decided. Twice, late or never: the outcome is the same (DESIGN D8). */
export async function deliverOutbox(ctx: ConnectorEvent): Promise<void> {
  const { sellerId, marketplaceOrderId: id } = ctx.body as DeliverOutbox
  const work = await openEventWork(ctx, sellerId)
  if (work && typeof id === 'string') await deliverOwed(work, marketplaceOrderId(id), work.clock.now() + WORKING_MS)
}

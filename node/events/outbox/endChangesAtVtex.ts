import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceRejected, TryAgainLater } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { OrderModification } from '../../typings/orderModification'
import { REASON } from './cancelChange'

/** How often a change may get another id between the look and its cancellation. */
const MOST_LOOKS = 3
const LOOK_AGAIN_S = 30

/**
 * Clears the way at VTEX for what must not cross a change (PROTOCOL §16). VTEX may have one under way that we cannot name,
 * or never heard of: the call that told it was lost, or our answer with its id. So VTEX is asked, and what it shows is
 * canceled. Repeatable.
 * @param deadlineAt milliseconds of the clock; without it each call has the usual time
 * @throws TryAgainLater when a change is still under way; MarketplaceUnavailable when VTEX cannot say
 */
export async function endChangesAtVtex(
  work: SellerWork,
  order: MarketplaceOrderId,
  deadlineAt?: number,
): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const open = await underWay(work, order, deadlineAt)
    if (open.length === 0) return
    // One that is refused ended meanwhile, or has another id: the next look tells.
    for (const id of open) await work.orderChanges.cancel(order, id, REASON, deadlineAt).catch(unlessRejected)
  }
  throw new TryAgainLater('VTEX has a change of the order under way', LOOK_AGAIN_S)
}

/** Ids of the changes that have no end yet. An account without the order system has none. */
async function underWay(
  { orderChanges }: SellerWork,
  order: MarketplaceOrderId,
  deadlineAt?: number,
): Promise<string[]> {
  const open: string[] = []
  for (const listed of (await orderChanges.list(order, deadlineAt).catch(unlessRejected)) ?? []) {
    const { requestId } = listed
    if (!requestId) continue
    // No document promises that the list says how a change stands.
    const shown = listed.status ? listed : await orderChanges.read(order, requestId, deadlineAt).catch(unlessRejected)
    if (shown && !hasEnded(shown)) open.push(requestId)
  }
  return open
}

const hasEnded = ({ inProgress, status }: OrderModification) =>
  status ? status === 'done' || status === 'canceled' : inProgress !== true

function unlessRejected(error: unknown): undefined {
  if (!(error instanceof MarketplaceRejected)) throw error
}

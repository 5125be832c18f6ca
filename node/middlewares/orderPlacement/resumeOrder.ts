import { TryAgainLater } from '../../domain/errors'
import { isSameOrder } from '../../domain/orders/placement/isSameOrder'
import { intentRecord, placedRecord, placementStanding } from '../../domain/orders/placement/newOrderRecord'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import type { PlacementJob } from './placementJob'

/**
 * Takes over a placement that failed or was abandoned. An abandoned one may have reached the partner: it is asked before
 * anything is done again (DESIGN D7 d).
 * @returns the placed order when the partner has it; undefined when the order is ours to place
 * @throws TryAgainLater when somebody else was faster
 */
export async function resumeOrder(job: PlacementJob, found: OrderRecord): Promise<OrderRecord | undefined> {
  const { work, order, claimId, contentHash, leaseMs } = job
  const id = order.marketplaceOrderId
  const { sellerId, currency } = work.seller
  await work.orders.update(id, (current) => {
    if (current.claimId !== found.claimId || current.state !== found.state) {
      throw new TryAgainLater('The same order is being placed by another call', 2)
    }
    return intentRecord(
      order,
      { sellerId, currency, claimId, contentHash, now: work.clock.now(), leaseMs },
      [],
      current,
    )
  })
  await work.claims.noteRecorded(id, claimId, contentHash)
  if (placementStanding(found, work.clock.now()) === 'failed') return undefined

  const atPartner = await work.partner.findOrder(id, { deadlineAt: job.deadlineAt })
  // Another order under our reference is found and refused when the partner is asked to create ours.
  if (!atPartner || atPartner.state === 'canceled' || !isSameOrder(order, atPartner)) return undefined
  const calls = work.log.drain()
  return work.orders.update(id, (current) => {
    if (current.claimId !== claimId) throw new TryAgainLater('The order was taken over by another call', 2)
    const placed = placedRecord(current, { id: atPartner.partnerId, number: atPartner.partnerNumber })
    return { ...placed, timeline: appendTimeline(placed.timeline, calls) }
  })
}

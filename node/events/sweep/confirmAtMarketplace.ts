import { randomUUID } from 'crypto'

import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceUnavailable } from '../../domain/errors'
import { canceledAtMarketplace } from '../../domain/orders/cancellation'
import { confirmationAt } from '../../domain/orders/dueMinute'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import { payability } from '../../domain/orders/payable'

/**
 * Asks OMS once whether it has an order that was placed a while ago: the answer of the placement may have been lost on
 * its way, and then nobody will ever pay or cancel it. Shown: kept. Canceled, or not shown twice: canceled at the
 * partner too, and its stock given back.
 */
export async function confirmAtMarketplace(
  work: SellerWork,
  record: OrderRecord | undefined,
): Promise<OrderRecord | undefined> {
  const now = work.clock.now()
  const askAt = record && confirmationAt(record)
  if (!record || askAt === undefined || askAt > now) return record
  const id = record.marketplaceOrderId
  const standing = await standingOf(work, record)
  if (!standing) return record
  const calls = work.log.drain()
  const at = new Date(now).toISOString()
  return work.orders.update(id, (current) => {
    if (confirmationAt(current) === undefined) return undefined
    const timed = { ...current, timeline: appendTimeline(current.timeline, calls) }
    if (standing === 'payable' || standing === 'notYet') return { ...timed, confirmedAt: at }
    if (standing === 'canceled')
      return canceledAtMarketplace(timed, randomUUID(), now, 'it shows the order as canceled')
    if (!current.missedAt) return { ...timed, missedAt: at }
    return canceledAtMarketplace(timed, randomUUID(), now, 'it does not have the order, so nobody will ever pay it')
  })
}

async function standingOf(work: SellerWork, record: OrderRecord) {
  try {
    return payability(await work.marketplaceOrders.readOrder(record.marketplaceOrderId), record.sellerId)
  } catch (error) {
    // Asked again by the next sweep.
    if (error instanceof MarketplaceUnavailable) return undefined
    throw error
  }
}

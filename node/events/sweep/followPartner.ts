import type { SellerWork } from '../../clients/sellerWork'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { PartnerOrderUpdate } from '../../domain/orders/partnerOrder'
import { withPartnerUpdate } from '../../domain/orders/partnerUpdate'
import { stepBudget } from '../outbox/partnerBudget'

const BATCH = 50
const LOOK_MS = 10_000

/**
 * Asks the partner about open orders, in batches, and owes the marketplace what is new. Polled by reference: a changed-
 * since cursor misses shipments at real shops (PARTNERS trap 6).
 * @returns the orders that owe something new
 */
export async function followPartner(work: SellerWork, open: readonly OrderRecord[]): Promise<MarketplaceOrderId[]> {
  const changed: MarketplaceOrderId[] = []
  for (let first = 0; first < open.length; first += BATCH) {
    const batch = open.slice(first, first + BATCH).map(({ marketplaceOrderId }) => marketplaceOrderId)
    const updates = await work.partner.orderUpdates(batch, stepBudget(work, work.clock.now() + LOOK_MS))
    for (const update of updates) if (await applyUpdate(work, update)) changed.push(update.reference)
  }
  return changed
}

/** @returns whether the order owes something new */
export async function applyUpdate(work: SellerWork, update: PartnerOrderUpdate): Promise<boolean> {
  let news = false
  await work.orders.update(update.reference, (record) => {
    const next = withPartnerUpdate(record, update, work.clock.now())
    news = next !== undefined
    return next
  })
  return news
}

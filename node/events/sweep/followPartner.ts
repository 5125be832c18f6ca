import { randomUUID } from 'crypto'

import { fingerprint } from '../../clients/fingerprint'
import type { SellerWork } from '../../clients/sellerWork'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { PartnerOrderUpdate } from '../../domain/orders/partnerOrder'
import { withPartnerUpdate } from '../../domain/orders/partnerUpdate'
import { stepBudget } from '../outbox/partnerBudget'

const BATCH = 50
const LOOK_MS = 10_000

/**
 * Asks the partner about some orders, in batches, and owes the marketplace what is new. Polled by reference: a changed-
 * since cursor misses shipments at real shops (PARTNERS trap 6).
 * @returns the orders that owe something new
 */
export async function followPartner(
  work: SellerWork,
  ids: readonly MarketplaceOrderId[],
): Promise<MarketplaceOrderId[]> {
  const changed: MarketplaceOrderId[] = []
  for (let first = 0; first < ids.length; first += BATCH) {
    for (const update of await askPartner(work, ids.slice(first, first + BATCH))) {
      if (await applyUpdate(work, update)) changed.push(update.reference)
    }
  }
  return changed
}

/** @param ids at most 50 */
export const askPartner = (work: SellerWork, ids: readonly MarketplaceOrderId[]): Promise<PartnerOrderUpdate[]> =>
  work.partner.orderUpdates([...ids], stepBudget(work, work.clock.now() + LOOK_MS))

/** @returns whether the order owes something new */
export async function applyUpdate(work: SellerWork, update: PartnerOrderUpdate): Promise<boolean> {
  let news = false
  await work.orders.update(update.reference, (record) => {
    const next = withPartnerUpdate(record, update, work.clock.now(), randomUUID())
    news = next !== undefined
    return next
  })
  return news
}

/** Sixteen characters tell two answers of a partner about one order apart. */
export const printOf = (update: PartnerOrderUpdate): string => fingerprint(JSON.stringify(update)).slice(0, 16)

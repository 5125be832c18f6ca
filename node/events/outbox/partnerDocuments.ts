import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { PartnerUnavailable } from '../../domain/errors'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { renumbered } from '../../domain/orders/tracking/parcelNews'
import type { PartnerOrderUpdate } from '../../domain/orders/partnerOrder'

/**
 * Reads again from the partner what is about to be sent: records hold references, never documents (DESIGN D10).
 * @throws PartnerUnavailable when the partner does not show the order now
 */
export async function partnerDocuments(
  work: SellerWork,
  record: OrderRecord,
  budget: CallBudget,
): Promise<PartnerOrderUpdate> {
  const [update] = await work.partner.orderUpdates([record.marketplaceOrderId], budget)
  if (!update) throw new PartnerUnavailable('The partner does not show this order at the moment')
  return { ...update, packages: renumbered(record, update.packages) }
}

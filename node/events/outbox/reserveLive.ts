import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import type { SellerSkuId } from '../../domain/ids'
import { sellableBySku } from '../../domain/offers/simulate'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { reservationRows } from '../../domain/reservations/reservationRows'

/**
 * Holds units for an order that exists, against the partner's stock of this moment (DESIGN D16).
 * @returns the SKU that falls short
 */
export async function reserveLive(
  { clock, partner, reservations, seller }: SellerWork,
  { claimId, marketplaceOrderId: order, salesChannel }: OrderRecord,
  lines: readonly { readonly sku: SellerSkuId; readonly quantity: number }[],
  heldMs: number,
  budget: CallBudget,
): Promise<SellerSkuId | undefined> {
  const { offers } = await partner.quote({ lines, ...(salesChannel ? { salesChannel } : {}) }, budget)
  const rows = reservationRows(lines, { order, claimId, now: clock.now(), heldMs })
  return reservations.reserve(rows, sellableBySku(offers, seller.safetyStock))
}

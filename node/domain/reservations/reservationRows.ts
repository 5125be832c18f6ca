import type { MarketplaceOrderId, SellerSkuId } from '../ids'
import type { ReservationRow } from './reservationShard'

export interface ReservationWish {
  readonly order: MarketplaceOrderId
  readonly claimId: string
  /** Ms since the epoch. */
  readonly now: number
  /** How long the units are held, in ms. */
  readonly heldMs: number
}

/** What an order asks the connector to hold; one row per SKU (DESIGN D16). */
export function reservationRows(
  lines: readonly { readonly sku: SellerSkuId; readonly quantity: number }[],
  { claimId, heldMs, now, order }: ReservationWish,
): ReservationRow[] {
  const takenAt = new Date(now).toISOString()
  const expiresAt = new Date(now + heldMs).toISOString()
  return lines.map(({ sku, quantity }) => ({ sku, quantity, order, claimId, takenAt, expiresAt }))
}

import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import type { SellerSkuId } from '../../domain/ids'
import { sellableUnits } from '../../domain/offers/simulate'
import { unitsOf } from '../../domain/orders/changes/orderChange'
import type { OrderLine, OrderRecord } from '../../domain/orders/orderRecord'

/** Longer than the partner needs to take the change and to count it in its own stock. */
const HELD_MS = 10 * 60_000

/**
 * Holds the units a change adds, where the connector keeps the reservations, until the partner counts them (DESIGN D16).
 * What the order had before is the partner's since its authorization.
 * @returns the SKU that falls short
 */
export async function reserveGrowth(
  { clock, partner, reservations, seller }: SellerWork,
  { claimId, lines: before, marketplaceOrderId, salesChannel }: OrderRecord,
  after: readonly OrderLine[],
  budget: CallBudget,
): Promise<SellerSkuId | undefined> {
  const had = unitsOf(before)
  const growth = [...unitsOf(after)]
    .map(([sku, quantity]) => ({ sku, quantity: quantity - (had.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
  if (partner.capabilities.reserves || growth.length === 0) return undefined
  const { offers } = await partner.quote({ lines: growth, ...(salesChannel ? { salesChannel } : {}) }, budget)
  const rules = { reserved: new Map<string, number>(), safetyStock: seller.safetyStock }
  const sellable = new Map(
    offers.map((offer) => [offer.sku as string, offer.sold ? sellableUnits(offer.stock, offer.sku, rules) : 0]),
  )
  const now = clock.now()
  const takenAt = new Date(now).toISOString()
  const expiresAt = new Date(now + HELD_MS).toISOString()
  return reservations.reserve(
    growth.map((row) => ({ ...row, order: marketplaceOrderId, claimId, takenAt, expiresAt })),
    sellable,
  )
}

import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import type { SellerSkuId } from '../../domain/ids'
import { unitsOf } from '../../domain/orders/changes/orderChange'
import type { OrderLine, OrderRecord } from '../../domain/orders/orderRecord'
import { reserveLive } from './reserveLive'

/** Longer than the partner needs to take the change and to count it in its own stock. */
const HELD_MS = 10 * 60_000

/**
 * Holds the units a change adds, where the connector keeps the reservations, until the partner counts them (DESIGN D16).
 * What the order had before is the partner's since its authorization.
 * @returns the SKU that falls short
 */
export async function reserveGrowth(
  work: SellerWork,
  record: OrderRecord,
  after: readonly OrderLine[],
  budget: CallBudget,
): Promise<SellerSkuId | undefined> {
  const had = unitsOf(record.lines)
  const growth = [...unitsOf(after)]
    .map(([sku, quantity]) => ({ sku, quantity: quantity - (had.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0)
  if (work.partner.capabilities.reserves || growth.length === 0) return undefined
  return reserveLive(work, record, growth, HELD_MS, budget)
}

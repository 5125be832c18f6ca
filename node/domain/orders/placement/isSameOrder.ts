import { distinctSkus } from '../../offers/distinctSkus'
import type { PartnerOrder } from '../partnerOrder'
import type { PlacementOrder } from './placementOrder'

/**
 * Whether an order the partner already has under our reference is the one that is being placed. Two marketplaces that
 * sell from one shop without different prefixes may give out the same id.
 */
export function isSameOrder(order: PlacementOrder, { goods }: PartnerOrder): boolean {
  if (!goods) return true
  const text = (lines: Parameters<typeof distinctSkus>[0]) =>
    JSON.stringify(distinctSkus(lines).sort((a, b) => a.sku.localeCompare(b.sku)))
  return text(order.lines) === text(goods)
}

import type { SellerSkuId } from '../ids'
import type { SimulatedLine } from './simulate'

/** One row per SKU with the quantity wanted over all lines: what a partner is asked in one call. */
export function distinctSkus(lines: readonly SimulatedLine[]): { sku: SellerSkuId; quantity: number }[] {
  if (lines.length === 1) return [{ sku: lines[0].sku, quantity: lines[0].quantity }]
  const wanted = new Map<SellerSkuId, number>()
  for (const line of lines) wanted.set(line.sku, (wanted.get(line.sku) ?? 0) + line.quantity)
  return [...wanted].map(([sku, quantity]) => ({ sku, quantity }))
}

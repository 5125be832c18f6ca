import type { Shop } from '../shop'

export interface SkuRow {
  readonly position: number
  readonly sku: string
  readonly productId: number
  readonly name: string
  readonly options: string
  readonly ean: string | null
  readonly weightGrams: number | null
  readonly lengthMm: number | null
  readonly widthMm: number | null
  readonly heightMm: number | null
  readonly color: string | null
  readonly active: number
  /** JSON, as `attachments` is. */
  readonly services: string | null
  readonly attachments: string | null
}

export const skuRow = (shop: Shop, sku: string): SkuRow | undefined =>
  shop.db.first<SkuRow>('SELECT * FROM skus WHERE sku = ?', [sku])

/** The SKU, unless it is not sold: unknown, or taken off sale. */
export function soldSku(shop: Shop, sku: string): SkuRow | undefined {
  const row = skuRow(shop, sku)
  return row?.active ? row : undefined
}

import { priceOf } from '../shelf/prices'
import type { SkuRow } from '../shelf/skus'
import { freeStock } from '../shelf/stock'
import type { Shop } from '../shop'

interface ProductRow {
  readonly id: number
  readonly name: string
  readonly description: string | null
  readonly brand: string | null
  readonly categoryPath: string
  readonly specifications: string
}

/** One SKU as the marketplace's catalogue wants it, with its price and stock of this moment. */
export function catalogItem(shop: Shop, row: SkuRow) {
  const product = shop.db.first<ProductRow>('SELECT * FROM products WHERE id = ?', [row.productId])!
  return {
    sku: row.sku,
    productId: String(product.id),
    productName: product.name,
    skuName: row.name,
    description: product.description,
    brand: product.brand,
    categoryPath: JSON.parse(product.categoryPath) as string[],
    eans: row.ean === null ? [] : [row.ean],
    refId: row.sku,
    images: [{ url: `${shop.publicOrigin}/images/${encodeURIComponent(row.sku)}.png`, name: row.name }],
    dimensions: {
      heightCm: centimetres(row.heightMm),
      widthCm: centimetres(row.widthMm),
      lengthCm: centimetres(row.lengthMm),
      weightGrams: row.weightGrams,
    },
    skuSpecifications: Object.entries(JSON.parse(row.options) as Record<string, string>).map(([name, value]) => ({
      name,
      values: [value],
    })),
    productSpecifications: Object.entries(JSON.parse(product.specifications) as Record<string, string[]>).map(
      ([name, values]) => ({ name, values }),
    ),
    active: row.active === 1,
    ...priceOf(shop, row.sku, undefined),
    stock: freeStock(shop, row.sku),
  }
}

const centimetres = (millimetres: number | null) => (millimetres === null ? null : millimetres / 10)

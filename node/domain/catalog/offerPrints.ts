import type { CatalogItem } from './catalogItem'

/** Texts whose hashes tell what changed about an SKU: each kind has its own notification (DESIGN D13). */
export const printsOf = (item: CatalogItem) => ({
  content: JSON.stringify([
    item.productId,
    item.productName,
    item.skuName,
    item.description ?? '',
    item.brand ?? '',
    item.categoryPath,
    item.eans,
    item.refId ?? '',
    item.images,
    [item.heightCm, item.widthCm, item.lengthCm, item.weightGrams],
    item.skuSpecifications,
    item.productSpecifications,
    [item.measurementUnit, item.unitMultiplier, item.active],
  ]),
  price: JSON.stringify([item.currency, item.price ?? null, item.listPrice ?? null]),
  stock: JSON.stringify([item.active ? item.stock : 0]),
})

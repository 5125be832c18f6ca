import type { CurrencyCode } from '../money'
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
  price: pricePrint(item.currency, item),
  stock: stockPrint(item.active ? item.stock : 0),
})

/** The same for an item of the catalogue and for an offer: a change is told once, whoever sees it first. */
export const pricePrint = (currency: CurrencyCode, { price, listPrice }: Pick<CatalogItem, 'price' | 'listPrice'>) =>
  JSON.stringify([currency, price ?? null, listPrice ?? null])

/** @param units that can be sold; 0 for what is not sold */
export const stockPrint = (units: number) => JSON.stringify([units])

import type { CurrencyCode } from '../money'
import type { CatalogItem } from './catalogItem'

/**
 * Text whose hash tells whether what the marketplace was told about an SKU changed (DESIGN D13). Brand and category are
 * those the mapping tables give, so that a pending suggestion is renewed when its mapping changes.
 */
export const contentPrint = (item: CatalogItem, names: { readonly brand: string; readonly category: string }) =>
  JSON.stringify([
    item.productId,
    item.productName,
    item.skuName,
    item.description ?? '',
    names.brand,
    names.category,
    item.eans,
    item.refId ?? '',
    item.images,
    [item.heightCm, item.widthCm, item.lengthCm, item.weightGrams],
    item.skuSpecifications,
    item.productSpecifications,
    [item.measurementUnit, item.unitMultiplier, item.active],
  ])

/** The same for an item of the catalogue and for an offer: a change is told once, whoever sees it first. */
export const pricePrint = (currency: CurrencyCode, { price, listPrice }: Pick<CatalogItem, 'price' | 'listPrice'>) =>
  JSON.stringify([currency, price ?? null, listPrice ?? null])

/** @param units that can be sold; 0 for what is not sold */
export const stockPrint = (units: number) => JSON.stringify([units])

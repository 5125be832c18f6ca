import type { CatalogItem } from '../../../domain/catalog/catalogItem'
import { fromOwnMinorUnit } from '../../../domain/currency'
import { sellerSkuId } from '../../../domain/ids'
import type { CurrencyCode } from '../../../domain/money'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget, CatalogPage } from '../partner'
import type { Schemas } from './answerChecks'
import { isPresent, requireCurrency, stockOf } from './offers'
import { LIST_CATALOG_ITEMS } from './operations'
import { unusable, type SellerApi } from './sellerApi'

const PAGE_SIZE = 100

export async function catalogPage(
  api: SellerApi,
  seller: SellerSettings,
  cursor: string | undefined,
  budget: CallBudget,
): Promise<CatalogPage> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(cursor ? { cursor } : {}) })
  const reply = await api.call(LIST_CATALOG_ITEMS, { path: `/catalog/items?${query}`, budget })
  const { answer } = reply as { answer: Schemas['CatalogPage'] }
  requireCurrency(LIST_CATALOG_ITEMS, answer.currency, seller.currency)
  if (answer.nextCursor && answer.nextCursor === cursor) {
    throw unusable(LIST_CATALOG_ITEMS, '/nextCursor', 'is the cursor that was asked for: the catalogue would never end')
  }
  return {
    items: answer.items.map((item) => catalogItem(item, seller.currency)),
    ...(answer.nextCursor ? { next: answer.nextCursor } : {}),
  }
}

function catalogItem(item: Schemas['CatalogItem'], currency: CurrencyCode): CatalogItem {
  const { dimensions } = item
  return {
    sku: sellerSkuId(item.sku),
    productId: item.productId,
    productName: item.productName,
    skuName: item.skuName,
    ...present('description', item.description),
    ...present('brand', item.brand),
    categoryPath: item.categoryPath ?? [],
    eans: item.eans ?? [],
    ...present('refId', item.refId),
    images: (item.images ?? []).map(({ url, name }, index) => ({ url, name: name ?? String(index + 1) })),
    ...present('heightCm', dimensions?.heightCm),
    ...present('widthCm', dimensions?.widthCm),
    ...present('lengthCm', dimensions?.lengthCm),
    ...present('weightGrams', dimensions?.weightGrams),
    skuSpecifications: item.skuSpecifications ?? [],
    productSpecifications: item.productSpecifications ?? [],
    ...present('measurementUnit', item.measurementUnit),
    ...present('unitMultiplier', item.unitMultiplier),
    active: item.active,
    currency,
    ...(isPresent(item.price) ? { price: fromOwnMinorUnit(item.price, currency) } : {}),
    ...(isPresent(item.listPrice) ? { listPrice: fromOwnMinorUnit(item.listPrice, currency) } : {}),
    stock: stockOf(item.stock).stock,
  }
}

const present = <K extends string, T>(key: K, value: T | null | undefined) =>
  (isPresent(value) && (value as unknown) !== '' ? { [key]: value } : {}) as Partial<Record<K, T>>

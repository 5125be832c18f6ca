import type { CatalogItem } from '../../../domain/catalog/catalogItem'
import { fromOwnMinorUnit } from '../../../domain/currency'
import { sellerSkuId } from '../../../domain/ids'
import type { CurrencyCode } from '../../../domain/money'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget, CatalogFeedPage, CatalogPage } from '../partner'
import { flawOf, type Flaw, type Schemas } from './answerChecks'
import { isPresent, requireCurrency, stockOf } from './offers'
import type { Operation } from './operation'
import { LIST_CATALOG_CHANGES, LIST_CATALOG_ITEMS } from './operations'
import { unusable, type SellerApi } from './sellerApi'

const PAGE_SIZE = 100

export async function catalogPage(
  api: SellerApi,
  seller: SellerSettings,
  cursor: string | undefined,
  budget: CallBudget,
): Promise<CatalogPage> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(cursor ? { cursor } : {}) })
  const page = (answer: Schemas['CatalogPage']): CatalogPage => {
    requireCurrency(LIST_CATALOG_ITEMS, answer.currency, seller.currency)
    if (answer.nextCursor && answer.nextCursor === cursor) {
      throw unusable(
        LIST_CATALOG_ITEMS,
        '/nextCursor',
        'is the cursor that was asked for: the catalogue would never end',
      )
    }
    return {
      ...itemsOf(LIST_CATALOG_ITEMS, '/items', answer.items, seller.currency),
      ...(answer.nextCursor ? { next: answer.nextCursor } : {}),
    }
  }
  const expired = { code: 'cursor-expired', status: 410, means: { items: [], restart: true } } as const
  return api.call<'CatalogPage', CatalogPage>(
    LIST_CATALOG_ITEMS,
    { path: `/catalog/items?${query}`, budget },
    page,
    expired,
  )
}

/** What changed since a cursor, deletions included. */
export function catalogFeed(
  api: SellerApi,
  seller: SellerSettings,
  cursor: string | undefined,
  budget: CallBudget,
): Promise<CatalogFeedPage | 'expired'> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(cursor ? { cursor } : {}) })
  return api.call<'CatalogChanges', CatalogFeedPage | 'expired'>(
    LIST_CATALOG_CHANGES,
    { path: `/catalog/changes?${query}`, budget },
    ({ changes, currency, more, nextCursor }) => {
      requireCurrency(LIST_CATALOG_CHANGES, currency, seller.currency)
      if (more && nextCursor === cursor) {
        throw unusable(LIST_CATALOG_CHANGES, '/nextCursor', 'is the cursor that was asked for although there is more')
      }
      const deleted = changes.filter((change) => change?.deleted === true)
      const flawed = deleted.findIndex(({ sku }) => flawOf('Sku', sku))
      if (flawed >= 0) throw unusable(LIST_CATALOG_CHANGES, '/changes', 'names a deleted SKU that cannot be one')
      const items = changes.filter((change) => change?.deleted !== true).map((change) => change?.item)
      return {
        ...itemsOf(LIST_CATALOG_CHANGES, '/changes', items, seller.currency),
        deleted: deleted.map(({ sku }) => sellerSkuId(sku)),
        next: nextCursor,
        more,
      }
    },
    { code: 'cursor-expired', status: 410, means: 'expired' },
  )
}

function itemsOf(operation: Operation<keyof Schemas>, place: string, rows: readonly unknown[], currency: CurrencyCode) {
  const flaws = rows.map((row) => flawOf('CatalogItem', row))
  return {
    items: rows.filter((_, index) => !flaws[index]).map((row) => catalogItem(row as Schemas['CatalogItem'], currency)),
    broken: rows.flatMap((row, index) => brokenItem(operation, row, `${place}/${index}`, flaws[index])),
  }
}

/** @throws when not even the SKU can be read: nobody could be told what is missing */
function brokenItem(operation: Operation<keyof Schemas>, item: unknown, place: string, flaw: Flaw | undefined) {
  if (!flaw) return []
  const sku = (item as { sku?: unknown } | null | undefined)?.sku
  if (flawOf('Sku', sku)) throw unusable(operation, `${place}${flaw.path}`, flaw.reason)
  return [{ sku: sellerSkuId(sku as string), reason: `the partner describes it wrongly: ${flaw.path} ${flaw.reason}` }]
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
    skuSpecifications: specifications(item.skuSpecifications),
    productSpecifications: specifications(item.productSpecifications),
    ...present('measurementUnit', item.measurementUnit),
    ...present('unitMultiplier', item.unitMultiplier),
    active: item.active,
    currency,
    // 0 is no price: nothing is sold for nothing.
    ...(item.price ? { price: fromOwnMinorUnit(item.price, currency) } : {}),
    ...(item.listPrice ? { listPrice: fromOwnMinorUnit(item.listPrice, currency) } : {}),
    stock: stockOf(item.stock).stock,
  }
}

const specifications = (rows: Schemas['Specifications'] | null | undefined) =>
  (rows ?? []).map(({ name, values }) => ({ name, values }))

const present = <K extends string, T>(key: K, value: T | null | undefined) =>
  (isPresent(value) && (value as unknown) !== '' ? { [key]: value } : {}) as Partial<Record<K, T>>

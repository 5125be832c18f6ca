import { shortFingerprint } from '../../clients/fingerprint'
import type { SellerWork } from '../../clients/sellerWork'
import type { CatalogItem } from '../../domain/catalog/catalogItem'
import { nextRow, type CatalogRow } from '../../domain/catalog/catalogRow'
import {
  contentProblems,
  mappingProblems,
  placeItem,
  reasonOf,
  type PlacedItem,
} from '../../domain/catalog/contentProblems'
import { decide, type ItemDecision, type ItemPrints } from '../../domain/catalog/itemDecision'
import { translateBrand, translateCategory, type Taxonomy } from '../../domain/catalog/nameMapping'
import { contentPrint } from '../../domain/catalog/offerPrints'
import type { Offer } from '../../domain/offers/quote'
import { offerPrints } from './tellOffers'

/** An SKU of a page on its way through the steps. */
export interface PageEntry {
  readonly item: CatalogItem
  readonly before: CatalogRow | undefined
  readonly prints: ItemPrints
  readonly placed: PlacedItem
  readonly problem: string | undefined
  readonly decision: ItemDecision
  /** What the change notification said. */
  bound?: boolean
  /** The row to remember; absent until it is certain. */
  after?: CatalogRow
}

/** @param mayAsk whether this SKU, if it waits for approval, may be asked about although nothing changed */
export function pageEntry(
  work: SellerWork,
  item: CatalogItem,
  before: CatalogRow | undefined,
  taxonomy: Taxonomy,
  mayAsk: (before: CatalogRow) => boolean,
): PageEntry {
  const { mapping, unmapped } = work.seller
  const placed = placeItem(item, mapping, taxonomy)
  const problem = reasonOf([...contentProblems(item), ...(unmapped === 'hold' ? mappingProblems(placed) : [])])
  const names = {
    brand: translateBrand(mapping, item.brand ?? ''),
    category: translateCategory(mapping, item.categoryPath),
  }
  const { price, stock } = offerPrints(item.currency, offerOf(item))
  const prints: ItemPrints = {
    content: shortFingerprint(contentPrint(item, names)),
    // What is not sold keeps the price it was told.
    price: price ?? before?.price ?? '',
    stock,
  }
  const isWaiting = before?.state === 'suggested' || before?.state === 'approved'
  const decision = decide(before, prints, problem, isWaiting && mayAsk(before), work.clock.now())
  return { item, before, prints, placed, problem, decision }
}

/** Price and stock of a page's SKU, as an offer. */
export const offerOf = (item: CatalogItem): Offer =>
  item.active
    ? {
        sku: item.sku,
        sold: true,
        ...(item.price === undefined ? {} : { price: item.price }),
        ...(item.listPrice === undefined ? {} : { listPrice: item.listPrice }),
        stock: item.stock,
      }
    : { sku: item.sku, sold: false }

/** Settles an entry: what its row will be. */
export function settle(
  work: SellerWork,
  entry: PageEntry,
  changes: Pick<CatalogRow, 'state'> & Partial<Pick<CatalogRow, 'reason' | 'content' | 'price' | 'stock'>>,
) {
  const { content, price, stock } = entry.before ?? { content: '' }
  const kept = { ...(price === undefined ? {} : { price }), ...(stock === undefined ? {} : { stock }) }
  entry.after = nextRow(entry.before, { content, ...kept, ...changes }, work.clock.now())
}

import type { SellerWork } from '../../clients/sellerWork'
import { fingerprint } from '../../clients/fingerprint'
import type { CatalogItem } from '../../domain/catalog/catalogItem'
import type { CatalogRow } from '../../domain/catalog/catalogShard'
import { contentProblem } from '../../domain/catalog/contentProblem'
import { printsOf } from '../../domain/catalog/offerPrints'
import { MarketplaceRejected } from '../../domain/errors'
import type { SellerSkuId } from '../../domain/ids'
import { recordNotSent } from '../recordNotSent'
import { skuSuggestion } from './skuSuggestion'

export type ItemOutcome = CatalogRow['state'] | 'unchanged'

/**
 * Tells the marketplace what is new about one SKU (PROTOCOL §4): change notification, a suggestion only when it answers
 * 404, and once the SKU is bound its price and stock, each with its own notification and only when it changed.
 * @returns the row to remember and what happened
 * @throws MarketplaceUnavailable and others: nothing is remembered, the SKU is tried again
 */
export async function syncItem(
  work: SellerWork,
  item: CatalogItem,
  known: CatalogRow | undefined,
): Promise<{ readonly row: CatalogRow; readonly outcome: ItemOutcome }> {
  const texts = printsOf(item)
  const prints = {
    content: fingerprint(texts.content),
    price: fingerprint(texts.price),
    stock: fingerprint(texts.stock),
  }
  const at = new Date(work.clock.now()).toISOString()

  const problem = contentProblem(item)
  if (problem && known?.state !== 'bound') {
    const unchanged = known?.state === 'skipped' && known.reason === problem && known.content === prints.content
    return {
      row: unchanged ? known : { state: 'skipped', reason: problem, content: prints.content, at },
      outcome: unchanged ? 'unchanged' : 'skipped',
    }
  }

  const { seller } = work
  const settled =
    known?.state === 'bound' &&
    known.content === prints.content &&
    known.price === prints.price &&
    known.stock === prints.stock
  if (settled) return { row: known, outcome: 'unchanged' }

  const contentChanged = known?.content !== prints.content
  if (contentChanged && !seller.sends.content) return withoutContent(work, item, known, prints)
  const bound =
    known?.state === 'bound' && !contentChanged
      ? true
      : await work.catalogNotifications.notifyChange(seller.sellerId, item.sku)
  if (!bound) {
    // Its binding was removed, and what VTEX would be sent now it would refuse.
    if (problem) return { row: { state: 'skipped', reason: problem, content: prints.content, at }, outcome: 'skipped' }
    // A pending suggestion is a new version each time: sent again only when something changed (AC-11).
    if (known?.state === 'suggested' && !contentChanged) return { row: known, outcome: 'unchanged' }
    await work.skuSuggestions.sendSuggestion(seller.sellerId, item.sku, skuSuggestion(item, seller))
    return { row: { state: 'suggested', content: prints.content, at }, outcome: 'suggested' }
  }
  const told = await tellPriceAndStock(work, item.sku, known, prints)
  return { row: { state: 'bound', content: prints.content, ...told, at }, outcome: 'bound' }
}

interface Prints {
  readonly content: string
  readonly price: string
  readonly stock: string
}

/**
 * Content is switched off (`sends`): what was last told of it stays remembered, so that it is sent once it is on. An SKU
 * may be bound by hand all the same: then price and stock are taken, else they are answered 404 (AC-16).
 */
async function withoutContent(
  work: SellerWork,
  item: CatalogItem,
  known: CatalogRow | undefined,
  prints: Prints,
): Promise<{ readonly row: CatalogRow; readonly outcome: ItemOutcome }> {
  recordNotSent(work, 'content', 'changeNotification', item.sku)
  const at = new Date(work.clock.now()).toISOString()
  try {
    const told = await tellPriceAndStock(work, item.sku, known, prints)
    const changed = told.price !== known?.price || told.stock !== known?.stock
    if (changed) return { row: { state: 'bound', content: known?.content ?? '', ...told, at }, outcome: 'bound' }
  } catch (error) {
    if (!(error instanceof MarketplaceRejected) || error.status !== 404) throw error
  }
  if (known) return { row: known, outcome: 'unchanged' }
  return { row: { state: 'skipped', reason: CONTENT_OFF, content: '', at }, outcome: 'skipped' }
}

const CONTENT_OFF = 'content is switched off'

/** @returns what the marketplace knows now; what is switched off stays as it was */
async function tellPriceAndStock(
  work: SellerWork,
  sku: SellerSkuId,
  known: CatalogRow | undefined,
  prints: Prints,
): Promise<{ readonly price?: string; readonly stock?: string }> {
  const { catalogNotifications, seller } = work
  const { sellerId, sends } = seller
  let { price, stock } = known ?? {}
  if (price !== prints.price && !sends.price) recordNotSent(work, 'price', 'priceNotification', sku)
  else if (price !== prints.price) {
    await catalogNotifications.notifyPrice(sellerId, sku)
    price = prints.price
  }
  if (stock !== prints.stock && !sends.stock) recordNotSent(work, 'stock', 'inventoryNotification', sku)
  else if (stock !== prints.stock) {
    await catalogNotifications.notifyInventory(sellerId, sku)
    stock = prints.stock
  }
  return { ...(price === undefined ? {} : { price }), ...(stock === undefined ? {} : { stock }) }
}

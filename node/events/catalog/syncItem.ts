import type { SellerWork } from '../../clients/sellerWork'
import { fingerprint } from '../../clients/fingerprint'
import type { CatalogItem } from '../../domain/catalog/catalogItem'
import type { CatalogRow } from '../../domain/catalog/catalogShard'
import { contentProblem } from '../../domain/catalog/contentProblem'
import { printsOf } from '../../domain/catalog/offerPrints'
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

  const { seller, catalogNotifications } = work
  const settled =
    known?.state === 'bound' &&
    known.content === prints.content &&
    known.price === prints.price &&
    known.stock === prints.stock
  if (settled) return { row: known, outcome: 'unchanged' }

  const contentChanged = known?.content !== prints.content
  const bound =
    known?.state === 'bound' && !contentChanged
      ? true
      : await catalogNotifications.notifyChange(seller.sellerId, item.sku)
  if (!bound) {
    // Its binding was removed, and what VTEX would be sent now it would refuse.
    if (problem) return { row: { state: 'skipped', reason: problem, content: prints.content, at }, outcome: 'skipped' }
    // A pending suggestion is a new version each time: sent again only when something changed (AC-11).
    if (known?.state === 'suggested' && !contentChanged) return { row: known, outcome: 'unchanged' }
    await work.skuSuggestions.sendSuggestion(seller.sellerId, item.sku, skuSuggestion(item, seller))
    return { row: { state: 'suggested', content: prints.content, at }, outcome: 'suggested' }
  }
  if (known?.price !== prints.price) await catalogNotifications.notifyPrice(seller.sellerId, item.sku)
  if (known?.stock !== prints.stock) await catalogNotifications.notifyInventory(seller.sellerId, item.sku)
  return { row: { state: 'bound', ...prints, at }, outcome: 'bound' }
}

import { fingerprint } from '../../clients/fingerprint'
import type { SellerWork } from '../../clients/sellerWork'
import type { CatalogRow } from '../../domain/catalog/catalogShard'
import { pricePrint, stockPrint } from '../../domain/catalog/offerPrints'
import { MarketplaceRejected } from '../../domain/errors'
import type { CurrencyCode } from '../../domain/money'
import type { Offer } from '../../domain/offers/quote'

/**
 * Tells the marketplace that price or stock of a bound SKU is not what it was told last (PROTOCOL §4.6).
 * @returns the row to remember; undefined when nothing changed, or when VTEX refuses to hear about this SKU: the catalog
 * sync will find the same difference and what is wrong with its binding
 */
export async function tellOffer(
  work: SellerWork,
  row: CatalogRow,
  offer: Offer,
  currency: CurrencyCode,
): Promise<CatalogRow | undefined> {
  // What is not sold has no price: only its stock is news.
  const price = offer.sold ? fingerprint(pricePrint(currency, offer)) : row.price
  const stock = fingerprint(stockPrint(offer.sold ? offer.stock : 0))
  if (price === row.price && stock === row.stock) return undefined
  const { catalogNotifications, seller } = work
  try {
    if (price !== row.price) await catalogNotifications.notifyPrice(seller.sellerId, offer.sku)
    if (stock !== row.stock) await catalogNotifications.notifyInventory(seller.sellerId, offer.sku)
  } catch (error) {
    if (!(error instanceof MarketplaceRejected) || error.status === 401 || error.status === 403) throw error
    return undefined
  }
  return { ...row, ...(price === undefined ? {} : { price }), stock, at: new Date(work.clock.now()).toISOString() }
}

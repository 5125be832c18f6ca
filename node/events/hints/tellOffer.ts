import { shortFingerprint } from '../../clients/fingerprint'
import type { SellerWork } from '../../clients/sellerWork'
import type { CatalogRow } from '../../domain/catalog/catalogRow'
import { pricePrint, stockPrint } from '../../domain/catalog/offerPrints'
import { MarketplaceRejected } from '../../domain/errors'
import type { CurrencyCode } from '../../domain/money'
import type { Offer } from '../../domain/offers/quote'
import { recordNotSent } from '../recordNotSent'

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
  const current = {
    price: offer.sold ? shortFingerprint(pricePrint(currency, offer)) : row.price,
    stock: shortFingerprint(stockPrint(offer.sold ? offer.stock : 0)),
  }
  const { catalogNotifications, seller } = work
  if (current.price !== row.price && !seller.sends.price) {
    recordNotSent(work, 'price', 'priceNotification', offer.sku)
  }
  if (current.stock !== row.stock && !seller.sends.stock) {
    recordNotSent(work, 'stock', 'inventoryNotification', offer.sku)
  }
  // What is switched off stays as the marketplace knows it, so that it is sent once it is on.
  const price = seller.sends.price ? current.price : row.price
  const stock = seller.sends.stock ? current.stock : row.stock
  if (price === row.price && stock === row.stock) return undefined
  try {
    if (price !== row.price) await catalogNotifications.notifyPrice(seller.sellerId, offer.sku)
    if (stock !== row.stock) await catalogNotifications.notifyInventory(seller.sellerId, offer.sku)
  } catch (error) {
    if (!(error instanceof MarketplaceRejected) || error.status === 401 || error.status === 403) throw error
    return undefined
  }
  return {
    ...row,
    ...(price === undefined ? {} : { price }),
    ...(stock === undefined ? {} : { stock }),
    at: new Date(work.clock.now()).toISOString(),
  }
}

import type { SellerWork } from '../clients/sellerWork'
import { NotOurTurn, type MarketplaceRejected } from '../domain/errors'
import type { SellerSkuId } from '../domain/ids'
import { isFinal } from './catalog/isFinal'
import { recordNotSent } from './recordNotSent'

export interface OfferWords {
  readonly price: boolean
  readonly stock: boolean
}

export interface ToldWords extends OfferWords {
  /** VTEX refuses to hear about this SKU; what was told before it said so counts. */
  readonly refused?: MarketplaceRejected
  /** The price was told; the stock has to wait. */
  readonly waits?: NotOurTurn
}

/**
 * Notifies the marketplace of price and stock of one SKU, each on its own (PROTOCOL §4.6). What is switched off (`sends`)
 * is written down as not sent.
 * @returns what was told
 * @throws MarketplaceUnavailable; MarketplaceRejected for a missing permission
 */
export async function tellPriceAndStock(
  work: Pick<SellerWork, 'catalogNotifications' | 'clock' | 'log' | 'seller'>,
  sku: SellerSkuId,
  due: OfferWords,
): Promise<ToldWords> {
  const { catalogNotifications, seller } = work
  const told = { price: false, stock: false }
  if (due.price && !seller.sends.price) recordNotSent(work, 'price', 'priceNotification', sku)
  if (due.stock && !seller.sends.stock) recordNotSent(work, 'stock', 'inventoryNotification', sku)
  try {
    if (due.price && seller.sends.price) {
      await catalogNotifications.notifyPrice(seller.sellerId, sku)
      told.price = true
    }
    if (due.stock && seller.sends.stock) {
      await catalogNotifications.notifyInventory(seller.sellerId, sku)
      told.stock = true
    }
  } catch (error) {
    // Forgotten, the price would be told twice.
    if (error instanceof NotOurTurn && told.price) return { ...told, waits: error }
    if (!isFinal(error)) throw error
    return { ...told, refused: error }
  }
  return told
}

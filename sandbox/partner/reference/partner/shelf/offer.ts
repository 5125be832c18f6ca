import type { Offer } from '../bodies'
import type { Shop } from '../shop'
import { priceOf } from './prices'
import { soldSku } from './skus'
import { freeStock } from './stock'

/** Price and stock of one SKU; `sold: false` for what is not sold here, so that it is said explicitly. */
export function offerOf(shop: Shop, sku: string, priceList: string | null | undefined): Offer {
  if (!soldSku(shop, sku)) return { sku, sold: false }
  return { sku, sold: true, ...priceOf(shop, sku, priceList), stock: freeStock(shop, sku) }
}

import type { Offer } from '../bodies'
import type { Shop } from '../shop'
import { priceOf } from './prices'
import { soldSku } from './skus'
import { freeStock } from './stock'

/** Price, stock and extras of one SKU; `sold: false` for what is not sold here, so that it is said explicitly. */
export function offerOf(shop: Shop, sku: string, priceList: string | null | undefined): Offer {
  const row = soldSku(shop, sku)
  if (!row) return { sku, sold: false }
  return {
    sku,
    sold: true,
    ...priceOf(shop, sku, priceList),
    stock: freeStock(shop, sku),
    ...(row.services === null ? {} : { services: JSON.parse(row.services) as Offer['services'] }),
    ...(row.attachments === null ? {} : { attachments: JSON.parse(row.attachments) as Offer['attachments'] }),
  }
}

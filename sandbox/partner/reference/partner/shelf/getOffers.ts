import type { Operation } from '../call'
import { offerOf } from './offer'

export const getOffers: Operation<{ readonly skus: readonly string[]; readonly priceList?: string | null }> = (
  shop,
  { body },
) => ({
  body: {
    currency: shop.currency,
    pricesIncludeTax: true,
    offers: body.skus.map((sku) => offerOf(shop, sku, body.priceList)),
  },
})

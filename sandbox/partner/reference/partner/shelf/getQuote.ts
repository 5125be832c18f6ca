import type { CartLine, Destination } from '../bodies'
import type { Operation } from '../call'
import { offerOf } from './offer'
import { shippingOptions } from './shippingOptions'

interface QuoteRequest {
  readonly lines: readonly CartLine[]
  readonly destination: Destination
  readonly priceList?: string | null
}

/** One offer per line asked for, in the order of the lines. Reserves nothing. */
export const getQuote: Operation<QuoteRequest> = (shop, { body }) => ({
  body: {
    currency: shop.currency,
    pricesIncludeTax: true,
    offers: body.lines.map(({ sku }) => offerOf(shop, sku, body.priceList)),
    shippingOptions: shippingOptions(shop, body.lines, body.destination),
  },
})

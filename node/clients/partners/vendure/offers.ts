import { PartnerAnswerInvalid } from '../../../domain/errors'
import type { SellerSkuId } from '../../../domain/ids'
import type { CurrencyCode, MinorUnits } from '../../../domain/money'
import type { Offer } from '../partner'
import type { Answer } from './answer'
import { sellableUnits } from './sellable'

/** A variant the shop sells. */
export interface SoldVariant {
  readonly id: string
  readonly offer: Extract<Offer, { sold: true }>
}

/**
 * The enabled variants of an answer by their SKU. Vendure lets two variants have one SKU: the older one counts.
 * @throws PartnerAnswerInvalid when the shop's currency is not the one in the settings
 */
export function soldVariants(data: Answer, currency: CurrencyCode): Map<SellerSkuId, SoldVariant> {
  const settings = data.get('globalSettings')
  const sold = new Map<SellerSkuId, SoldVariant>()
  for (const variant of data.get('productVariants').get('items').list()) {
    const sku = variant.get('sku').text() as SellerSkuId
    if (isSold(variant) && !sold.has(sku)) {
      const stock = sellableUnits(variant, settings)
      sold.set(sku, {
        id: variant.get('id').id(),
        // Vendure has no pickup points of its own.
        offer: {
          sku,
          sold: true,
          ...priceOf(variant, currency),
          stock,
          stockByChannel: { delivery: stock, 'pickup-in-point': 0 },
        },
      })
    }
  }
  return sold
}

export const isSold = (variant: Answer) =>
  variant.get('enabled').boolean() && variant.get('product').get('enabled').boolean()

/** Vendure stores 0 for a variant that was given no price: nothing is sold for nothing, so 0 means no price. */
export function priceOf(variant: Answer, currency: CurrencyCode): { price?: MinorUnits } {
  const code = variant.get('currencyCode')
  if (code.text() !== currency) {
    throw new PartnerAnswerInvalid(
      `The partner sells in ${code.text()}, the settings say ${currency}: correct the currency of the seller`,
      code.path,
    )
  }
  const price = variant.get('priceWithTax').amount()
  return price > 0 ? { price } : {}
}

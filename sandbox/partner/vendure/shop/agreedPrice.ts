import type { OrderItemPriceCalculationStrategy, OrderLine } from '@vendure/core'

/** A line of a marketplace order is charged what the marketplace agreed with the shopper, not the shelf price. */
export const agreedPrice: OrderItemPriceCalculationStrategy = {
  calculateUnitPrice(_ctx, variant, lineFields) {
    const agreed = (lineFields as OrderLine['customFields']).agreedUnitPrice
    return typeof agreed === 'number'
      ? { price: agreed, priceIncludesTax: true }
      : { price: variant.listPrice, priceIncludesTax: variant.listPriceIncludesTax }
  },
}

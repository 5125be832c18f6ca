import type { ShippingOption } from '../partner'
import type { Answer } from './answer'

/** VTEX notation of a delivery estimate. */
const ESTIMATE = /^\d+(bd|d|h|m)$/

/**
 * The shop's eligible methods. Vendure's quotes carry no delivery time of their own (PARTNERS §3, trap 9): the shop's
 * calculator gives one in `metadata.estimate`, and a method without it is left out, because a made-up promise is worse.
 */
export const shippingOptions = (methods: Answer): ShippingOption[] =>
  methods.list().flatMap((method): ShippingOption[] => {
    const estimate = estimateOf(method.get('metadata'))
    return estimate === undefined
      ? []
      : [
          {
            id: method.get('code').text(),
            name: method.get('name').optionalText() ?? method.get('code').text(),
            channel: 'delivery',
            price: method.get('priceWithTax').amount(),
            estimate,
          },
        ]
  })

function estimateOf(metadata: Answer): string | undefined {
  const estimate = metadata.isNull ? undefined : metadata.get('estimate')
  return estimate && !estimate.isNull && ESTIMATE.test(estimate.text()) ? estimate.text() : undefined
}

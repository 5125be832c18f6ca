import { LanguageCode, ShippingCalculator, ShippingEligibilityChecker } from '@vendure/core'
import type { Order } from '@vendure/core'

const text = (value: string) => [{ languageCode: LanguageCode.pt_BR, value }]

/** Which addresses a method serves. Vendure's own zones are whole countries. */
export const postalCodeRange = new ShippingEligibilityChecker({
  code: 'postal-code-range',
  description: text('Faixa de CEP'),
  args: {
    country: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    maxWeightGrams: { type: 'int' },
  },
  check(_ctx, order, { country, from, to, maxWeightGrams }) {
    const postalCode = digits(order.shippingAddress?.postalCode)
    const weight = weightOf(order)
    return (
      order.shippingAddress?.countryCode === country &&
      postalCode !== '' &&
      postalCode >= digits(from) &&
      postalCode <= digits(to, '9') &&
      (maxWeightGrams === 0 || weight <= maxWeightGrams)
    )
  },
})

/** Price by weight, and the delivery estimate that Vendure's quotes lack (PARTNERS §3, trap 9). */
export const weightRate = new ShippingCalculator({
  code: 'weight-rate',
  description: text('Tarifa por peso'),
  args: { price: { type: 'int' }, pricePerKg: { type: 'int' }, estimate: { type: 'string' } },
  calculate: (_ctx, order, { price, pricePerKg, estimate }) => ({
    price: price + Math.ceil(weightOf(order) / 1000) * pricePerKg,
    priceIncludesTax: true,
    taxRate: 0,
    metadata: { estimate },
  }),
})

/** A postal code as eight digits, so that ranges compare as text; '' when there is none. */
function digits(postalCode: string | undefined, padding = '0'): string {
  const found = (postalCode ?? '').replace(/\D/g, '')
  return found === '' ? '' : found.padEnd(8, padding).slice(0, 8)
}

const weightOf = (order: Order) =>
  order.lines.reduce((sum, line) => sum + (line.productVariant.customFields.weightGrams ?? 0) * line.quantity, 0)

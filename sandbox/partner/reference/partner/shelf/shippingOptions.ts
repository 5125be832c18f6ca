import type { CartLine, Channel, Destination, NewOrder, PickupPoint, ShippingOption } from '../bodies'
import type { Shop } from '../shop'
import { deliveryWindows } from './deliveryWindows'
import type { WindowPlan } from './deliveryWindows'
import { soldSku } from './skus'

interface OptionRow {
  readonly id: string
  readonly name: string
  readonly channel: Channel
  readonly postalFrom: string
  readonly postalTo: string
  readonly price: number
  readonly pricePerKg: number
  readonly maxWeightGrams: number | null
  readonly estimate: string
  readonly windows: string | null
  readonly pickupPoint: string | null
}

/**
 * Ways to get the whole cart to a place; none when the place is not served. A SKU that is not sold weighs nothing and
 * one that is short does not stop the others: the shopper sees the options while changing the cart.
 */
export function shippingOptions(shop: Shop, lines: readonly CartLine[], destination: Destination): ShippingOption[] {
  const postalCode = eightDigits(destination.postalCode ?? '', '0')
  if (postalCode === '' || (destination.country ?? shop.country) !== shop.country) return []
  const weight = cartWeight(shop, lines)
  return shop.db
    .all<OptionRow>('SELECT * FROM shippingOptions ORDER BY position')
    .filter(
      ({ postalFrom, postalTo, maxWeightGrams }) =>
        postalCode >= eightDigits(postalFrom, '0') &&
        postalCode <= eightDigits(postalTo, '9') &&
        weight <= (maxWeightGrams ?? Infinity),
    )
    .map((row) => option(shop, row, weight))
}

/** The option an order names, if it serves the order. A pickup has no address to check. */
export function shippingOptionFor(
  shop: Shop,
  { lines, shipping, address }: Pick<NewOrder, 'lines' | 'shipping' | 'address'>,
): ShippingOption | undefined {
  const fits = ({ id, channel }: ShippingOption) => id === shipping.optionId && channel === shipping.channel
  if (shipping.channel === 'delivery') return shippingOptions(shop, lines, address ?? {}).find(fits)
  return shop.db
    .all<OptionRow>("SELECT * FROM shippingOptions WHERE channel = 'pickup-in-point'")
    .map((row) => option(shop, row, cartWeight(shop, lines)))
    .find(fits)
}

const option = (shop: Shop, row: OptionRow, weightGrams: number): ShippingOption => ({
  id: row.id,
  name: row.name,
  channel: row.channel,
  price: row.price + Math.ceil(weightGrams / 1_000) * row.pricePerKg,
  estimate: row.estimate,
  ...(row.windows === null
    ? {}
    : { deliveryWindows: deliveryWindows(JSON.parse(row.windows) as WindowPlan[], shop.now()) }),
  ...(row.pickupPoint === null ? {} : { pickupPoint: JSON.parse(row.pickupPoint) as PickupPoint }),
})

const cartWeight = (shop: Shop, lines: readonly CartLine[]) =>
  lines.reduce((sum, { sku, quantity }) => sum + (soldSku(shop, sku)?.weightGrams ?? 0) * quantity, 0)

/** A postal code as eight digits, so that ranges compare as text; '' when there is none. */
function eightDigits(postalCode: string, padding: string): string {
  const digits = postalCode.replace(/\D/g, '')
  return digits === '' ? '' : digits.padEnd(8, padding).slice(0, 8)
}

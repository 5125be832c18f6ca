import { fromOwnMinorUnit } from '../../../domain/currency'
import type { CurrencyCode } from '../../../domain/money'
import type { ShippingOption } from '../../../domain/offers/quote'
import type { Schemas } from './answerChecks'
import { GET_QUOTE } from './operations'
import { unusable } from './sellerApi'

/** @throws when an id is used twice or a pickup option names no pickup point */
export function shippingOptionsOf(
  rows: readonly Schemas['ShippingOption'][],
  currency: CurrencyCode,
): ShippingOption[] {
  const ids = new Set<string>()
  return rows.map((row, index) => {
    if (ids.has(row.id)) throw unusable(GET_QUOTE, `/shippingOptions/${index}/id`, 'is used twice')
    ids.add(row.id)
    const pickup = row.channel === 'pickup-in-point'
    if (pickup && !row.pickupPoint) throw unusable(GET_QUOTE, `/shippingOptions/${index}/pickupPoint`, 'is missing')
    return {
      id: row.id,
      name: row.name,
      channel: row.channel,
      price: fromOwnMinorUnit(row.price, currency),
      estimate: row.estimate,
      ...(row.deliveryWindows?.length
        ? {
            windows: row.deliveryWindows.map(({ start, end, price }) => ({
              start,
              end,
              price: fromOwnMinorUnit(price, currency),
            })),
          }
        : {}),
      ...(pickup && row.pickupPoint ? { pickupPoint: pickupPointOf(row.pickupPoint) } : {}),
    }
  })
}

function pickupPointOf({ id, name, instructions, address }: Schemas['PickupPoint']): ShippingOption['pickupPoint'] {
  const { geoCoordinates, number, neighborhood, complement } = address
  return {
    id,
    name,
    ...(instructions ? { instructions } : {}),
    address: {
      country: address.country,
      postalCode: address.postalCode,
      city: address.city,
      state: address.state,
      street: address.street,
      ...(number ? { number } : {}),
      ...(neighborhood ? { neighborhood } : {}),
      ...(complement ? { complement } : {}),
      ...(geoCoordinates ? { geoCoordinates: [geoCoordinates.longitude, geoCoordinates.latitude] as const } : {}),
    },
  }
}

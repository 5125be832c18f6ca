import type { Destination } from '../../domain/offers/quote'
import { readGeoCoordinates } from '../../domain/offers/geoCoordinates'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { PlacementBody } from './placementBody'

/** Where the order goes; a pure pickup may come without address, then only the country is known. */
export function placementDestination({ shippingData }: PlacementBody, seller: SellerSettings): Destination {
  const { address } = shippingData
  const country = address?.country ?? seller.countries[0]
  const geoCoordinates = readGeoCoordinates(address?.geoCoordinates, [country])
  return {
    country,
    ...(address?.postalCode ? { postalCode: address.postalCode } : {}),
    ...(geoCoordinates ? { geoCoordinates } : {}),
  }
}

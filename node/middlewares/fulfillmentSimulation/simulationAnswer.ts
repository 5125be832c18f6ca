import type { OfferedAttachment, ShippingOption } from '../../domain/offers/quote'
import type { SimulatedRow } from '../../domain/offers/simulate'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { SimulationBody } from './simulationBody'

/** Puts decided rows into VTEX's shape: exactly one `items` and one `logisticsInfo` row per requested line (PROTOCOL §5.2). */
export const simulationAnswer = (body: SimulationBody, rows: readonly SimulatedRow[], seller: SellerSettings) => ({
  country: body.country ?? null,
  postalCode: body.postalCode ?? null,
  geoCoordinates: body.geoCoordinates ?? [],
  items: rows.map((row, index) => ({
    id: body.items[index].id,
    requestIndex: index,
    quantity: row.quantity,
    // Echoed, never filtered by: documentation and checkout disagree on its value (C-08, C-50).
    seller: body.items[index].seller ?? seller.sellerId,
    price: row.price,
    listPrice: row.listPrice,
    merchantName: seller.merchantName,
    measurementUnit: row.measurementUnit,
    unitMultiplier: row.unitMultiplier,
    priceTags: [],
    priceValidUntil: null,
    offerings: row.services,
    attachmentOfferings: row.attachments.map(attachmentOffering),
  })),
  logisticsInfo: rows.map((row, index) => ({
    itemIndex: index,
    quantity: row.quantity,
    stockBalance: row.stock,
    shipsTo: seller.countries,
    slas: row.slas.map(({ option, price, windows }) => ({
      id: option.id,
      name: option.name,
      deliveryChannel: option.channel,
      price,
      shippingEstimate: option.estimate,
      availableDeliveryWindows: windows.map((window) => ({
        startDateUtc: utc(window.start),
        endDateUtc: utc(window.end),
        price: window.price,
      })),
      pickupStoreInfo: option.pickupPoint ? pickupStoreInfo(option.pickupPoint) : null,
    })),
    deliveryChannels: [
      { id: 'delivery', stockBalance: row.channelStock.delivery },
      { id: 'pickup-in-point', stockBalance: row.channelStock['pickup-in-point'] },
    ],
  })),
  allowMultipleDeliveries: seller.allowMultipleDeliveries,
})

/** The marketplace holds what a shopper fills in against `schema`. */
const attachmentOffering = ({ name, required, fields }: OfferedAttachment) => ({
  name,
  required,
  schema: Object.fromEntries(
    fields.map((field) => [field.name, { maximumNumberOfCharacters: field.maxLength, domain: field.options }]),
  ),
})

/** VTEX writes UTC with an explicit offset. */
const utc = (date: string) => new Date(date).toISOString().replace(/\.\d+Z$/, '+00:00')

/** Without the full address the order would be rejected with ORD048 (PROTOCOL §5.4). */
const pickupStoreInfo = ({ id, name, instructions, address }: NonNullable<ShippingOption['pickupPoint']>) => ({
  isPickupStore: true,
  friendlyName: name,
  additionalInfo: instructions ?? '',
  address: {
    addressType: 'pickup',
    receiverName: null,
    addressId: id,
    postalCode: address.postalCode,
    city: address.city,
    state: address.state,
    country: address.country,
    street: address.street,
    number: address.number ?? '',
    neighborhood: address.neighborhood ?? '',
    complement: address.complement ?? '',
    reference: null,
    geoCoordinates: address.geoCoordinates ?? [],
  },
})

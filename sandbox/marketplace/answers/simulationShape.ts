import {
  anything,
  anyText,
  arrayOf,
  cents,
  country,
  dateTime,
  flag,
  matching,
  natural,
  nullable,
  object,
  oneOf,
  positive,
  text,
} from '../shape'

/** Body of PROTOCOL §5.1, the part this marketplace sends. */
export interface SimulationRequest {
  readonly items: readonly { readonly id: string; readonly quantity: number; readonly seller: string }[]
  readonly postalCode: string | null
  readonly country: string | null
  readonly geoCoordinates: readonly number[]
  readonly [field: string]: unknown
}

export interface Sla {
  readonly id: string
  readonly name: string
  readonly deliveryChannel: string
  readonly price: number
  readonly shippingEstimate: string
  readonly availableDeliveryWindows: readonly { startDateUtc: string; endDateUtc: string; price?: number }[]
  readonly pickupStoreInfo: { readonly address: Readonly<Record<string, unknown>> } | null
}

/** A service that can be bought with a line; cents. */
export interface Offering {
  readonly type: string
  readonly id: string
  readonly name: string
  readonly price: number
}

export interface SimulatedItem {
  readonly id: string
  readonly requestIndex: number
  readonly quantity: number
  readonly seller: string
  readonly price: number
  readonly listPrice: number
  readonly measurementUnit: string
  readonly unitMultiplier: number
  readonly offerings: readonly Offering[]
  readonly attachmentOfferings?: readonly { readonly name: string }[]
}

export interface SimulatedLogistics {
  readonly itemIndex: number
  readonly quantity: number
  readonly stockBalance: number
  readonly shipsTo: readonly string[]
  readonly slas: readonly Sla[]
  readonly deliveryChannels: readonly { readonly id: string; readonly stockBalance: number }[]
}

export interface SimulationAnswer {
  readonly items: readonly SimulatedItem[]
  readonly logisticsInfo: readonly SimulatedLogistics[]
  readonly allowMultipleDeliveries?: boolean
  readonly country: string | null
  readonly postalCode: string | null
  readonly geoCoordinates?: readonly unknown[]
}

const channel = oneOf('delivery', 'pickup-in-point')
const windows = arrayOf(object({ startDateUtc: dateTime, endDateUtc: dateTime }, { price: cents }))

const pickupAddress = object({
  addressType: oneOf('pickup'),
  receiverName: oneOf(null),
  addressId: text,
  postalCode: text,
  city: text,
  state: anyText,
  country,
  street: text,
  number: anyText,
  neighborhood: anyText,
  complement: anyText,
  reference: nullable(anyText),
  geoCoordinates: arrayOf((value, at) => (typeof value === 'number' ? [] : [`${at} must be a number`])),
})

const sla = object({
  id: text,
  name: text,
  deliveryChannel: channel,
  price: cents,
  shippingEstimate: matching(/^\d+(bd|d|h|m)$/, 'an integer followed by bd, d, h or m'),
  availableDeliveryWindows: windows,
  pickupStoreInfo: nullable(
    object({ isPickupStore: oneOf(true), friendlyName: text, additionalInfo: anyText, address: pickupAddress }),
  ),
})

const item = object(
  {
    id: text,
    requestIndex: natural,
    quantity: natural,
    seller: text,
    price: cents,
    listPrice: cents,
    merchantName: nullable(text),
    measurementUnit: text,
    unitMultiplier: positive,
    // C-38: the seller's own promotions are not used.
    priceTags: (value, at) => (Array.isArray(value) && value.length === 0 ? [] : [`${at} must be []`]),
    priceValidUntil: nullable(dateTime),
    offerings: arrayOf(object({ type: text, id: text, name: text, price: cents })),
  },
  { sellingPrice: cents, attachmentOfferings: arrayOf(object({ name: text, required: flag, schema: anything })) },
)

const logistics = object({
  itemIndex: natural,
  quantity: natural,
  stockBalance: natural,
  shipsTo: arrayOf(country, 1),
  slas: arrayOf(sla),
  deliveryChannels: arrayOf(object({ id: channel, stockBalance: natural })),
})

/** Every field of PROTOCOL §5.2; how rows fit together is decided in `fulfillmentSimulation`. */
export const simulationShape = object(
  { country: nullable(text), postalCode: nullable(text), items: arrayOf(item), logisticsInfo: arrayOf(logistics) },
  {
    geoCoordinates: arrayOf(anything),
    allowMultipleDeliveries: flag,
    pickupPoints: arrayOf(anything),
    messages: arrayOf(anything),
  },
)

import type { SellerSkuId } from '../ids'
import type { CurrencyCode, MinorUnits } from '../money'

export interface Destination {
  /** ISO 3166-1 alpha-3. */
  readonly country?: string
  readonly postalCode?: string
  /** `[longitude, latitude]` in degrees. */
  readonly geoCoordinates?: readonly [number, number]
}

export interface Quote {
  readonly currency: CurrencyCode
  /** Exactly one per requested SKU; an SKU that is not sold says so. */
  readonly offers: readonly Offer[]
  /** Options for the whole cart. Empty when there is no destination or nothing delivers there. */
  readonly shippingOptions: readonly ShippingOption[]
}

export type Offer =
  | { readonly sku: SellerSkuId; readonly sold: false }
  | {
      readonly sku: SellerSkuId
      readonly sold: true
      /** Price of one unit, tax included. Absent: the partner sells it but has no price for it. */
      readonly price?: MinorUnits
      /** Price before discount, at least `price`. */
      readonly listPrice?: MinorUnits
      /** Units that can be promised now, safety stock and the connector's own reservations not yet taken off. */
      readonly stock: number
      /** How much of it each channel can serve, when they differ. */
      readonly stockByChannel?: Readonly<Record<DeliveryChannel, number>>
      /** `un` when absent. */
      readonly measurementUnit?: string
      /** 1 when absent. */
      readonly unitMultiplier?: number
      readonly services?: readonly OfferedService[]
      readonly attachments?: readonly OfferedAttachment[]
    }

/** Sold with an SKU when the shopper wants it, such as a warranty. */
export interface OfferedService {
  readonly type: string
  readonly id: string
  readonly name: string
  /** For one unit of the SKU, tax included. */
  readonly price: MinorUnits
}

/** What a shopper may fill in for an SKU, such as an engraving. */
export interface OfferedAttachment {
  readonly name: string
  /** The SKU is not sold without it. */
  readonly required: boolean
  readonly fields: readonly AttachmentField[]
}

export interface AttachmentField {
  readonly name: string
  /** Characters. */
  readonly maxLength: number
  /** Empty: any text. */
  readonly options: readonly string[]
}

export type DeliveryChannel = 'delivery' | 'pickup-in-point'

export interface DeliveryWindow {
  /** ISO 8601 in UTC, as is `end`. */
  readonly start: string
  readonly end: string
  /** Added to the option's price, for the whole cart. */
  readonly price: MinorUnits
}

export interface ShippingOption {
  /** Stable over time: it comes back as the `selectedSla` of the order. */
  readonly id: string
  readonly name: string
  readonly channel: DeliveryChannel
  /** For the whole cart, tax included. */
  readonly price: MinorUnits
  /** VTEX notation: integer + `bd` | `d` | `h` | `m`. */
  readonly estimate: string
  /** Only for scheduled delivery. */
  readonly windows?: readonly DeliveryWindow[]
  /** Only for `pickup-in-point`. */
  readonly pickupPoint?: PickupPoint
}

export interface PickupPoint {
  readonly id: string
  readonly name: string
  readonly instructions?: string
  readonly address: {
    readonly postalCode: string
    /** ISO 3166-1 alpha-3. */
    readonly country: string
    readonly city: string
    readonly state: string
    readonly street: string
    readonly number?: string
    readonly neighborhood?: string
    readonly complement?: string
    /** `[longitude, latitude]` in degrees. */
    readonly geoCoordinates?: readonly [number, number]
  }
}

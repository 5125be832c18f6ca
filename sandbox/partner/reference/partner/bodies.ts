// The bodies of docs/partner-api.yaml. Amounts are minor units with tax, dates RFC 3339.

import type { AttachmentEntry, ServiceEntry } from '../../vendure/shop/catalog'

export type Channel = 'delivery' | 'pickup-in-point'

export interface StockAtLocation {
  readonly location: string
  readonly quantity: number
  readonly channels?: readonly Channel[]
}

export interface Offer {
  readonly sku: string
  readonly sold: boolean
  readonly price?: number
  readonly listPrice?: number
  readonly stock?: readonly StockAtLocation[]
  readonly services?: readonly ServiceEntry[]
  readonly attachments?: readonly AttachmentEntry[]
}

export interface CartLine {
  readonly sku: string
  readonly quantity: number
}

export interface Destination {
  readonly country?: string | null
  readonly postalCode?: string | null
  readonly geoCoordinates?: { readonly longitude: number; readonly latitude: number } | null
}

export interface DeliveryWindow {
  readonly start: string
  readonly end: string
  readonly price: number
}

export interface PickupPoint {
  readonly id: string
  readonly name: string
  readonly instructions?: string
  readonly address: Readonly<Record<string, unknown>>
}

export interface ShippingOption {
  readonly id: string
  readonly name: string
  readonly channel: Channel
  readonly price: number
  readonly estimate: string
  readonly deliveryWindows?: readonly DeliveryWindow[]
  readonly pickupPoint?: PickupPoint
}

export interface OrderLine extends CartLine {
  readonly unitPrice: number
}

export interface LineService {
  readonly id: string
  readonly name?: string | null
  readonly quantity: number
  readonly unitPrice: number
}

export interface LineAttachment {
  readonly name: string
  readonly content: Readonly<Record<string, string>>
}

export interface NewOrderLine extends OrderLine {
  readonly services?: readonly LineService[] | null
  readonly attachments?: readonly LineAttachment[] | null
}

export interface NewOrder {
  readonly reference: string
  readonly currency: string
  readonly priceList?: string | null
  readonly reserveUntil: string
  readonly lines: readonly NewOrderLine[]
  readonly shipping: {
    readonly optionId: string
    readonly channel: Channel
    readonly price: number
    readonly deliveryWindow?: { readonly start: string; readonly end: string } | null
  }
  readonly total: number
  readonly customer: Readonly<Record<string, unknown>>
  readonly address?: Destination | null
}

export interface OrderChange {
  readonly changeId: string
  readonly reason: string
  readonly lines: readonly OrderLine[]
  readonly total: number
}

export type OrderState = 'open' | 'authorized' | 'partiallyShipped' | 'shipped' | 'delivered' | 'canceled'

export interface CancelAnswer {
  readonly outcome: 'done' | 'refused' | 'deciding'
  readonly reason?: string
}

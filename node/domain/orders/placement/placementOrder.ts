import type { MarketplaceOrderId, SellerSkuId } from '../../ids'
import type { MinorUnits } from '../../money'

/** A placed order as the connector understands it; the customer's data stays in the body it came in. */
export interface PlacementOrder {
  readonly marketplaceOrderId: MarketplaceOrderId
  readonly salesChannel?: string
  readonly lines: readonly PlacementLine[]
  readonly total: MinorUnits
  /** Longest `lockTTL` of the lines, in milliseconds. */
  readonly lockMs: number
}

export interface PlacementLine {
  readonly sku: SellerSkuId
  readonly quantity: number
  readonly unitPrice: MinorUnits
  readonly slaId: string
  readonly channel: 'delivery' | 'pickup-in-point'
  /** Freight of this line. */
  readonly freight: MinorUnits
  /** Bought with the line, such as gift wrapping. */
  readonly services?: readonly PlacedService[]
  /** The shopper filled something in; what it is stays in the body. */
  readonly hasAttachments?: true
  /** Chosen delivery window, start and end in UTC. */
  readonly window?: readonly [string, string]
}

/** What the partner's platform keeps with an order line, so that a shopper gets what was paid or asked for. */
export interface CarriedExtras {
  readonly services: boolean
  readonly attachments: boolean
}

export interface PlacedService {
  readonly id: string
  readonly quantity: number
  /** Zero where the marketplace names no price: then it charges none. */
  readonly unitPrice: MinorUnits
}

/** What the services of a line cost in all. */
export const servicesValue = ({ services = [] }: PlacementLine): number =>
  services.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)

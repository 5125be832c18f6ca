import type { MarketplaceOrderId, SellerSkuId } from '../ids'
import type { MinorUnits } from '../money'

export interface PartnerOrder {
  readonly reference: MarketplaceOrderId
  /** The partner's own id, for its API. */
  readonly partnerId: string
  /** The number the partner's staff knows it by. */
  readonly partnerNumber: string
  readonly state: PartnerOrderState
  /** What the partner has it down for, freight included, where it says so. */
  readonly total?: MinorUnits
  /** What was ordered, where the platform shows it: tells our order from another one under the same reference. */
  readonly goods?: readonly { readonly sku: SellerSkuId; readonly quantity: number }[]
}

/** `open`: created and unpaid. `unknown`: a state of the platform that the adapter cannot place. */
export type PartnerOrderState =
  'open' | 'authorized' | 'partiallyShipped' | 'shipped' | 'delivered' | 'canceled' | 'unknown'

export type CancellationOutcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'deciding' }

export interface PartnerOrderUpdate extends PartnerOrder {
  /** Sale invoices issued so far. */
  readonly invoices: readonly PartnerInvoice[]
  readonly packages: readonly PartnerPackage[]
  /** Return invoices issued so far; absent where the platform knows none. */
  readonly returns?: readonly PartnerReturn[]
}

export type PartnerReturn = Pick<PartnerInvoice, 'number' | 'issuedAt' | 'total' | 'lines'>

export interface PartnerInvoice {
  readonly number: string
  readonly key?: string
  readonly url?: string
  /** ISO 8601. */
  readonly issuedAt: string
  /** Total with freight, tax included. */
  readonly total: MinorUnits
  readonly lines: readonly { readonly sku: SellerSkuId; readonly quantity: number; readonly unitPrice: MinorUnits }[]
}

export interface PartnerPackage {
  /** Stable over time. */
  readonly id: string
  /** Invoice the goods of this package are on. */
  readonly invoiceNumber: string
  readonly courier?: string
  readonly trackingNumber?: string
  readonly trackingUrl?: string
  /** ISO 8601. */
  readonly dispatchedAt?: string
  /** ISO 8601; present once delivered. */
  readonly deliveredAt?: string
  /** What happened on the way, in any order. */
  readonly events?: readonly TrackingEvent[]
}

export interface TrackingEvent {
  /** ISO 8601. */
  readonly at: string
  readonly description: string
  readonly city?: string
  readonly state?: string
}

import type { CallEntry } from '../callJournal'
import type { MarketplaceOrderId, SellerId, SellerOrderId, SellerSkuId } from '../ids'
import type { CurrencyCode, MinorUnits } from '../money'
import type { OrderChange } from './changes/orderChange'
import type { OrderAlert } from './orderAlerts'
import type { OwedStep } from './owedStep'
import type { OrderState } from './states'

/**
 * All that is kept of an order: ids, amounts, statuses and the steps still owed. No personal data (DESIGN D8, D10).
 * Changed only by conditional writes.
 */
export interface OrderRecord {
  readonly schemaVersion: 1
  readonly marketplaceOrderId: MarketplaceOrderId
  readonly orderId: SellerOrderId
  readonly sellerId: SellerId
  readonly state: OrderState
  /** Who places the order; changes when somebody takes an unfinished placement over (DESIGN D7). */
  readonly claimId: string
  /** While `placing`: the placement belongs to that claim until then. */
  readonly placingUntil?: string
  /** SHA-256 of what was ordered: a repeat with another hash is another order (409). */
  readonly contentHash: string
  /** ISO 8601, as all times here. */
  readonly createdAt: string
  readonly updatedAt: string
  readonly currency: CurrencyCode
  readonly salesChannel?: string
  readonly lines: readonly OrderLine[]
  readonly freight: MinorUnits
  /** What the marketplace undertakes to pay (`marketplacePaymentValue`). */
  readonly total: MinorUnits
  /** What the partner was told, where that is another amount: promotions of the marketplace are not the partner's. */
  readonly partnerTotal?: MinorUnits
  /** Stock is held at least that long without authorization (longest `lockTTL`). */
  readonly reservedUntil: string
  /** Why the last placement failed. */
  readonly failure?: string
  readonly partnerOrder?: { readonly id: string; readonly number: string }
  readonly authorization?: Receipt
  readonly cancellation?: Cancellation
  /** What a person has to look at. */
  readonly alerts?: readonly OrderAlert[]
  /** Changes the marketplace asked for after placement, the latest ones. */
  readonly changes?: readonly OrderChange[]
  readonly invoices: readonly InvoiceFact[]
  readonly packages: readonly PackageFact[]
  /** Return invoices of the partner. */
  readonly returns?: readonly InvoiceFact[]
  /** When VTEX was told that everything arrived. */
  readonly deliveredAt?: string
  /** The finished order's returns are asked for then. */
  readonly returnsLookAt?: string
  readonly owed: readonly OwedStep[]
  /** Minute (`YYYY-MM-DDTHH:MM`) of the newest due marker written for this record. */
  readonly markedFor?: string
  /** On the sweeper's list of open orders. */
  readonly listed?: true
  /** When OMS showed it as an order of this seller. */
  readonly confirmedAt?: string
  /** When OMS did not show it. */
  readonly missedAt?: string
  /** An operator reduced it to ids and amounts. */
  readonly erasedAt?: string
  readonly timeline: Timeline
}

export interface OrderLine {
  readonly sku: SellerSkuId
  readonly quantity: number
  readonly unitPrice: MinorUnits
  readonly slaId: string
}

export interface Receipt {
  readonly date: string
  readonly receipt: string
}

export interface Cancellation {
  readonly requestedAt: string
  readonly requestId?: string
  readonly requestedBy: 'marketplace' | 'partner'
  /** The marketplace may be told as soon as the partner knows: by policy or by the operator's word. */
  readonly approved?: true
  /** The partner has not been told yet that it may ship; it is told when the cancellation is refused. */
  readonly heldAuthorization?: true
  /** Present once decided. */
  readonly decision?: 'confirmed' | 'refused'
  readonly receipt?: Receipt
}

/** What the marketplace knows of an invoice of the partner. */
export interface InvoiceFact {
  readonly number: string
  /** As the marketplace is told it. */
  readonly value: MinorUnits
  /** As it stands on the document, where that is another amount. */
  readonly documentValue?: MinorUnits
  /** When VTEX accepted it. */
  readonly acceptedAt?: string
  /** What was last told of its parcels on the way, see `statusMark`. */
  readonly statusTold?: string
  /** Number under which the operator sent it instead. */
  readonly replacedBy?: string
}

export interface PackageFact {
  readonly id: string
  readonly invoiceNumber: string
  readonly trackingNumber?: string
  /** The partner's number the operator put another one in the place of. */
  readonly instead?: string
  readonly trackingSentAt?: string
  readonly deliveredSentAt?: string
}

export interface Timeline {
  readonly entries: readonly TimelineEntry[]
  /** Entries left out between the first and the last ones. */
  readonly dropped: number
}

/** A call, or a decision of the connector. */
export type TimelineEntry = CallEntry | Decision

export interface Decision {
  readonly at: string
  readonly decision: string
  readonly reason?: string
}

const KEPT_FIRST = 60
const KEPT_LAST = 140

/** Adds entries, oldest first; keeps the beginning and the end of a long story. */
export function appendTimeline(timeline: Timeline, added: readonly TimelineEntry[]): Timeline {
  const all = [...timeline.entries, ...added]
  const excess = all.length - (KEPT_FIRST + KEPT_LAST)
  if (excess <= 0) return { entries: all, dropped: timeline.dropped }
  return {
    entries: [...all.slice(0, KEPT_FIRST), ...all.slice(KEPT_FIRST + excess)],
    dropped: timeline.dropped + excess,
  }
}

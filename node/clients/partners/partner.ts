import type { MarketplaceOrderId } from '../../domain/ids'
import type { Quote } from '../../domain/offers/quote'
import type { CarriedExtras } from '../../domain/orders/placement/placementOrder'
import type { CancellationOutcome, PartnerOrder, PartnerOrderUpdate } from '../../domain/orders/partnerOrder'
import type { CatalogFeedPage, CatalogPage, OrderFeedPage } from './partnerPages'
import type { PartnerOrderChange, PartnerOrderRequest, QuoteRequest } from './partnerRequests'

export type { CatalogItem } from '../../domain/catalog/catalogItem'
export type { Destination, Offer, Quote, ShippingOption } from '../../domain/offers/quote'
export type {
  CancellationOutcome,
  PartnerInvoice,
  PartnerOrder,
  PartnerOrderState,
  PartnerOrderUpdate,
  PartnerPackage,
} from '../../domain/orders/partnerOrder'
export type { CatalogFeedPage, CatalogPage, OrderFeedPage } from './partnerPages'
export type {
  LineAttachment,
  LineService,
  PartnerOrderChange,
  PartnerOrderRequest,
  QuoteRequest,
} from './partnerRequests'

/**
 * What the connector needs from a shop or ERP outside VTEX (DESIGN D12). One folder per platform implements it.
 *
 * Every method resolves with data that has been checked, or rejects with one of the domain errors:
 * `PartnerRefused` (the partner said no, with a reason), `PartnerUnavailable` (it certainly did not act: refused
 * connection, 429, 503, sign-in failed), `PartnerInDoubt` (it may have acted: timeout or broken answer of a write) or
 * `PartnerAnswerInvalid` (a read answered something that breaks the contract). Raw HTTP errors never escape.
 */
export interface Partner {
  readonly capabilities: PartnerCapabilities

  /** Price, stock and shipping options of some SKUs in one look. Pure read: reserves nothing. */
  quote(request: QuoteRequest, budget: CallBudget): Promise<Quote>

  /** One page of the catalogue, in a stable order. No `cursor` = first page; `next` absent = last page. */
  catalogPage(cursor: string | undefined, budget: CallBudget): Promise<CatalogPage>

  /**
   * What changed in the catalogue since a cursor. Absent where the platform has no such feed.
   * @param cursor undefined: nothing yet, answer the cursor of this moment
   * @returns `notOffered` when this partner does not have it, `expired` when it no longer knows the cursor
   */
  catalogFeed?(cursor: string | undefined, budget: CallBudget): Promise<CatalogFeedPage | 'notOffered' | 'expired'>

  /**
   * Creates the order, unpaid. Idempotent by `order.reference`: called again it answers the order that exists.
   * An adapter whose platform has no unique reference looks the reference up before it creates.
   */
  createOrder(order: PartnerOrderRequest, budget: CallBudget): Promise<PartnerOrder>

  /** The order with this reference, or undefined when the partner is certain that there is none. */
  findOrder(reference: MarketplaceOrderId, budget: CallBudget): Promise<PartnerOrder | undefined>

  /** The marketplace has the money: the partner may ship. Repeatable. */
  authorizeOrder(reference: MarketplaceOrderId, budget: CallBudget): Promise<PartnerOrder>

  /** Asks the partner to cancel. Repeatable: an order canceled before answers `done`. */
  cancelOrder(reference: MarketplaceOrderId, reason: string, budget: CallBudget): Promise<CancellationOutcome>

  /** What an order line may carry besides its goods, where only the partner knows. Absent: nothing. */
  carries?(budget: CallBudget): Promise<CarriedExtras>

  /** Whether this partner takes changes, where only the partner knows. */
  takesChanges?(budget: CallBudget): Promise<boolean>

  /**
   * Applies a change of an open order, all or nothing. Repeatable. Absent where the platform cannot.
   * @returns `notOffered` when this partner takes no changes
   */
  changeOrder?(change: PartnerOrderChange, budget: CallBudget): Promise<PartnerOrder | 'notOffered'>

  /**
   * Orders that changed since a cursor, so that open orders need not be read one by one. Absent where the platform has
   * no such feed.
   * @param cursor undefined: nothing yet, answer the cursor of this moment
   * @returns `notOffered` when this partner does not have it, `expired` when it no longer knows the cursor
   */
  orderFeed?(cursor: string | undefined, budget: CallBudget): Promise<OrderFeedPage | 'notOffered' | 'expired'>

  /** Where some orders stand. A reference the partner does not know is absent from the answer. */
  orderUpdates(references: MarketplaceOrderId[], budget: CallBudget): Promise<PartnerOrderUpdate[]>

  /**
   * Only for platforms where a placement can leave something half made behind: removes what this connector's login
   * began before `startedBefore` and never finished. Bounded: what is left is met again next time.
   * @returns how many were removed
   */
  sweepDrafts?(startedBefore: Date, budget: CallBudget): Promise<number>
}

export interface PartnerCapabilities {
  /** true: creating an order reserves its stock at the partner. false: the connector keeps reservations itself (D16). */
  readonly reserves: boolean
  /** How many orders one call of `orderUpdates` reads. */
  readonly ordersPerLook: number
}

/** How long a call may take, by our own clock (an HttpClient timeout is only socket inactivity). */
export interface CallBudget {
  /** Milliseconds since the epoch after which the answer is of no use. */
  readonly deadlineAt: number
  /** Nobody waits for it: sales go first. */
  readonly background?: boolean
}

import type { CatalogItem } from '../../domain/catalog/catalogItem'
import type { MarketplaceOrderId, SellerSkuId } from '../../domain/ids'
import type { CurrencyCode, MinorUnits } from '../../domain/money'
import type { Destination, Quote } from '../../domain/offers/quote'
import type { CarriedExtras } from '../../domain/orders/placementOrder'
import type { CancellationOutcome, PartnerOrder, PartnerOrderUpdate } from '../../domain/orders/partnerOrder'

export type { CatalogItem } from '../../domain/catalog/catalogItem'
export type { DeliveryWindow, Destination, Offer, PickupPoint, Quote, ShippingOption } from '../../domain/offers/quote'
export type {
  CancellationOutcome,
  PartnerInvoice,
  PartnerOrder,
  PartnerOrderState,
  PartnerOrderUpdate,
  PartnerPackage,
} from '../../domain/orders/partnerOrder'

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

export interface PartnerOrderChange {
  readonly reference: MarketplaceOrderId
  /** The marketplace's id of the change: the same for every repeat. */
  readonly changeId: string
  readonly reason: string
  /** The whole order after the change. */
  readonly lines: PartnerOrderRequest['lines']
  /** Of the order after the change, freight included. */
  readonly total: MinorUnits
}

export interface OrderFeedPage {
  readonly updates: readonly PartnerOrderUpdate[]
  readonly next: string
  /** More can be read at once. */
  readonly more: boolean
}

export interface CatalogFeedPage {
  /** New and changed SKUs, as they are now. */
  readonly items: readonly CatalogItem[]
  readonly broken?: CatalogPage['broken']
  readonly deleted: readonly SellerSkuId[]
  readonly next: string
  /** More can be read at once. */
  readonly more: boolean
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

export interface QuoteRequest {
  /** Distinct SKUs with the total quantity wanted of each. */
  readonly lines: readonly { readonly sku: SellerSkuId; readonly quantity: number }[]
  /** Absent: the shelf asks for price and stock only, `shippingOptions` comes back empty. */
  readonly destination?: Destination
  /** Trade policy whose price list applies. */
  readonly salesChannel?: string
}

/** Personal data in here passes through to the partner and is never stored or logged (DESIGN D10). */
export interface PartnerOrderRequest {
  /** The idempotency reference. */
  readonly reference: MarketplaceOrderId
  readonly currency: CurrencyCode
  readonly salesChannel?: string
  /** Stock is held at least until then without authorization (ISO 8601). */
  readonly reserveUntil: string
  readonly lines: readonly {
    readonly sku: SellerSkuId
    readonly quantity: number
    /** Unit price agreed with the shopper, tax included. */
    readonly unitPrice: MinorUnits
    readonly services?: readonly LineService[]
    readonly attachments?: readonly LineAttachment[]
  }[]
  readonly shipping: {
    readonly optionId: string
    readonly channel: 'delivery' | 'pickup-in-point'
    /** Freight the partner asks for the whole order, window included, tax included. */
    readonly price: MinorUnits
    /** Chosen delivery window, start and end in UTC. */
    readonly window?: readonly [string, string]
  }
  readonly customer: {
    readonly email: string
    readonly firstName: string
    readonly lastName: string
    readonly phone?: string
    readonly document?: string
    readonly documentType?: string
    readonly corporateName?: string
    readonly corporateDocument?: string
    readonly tradeName?: string
    readonly stateInscription?: string
    readonly corporatePhone?: string
  }
  /** What was written to the order; platforms without a place for it leave it out. */
  readonly note?: string
  readonly customFields?: readonly { readonly app: string; readonly name: string; readonly value: string }[]
  /** Absent for a pure pickup. */
  readonly address?: {
    readonly receiverName?: string
    readonly postalCode: string
    /** ISO 3166-1 alpha-3. */
    readonly country: string
    readonly city: string
    readonly state: string
    readonly street: string
    readonly number?: string
    readonly neighborhood?: string
    readonly complement?: string
    readonly reference?: string
  }
}

/** A service bought with a line, such as gift wrapping. */
export interface LineService {
  readonly id: string
  readonly type?: string
  readonly name?: string
  readonly quantity: number
  readonly unitPrice: MinorUnits
}

/** What a shopper filled in for a line. */
export interface LineAttachment {
  readonly name: string
  readonly content: Readonly<Record<string, string>>
}

export interface CatalogPage {
  readonly items: readonly CatalogItem[]
  /** SKUs of the page whose description breaks the contract, and why. */
  readonly broken?: readonly { readonly sku: SellerSkuId; readonly reason: string }[]
  readonly next?: string
  /** The partner no longer knows the cursor: begin anew. */
  readonly restart?: true
}

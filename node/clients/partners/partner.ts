import type { MarketplaceOrderId, SellerSkuId } from '../../domain/ids'
import type { CurrencyCode, MinorUnits } from '../../domain/money'

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

  /** Where some orders stand. A reference the partner does not know is absent from the answer. */
  orderUpdates(references: MarketplaceOrderId[], budget: CallBudget): Promise<PartnerOrderUpdate[]>
}

export interface PartnerCapabilities {
  /** true: creating an order reserves its stock at the partner. false: the connector keeps reservations itself (D16). */
  readonly reserves: boolean
}

/** How long a call may take, by our own clock (an HttpClient timeout is only socket inactivity). */
export interface CallBudget {
  /** Milliseconds since the epoch after which the answer is of no use. */
  readonly deadlineAt: number
}

export interface QuoteRequest {
  /** Distinct SKUs with the total quantity wanted of each. */
  readonly lines: readonly { readonly sku: SellerSkuId; readonly quantity: number }[]
  /** Absent: the shelf asks for price and stock only, `shippingOptions` comes back empty. */
  readonly destination?: Destination
  /** Trade policy whose price list applies. */
  readonly salesChannel?: string
}

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
      /** `un` when absent. */
      readonly measurementUnit?: string
      /** 1 when absent. */
      readonly unitMultiplier?: number
    }

export interface ShippingOption {
  /** Stable over time: it comes back as the `selectedSla` of the order. */
  readonly id: string
  readonly name: string
  readonly channel: 'delivery' | 'pickup-in-point'
  /** For the whole cart, tax included. */
  readonly price: MinorUnits
  /** VTEX notation: integer + `bd` | `d` | `h` | `m`. */
  readonly estimate: string
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

export interface CatalogPage {
  readonly items: readonly CatalogItem[]
  readonly next?: string
}

/** One sellable variant as the partner describes it. Nothing is required but the SKU: content is checked by the domain. */
export interface CatalogItem {
  readonly sku: SellerSkuId
  readonly productId: string
  readonly productName: string
  readonly skuName: string
  readonly description?: string
  readonly brand?: string
  /** Department first. */
  readonly categoryPath: readonly string[]
  readonly eans: readonly string[]
  readonly refId?: string
  readonly images: readonly { readonly name: string; readonly url: string }[]
  readonly heightCm?: number
  readonly widthCm?: number
  readonly lengthCm?: number
  readonly weightGrams?: number
  /** Variation attributes, e.g. colour and size. */
  readonly skuSpecifications: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly productSpecifications: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly measurementUnit?: string
  readonly unitMultiplier?: number
  /** false: the partner keeps it but does not sell it. */
  readonly active: boolean
  readonly currency: CurrencyCode
  readonly price?: MinorUnits
  readonly listPrice?: MinorUnits
  readonly stock: number
}

/** Personal data in here passes through to the partner and is never stored or logged (DESIGN D10). */
export interface PartnerOrderRequest {
  /** The idempotency reference. */
  readonly reference: MarketplaceOrderId
  readonly currency: CurrencyCode
  readonly salesChannel?: string
  readonly lines: readonly {
    readonly sku: SellerSkuId
    readonly quantity: number
    /** Unit price agreed with the shopper, tax included. */
    readonly unitPrice: MinorUnits
  }[]
  readonly shipping: {
    readonly optionId: string
    readonly channel: 'delivery' | 'pickup-in-point'
    /** Freight agreed with the shopper for the whole order, tax included. */
    readonly price: MinorUnits
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
  }
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

export interface PartnerOrder {
  readonly reference: MarketplaceOrderId
  /** The partner's own id, for its API. */
  readonly partnerId: string
  /** The number the partner's staff knows it by. */
  readonly partnerNumber: string
  readonly state: PartnerOrderState
}

/** `open`: created and unpaid. `unknown`: a state of the platform that the adapter cannot place. */
export type PartnerOrderState =
  | 'open'
  | 'authorized'
  | 'partiallyShipped'
  | 'shipped'
  | 'delivered'
  | 'canceled'
  | 'unknown'

export type CancellationOutcome =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'deciding' }

export interface PartnerOrderUpdate extends PartnerOrder {
  /** Sale invoices issued so far. */
  readonly invoices: readonly PartnerInvoice[]
  readonly packages: readonly PartnerPackage[]
}

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
}

import type { MarketplaceOrderId, SellerSkuId } from '../../domain/ids'
import type { CurrencyCode, MinorUnits } from '../../domain/money'
import type { Destination } from '../../domain/offers/quote'

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

/** A change of an order the partner has. */
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

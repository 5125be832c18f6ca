import type { MarketplaceOrder } from './order'
import type { OrderFeed } from './orderEvents/orderFeed'
import type { OrderHook } from './orderEvents/orderHook'
import type { StatusListener } from './orderStatus'
import { Permissions } from './permissions'

export interface AccountOptions {
  readonly account: string
  /** Category tree of the marketplace, names joined by `/`. */
  readonly categories: readonly { readonly id: number; readonly path: string }[]
  readonly brands: readonly { readonly id: number; readonly name: string }[]
  /** Trade policies. */
  readonly salesChannels: readonly { readonly id: number; readonly name: string }[]
  /** Which id VTEX matches invoice lines by: no source says (PROTOCOL C-48, U-09). Default: the seller's. */
  readonly invoiceLinesAre?: 'sellerSku' | 'marketplaceSku' | 'either'
  /** How Get order shows invoice lines that fit no order line (AC-96); `null` = as rows with that `itemIndex`. */
  readonly unmatchedInvoiceLines?: 'null' | 'omitted'
  /** Real milliseconds a suggestion takes to be received: two that overlap were sent at once. 5 when absent. */
  readonly suggestionReceivingMs?: number
  /** Milliseconds until the orders list shows a change; 240,000 when absent: "approximately four minutes" [OAS-orders]. */
  readonly orderIndexDelayMs?: number
}

/** A seller as registered: the fields of PROTOCOL §3.1. */
export interface RegisteredSeller {
  readonly id: string
  readonly name: string
  readonly isActive: boolean
  readonly fulfillmentEndpoint: string
  readonly availableSalesChannels: readonly {
    readonly isSelected: boolean
    readonly id: number
    readonly name: string
  }[]
  readonly [field: string]: unknown
}

export interface Binding {
  readonly sellerId: string
  readonly sku: string
  /** Number of the binding itself. */
  readonly skuSellerId: number
  readonly name: string
  marketplaceSku: string
  /** An inactive one gets no price and stock refresh (PROTOCOL §4.2). */
  isActive: boolean
  updateDate: string
}

/** Percent numbers of one category, or of `default` (PROTOCOL §3.5). */
export interface Commission {
  readonly categoryId: string
  readonly categoryFullPath: string | null
  readonly productCommissionPercentage: number
  readonly freightCommissionPercentage: number
}

/** An expired suggestion is as if it had never been sent, so it has no status. */
export type SuggestionStatus = 'pending' | 'accepted' | 'denied'

export interface Suggestion {
  readonly sellerId: string
  readonly sku: string
  readonly createdDate: string
  /** Newest last. */
  readonly versions: { readonly id: string; readonly content: SuggestionContent }[]
  lastModifiedDate: string
  /** A denied SKU cannot be sent again until an operator unblocks it (PROTOCOL §4.4). */
  blocked: boolean
  status: SuggestionStatus
  /** Matcher score, 0 to 100 (PROTOCOL §4.5). */
  score: number
  observation: string | null
  mapping: { readonly CategoryId: number | null; readonly BrandId: number | null }
}

/** Body of PROTOCOL §4.3, checked. */
export interface SuggestionContent {
  readonly ProductName: string
  readonly SkuName: string
  readonly BrandName: string
  readonly CategoryFullPath: string
  readonly Images: readonly { readonly imageName: string; readonly imageUrl: string }[]
  readonly AvailableQuantity: number
  readonly Pricing: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** What the marketplace's index believes about a seller's SKU: the last simulation without address. */
export interface IndexedOffer {
  readonly sellerId: string
  readonly sku: string
  /** Cents. */
  readonly price: number
  readonly listPrice: number
  readonly stockBalance: number
  readonly availability: 'available' | 'withoutStock' | 'withoutPriceFulfillment'
  readonly indexedAt: string
}

export interface ChannelMapping {
  readonly marketplaceSalesChannel: number
  readonly sellerChannel: string
}

export interface AccountState {
  readonly options: AccountOptions
  readonly account: string
  readonly sellers: Map<string, RegisteredSeller>
  readonly bindings: Map<string, Binding>
  nextBinding: number
  readonly suggestions: Map<string, Suggestion>
  /** SKUs whose change notification was answered 404: only those may be suggested (PROTOCOL §4.3). */
  readonly answeredNotBound: Set<string>
  readonly offers: Map<string, IndexedOffer>
  readonly orders: Map<string, MarketplaceOrder>
  readonly statusListeners: Set<StatusListener>
  readonly permissions: Permissions
  readonly commissions: Map<string, readonly Commission[]>
  readonly salesChannelMappings: Map<string, readonly ChannelMapping[]>
  /** Gateway accounts, which only the older seller API knows. */
  /** Specification values the catalog has seen. */
  readonly knownValues: Set<string>
  readonly merchantNames: Map<string, string>
  /** Since when sellers are paused, in milliseconds since the epoch. */
  readonly pausedSince: Map<string, number>
  readonly feeds: Map<string, OrderFeed>
  readonly hooks: Map<string, OrderHook>
}

/** Sellers choose their SKU ids freely, so the two parts are kept apart by a character no id has. */
export const skuKey = (sellerId: string, sku: string) => `${sellerId}\n${sku}`

export const newAccount = (options: AccountOptions): AccountState => ({
  options,
  account: options.account,
  sellers: new Map(),
  bindings: new Map(),
  nextBinding: 0,
  suggestions: new Map(),
  answeredNotBound: new Set(),
  offers: new Map(),
  orders: new Map(),
  statusListeners: new Set(),
  permissions: new Permissions(),
  commissions: new Map(),
  salesChannelMappings: new Map(),
  knownValues: new Set(),
  merchantNames: new Map(),
  pausedSince: new Map(),
  feeds: new Map(),
  hooks: new Map(),
})

const FIRST_MARKETPLACE_SKU = 4_211
const FIRST_BINDING = 88_123

interface BindingOptions {
  readonly name?: string
  /** A SKU the marketplace has; a new one when absent. */
  readonly marketplaceSku?: string
  readonly now?: Date
}

/** Binds a seller's SKU to a SKU of the marketplace; an existing binding is kept. */
export function bindTo(state: AccountState, sellerId: string, sku: string, options: BindingOptions = {}): Binding {
  const key = skuKey(sellerId, sku)
  const known = state.bindings.get(key)
  if (known) return known
  const { name = sku, marketplaceSku, now = new Date(0) } = options
  const number = state.nextBinding++
  const binding: Binding = {
    sellerId,
    sku,
    skuSellerId: FIRST_BINDING + number,
    name,
    marketplaceSku: marketplaceSku ?? String(FIRST_MARKETPLACE_SKU + number),
    isActive: true,
    updateDate: now.toISOString(),
  }
  state.bindings.set(key, binding)
  return binding
}

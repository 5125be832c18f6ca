import type { SellerId } from '../ids'
import type { NameMapping } from '../catalog/nameMapping'
import type { CurrencyCode } from '../money'
import type { Freshness } from '../offers/freshness'
import type { RegistrationSettings } from './registrationSettings'
import type { SellerMode, SendSwitches } from './sendSwitches'

export type Platform = 'vendure' | 'seller-api'

/** `hold`: not sent, with its reason; `send`: sent, to be mapped by whoever approves it. */
export type UnmappedPolicy = 'hold' | 'send'

/** Whose word ends a cancellation of a paid order: nobody's beyond what has left already, the partner's, the operator's. */
export type CancellationPolicy = 'confirm' | 'partner' | 'operator'

/** What becomes of an order at another price than the partner's: not taken, or taken and shown to the operator. */
export type PriceDivergence = 'refuse' | 'acceptAndAlert'

export type InvoiceLineIds = 'seller' | 'marketplace'

/** One seller as the operator configured it, checked and with defaults filled in (DESIGN D14). */
export interface SellerSettings extends RegistrationSettings {
  readonly sellerId: SellerId
  /** Name shoppers see. */
  readonly name: string
  /** false: the seller pauses itself; simulations answer zero stock, orders go on. */
  readonly active: boolean
  /** No setting: the marketplace paused it, and it goes on answering (PROTOCOL §17.18). */
  readonly pausedThere?: true
  readonly mode: SellerMode
  /** What goes out of this seller now; decided by `mode` and the setting `sends`. */
  readonly sends: SendSwitches
  readonly platform: Platform
  /** https origin of the partner, without path. */
  readonly partnerUrl: string
  /** Host of `partnerUrl`, with its port if it has one. */
  readonly partnerHost: string
  /**
   * Put before every order reference at the partner. Order ids are unique in one marketplace only: sellers of two
   * marketplaces or workspaces that share one shop need different prefixes.
   */
  readonly referencePrefix: string
  /** Seller API bearer token. */
  readonly token?: string
  /** Vendure administrator login. */
  readonly username?: string
  readonly password?: string
  readonly webhookSecret?: string
  /** How long a key of the endpoint is honoured after a newer one took its place. */
  readonly retiredKeyDays: number
  readonly currency: CurrencyCode
  /** ISO 3166-1 alpha-3: countries served, main one first. */
  readonly countries: readonly string[]
  readonly salesChannels: readonly string[]
  /** Units held back from the marketplace, per SKU. */
  readonly safetyStock: number
  /** How far the price of an order may differ from the partner's, in percent. */
  readonly priceTolerancePercent: number
  /** What becomes of an order beyond that. */
  readonly priceDivergence: PriceDivergence
  readonly cancellation: CancellationPolicy
  /** A cancellation that waits for its decision longer than that becomes a problem; VTEX itself waits 30 days. */
  readonly cancellationAlarmDays: number
  /** The partner is asked for returns of a delivered order that many days. */
  readonly returnDays: number
  /** Which SKU ids the lines of an invoice carry: VTEX does not say which it matches (PROTOCOL U-09, C-48). */
  readonly invoiceLineIds: InvoiceLineIds
  /** VTEX publishes no limit for order placement: the one of simulation is assumed (PROTOCOL U-02). */
  readonly placementDeadlineMs: number
  /** How long what the partner said may be used. */
  readonly freshness: Freshness
  /** Most calls to the partner at the same time, per replica. */
  readonly partnerConcurrency: number
  readonly followUpEmail: string
  /** Gateway account when the seller processes payments; null when the marketplace does. */
  readonly merchantName: string | null
  readonly allowMultipleDeliveries: boolean
  /** The marketplace's names of the partner's categories and brands. */
  readonly mapping: NameMapping
  /** What happens to an SKU whose category or brand the marketplace does not have. */
  readonly unmapped: UnmappedPolicy
  /** Minutes between two looks at what changed, for a partner without a feed; 0: none. */
  readonly catalogDeltaMinutes: number
  /** Hour of the day (UTC) of the look at everything; absent: none. */
  readonly catalogNightlyHour?: number
}

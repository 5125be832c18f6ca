import type { CallLog } from '../domain/callJournal'
import type { Clock } from '../domain/clock'
import type { SellerSettings } from '../domain/settings/sellerSettings'
import type { CatalogNotifications } from './marketplace/catalogNotifications'
import type { MarketplaceTaxonomy } from './marketplace/marketplaceTaxonomy'
import type { SellerStatus } from './marketplace/sellerStatus'
import type { SkuBindings } from './marketplace/skuBindings'
import type { MarketplaceOrders } from './marketplace/marketplaceOrders'
import type { OrderChanges } from './marketplace/orderChanges'
import type { SkuSuggestions } from './marketplace/skuSuggestions'
import type { OfferBook } from './offers/offerBook'
import type { OfferRefresh } from './offers/offerRefresh'
import type { ReservedUnits } from './offers/reservedUnits'
import type { Partner, PartnerCapabilities } from './partners/partner'
import type { ActivityStore } from './storage/activityStore'
import type { CatalogStore } from './storage/catalogStore'
import type { ClaimStore } from './storage/claimStore'
import type { FeedStore } from './storage/feedStore'
import type { HintStore } from './storage/hintStore'
import type { OpenOrderStore } from './storage/openOrderStore'
import type { OrderRowStore } from './storage/orderRowStore'
import type { OrderStore } from './storage/orderStore'
import type { ProblemStore } from './storage/problemStore'
import type { ReservationStore } from './storage/reservationStore'
import type { RoundStore } from './storage/roundStore'

/** Everything one piece of work for one seller needs; opened by a request, an event or the sweeper. */
export interface SellerWork {
  readonly seller: SellerSettings
  readonly clock: Clock
  /** Calls made so far that no record holds yet. */
  readonly log: CallLog
  /** Behind its guard: in turn, in time, and not at all while it is down. */
  readonly partner: Partner
  /** The same as the partner's own, without a client of it. */
  readonly capabilities: PartnerCapabilities
  /** What the partner sells, as a simulation needs it. */
  readonly offers: OfferBook
  /** Replaces shared snapshots before the marketplace is told to look. */
  readonly refresh: OfferRefresh
  readonly orders: OrderStore
  /** Orders followed at the partner. */
  readonly openOrders: OpenOrderStore
  /** Lists for operators. */
  readonly orderRows: OrderRowStore
  /** The daily look at everything. */
  readonly rounds: RoundStore
  readonly claims: ClaimStore
  readonly reservations: ReservationStore
  /** Units promised to others, as a simulation needs them. */
  readonly reserved: ReservedUnits
  readonly catalog: CatalogStore
  readonly activity: ActivityStore
  readonly feed: FeedStore
  /** What has to be read again at the partner, and then told to the marketplace. */
  readonly hints: HintStore
  /** What a person has to look at. */
  readonly problems: ProblemStore
  readonly marketplaceOrders: MarketplaceOrders
  readonly orderChanges: OrderChanges
  readonly catalogNotifications: CatalogNotifications
  readonly skuSuggestions: SkuSuggestions
  readonly skuBindings: SkuBindings
  readonly taxonomy: MarketplaceTaxonomy
  readonly sellerStatus: SellerStatus
}

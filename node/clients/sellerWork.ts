import type { IOContext } from '@vtex/api'

import { CallLog } from '../domain/callJournal'
import type { Clock } from '../domain/clock'
import { partsOfSnapshotKey } from '../domain/offers/offerSnapshot'
import type { ConnectorSettings } from '../domain/settings/parseSettings'
import type { SellerSettings } from '../domain/settings/sellerSettings'
import type { CallScope } from './callScope'
import type { Clients } from './index'
import { CatalogNotifications } from './marketplace/catalogNotifications'
import { sharedPace } from './marketplace/marketplacePace'
import { MarketplaceTaxonomy } from './marketplace/marketplaceTaxonomy'
import { SellerStatus } from './marketplace/sellerStatus'
import { SkuBindings } from './marketplace/skuBindings'
import { MarketplaceOrders } from './marketplace/marketplaceOrders'
import { OrderChanges } from './marketplace/orderChanges'
import { SkuSuggestions } from './marketplace/skuSuggestions'
import { KnownOffers } from './offers/knownOffers'
import { OfferBook } from './offers/offerBook'
import { OfferRefresh } from './offers/offerRefresh'
import { ReservedUnits } from './offers/reservedUnits'
import type { Partner, PartnerCapabilities } from './partners/partner'
import { capabilitiesOf, partnerOf } from './partners/partnerOf'
import { guardedPartner } from './partners/resilience/guardedPartner'
import { guardOf } from './partners/resilience/guardOf'
import { ActivityStore } from './storage/activityStore'
import { CatalogStore } from './storage/catalogStore'
import { ClaimStore } from './storage/claimStore'
import { FeedStore } from './storage/feedStore'
import { HintStore } from './storage/hintStore'
import { OpenOrderStore } from './storage/openOrderStore'
import { OrderRowStore } from './storage/orderRowStore'
import { OrderStore } from './storage/orderStore'
import { PaceStore } from './storage/paceStore'
import { ProblemStore } from './storage/problemStore'
import { ReservationStore } from './storage/reservationStore'
import { RoundStore } from './storage/roundStore'
import { SnapshotStore } from './storage/snapshotStore'
import { systemClock } from './systemClock'

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

export interface WorkScope {
  readonly clients: Clients
  readonly vtex: IOContext
}

export const openSellerWork = (
  scope: WorkScope,
  seller: SellerSettings,
  settings: ConnectorSettings,
  clock: Clock = systemClock,
): SellerWork => new OpenSellerWork(scope, seller, settings, clock)

/** Each part is made when it is first used: most requests need two or three of them. */
class OpenSellerWork implements SellerWork {
  readonly log = new CallLog()
  private readonly made: { -readonly [Part in keyof SellerWork]?: SellerWork[Part] } = {}
  private callScope: CallScope | undefined

  constructor(
    private readonly scope: WorkScope,
    readonly seller: SellerSettings,
    private readonly settings: ConnectorSettings,
    readonly clock: Clock,
  ) {}

  get capabilities() {
    return capabilitiesOf(this.seller.platform)
  }
  get partner() {
    return (this.made.partner ??= this.openPartner())
  }
  get offers() {
    return (this.made.offers ??= this.openOffers())
  }
  get refresh() {
    const { seller, partner, clock } = this
    return (this.made.refresh ??= new OfferRefresh({ seller, partner, snapshots: this.snapshots(), clock }))
  }
  get orders() {
    return (this.made.orders ??= new OrderStore(this.records, this.id, this.clock))
  }
  get openOrders() {
    return (this.made.openOrders ??= new OpenOrderStore(this.records, this.id, this.clock))
  }
  get orderRows() {
    return (this.made.orderRows ??= new OrderRowStore(this.records, this.id))
  }
  get rounds() {
    return (this.made.rounds ??= new RoundStore(this.records, this.id, this.clock))
  }
  get claims() {
    return (this.made.claims ??= new ClaimStore(this.records, this.id, this.clock))
  }
  get reservations() {
    return (this.made.reservations ??= new ReservationStore(this.records, this.id, this.clock))
  }
  get reserved() {
    return (this.made.reserved ??= new ReservedUnits(this.scope.vtex, this.id, this.reservations, this.clock))
  }
  get catalog() {
    return (this.made.catalog ??= new CatalogStore(this.records, this.id))
  }
  get activity() {
    return (this.made.activity ??= new ActivityStore(this.records, this.id))
  }
  get feed() {
    return (this.made.feed ??= new FeedStore(this.records, this.id))
  }
  get hints() {
    return (this.made.hints ??= new HintStore(this.records, this.id, this.clock))
  }
  get problems() {
    return (this.made.problems ??= new ProblemStore(this.records, this.scope.vtex, this.id, this.clock))
  }
  get marketplaceOrders() {
    return (this.made.marketplaceOrders ??= new MarketplaceOrders(this.scope.vtex, this.calls))
  }
  get catalogNotifications() {
    return (this.made.catalogNotifications ??= new CatalogNotifications(this.scope.vtex, this.calls))
  }
  get skuSuggestions() {
    return (this.made.skuSuggestions ??= new SkuSuggestions(this.scope.vtex, this.calls))
  }

  get orderChanges() {
    return (this.made.orderChanges ??= new OrderChanges(this.scope.vtex, this.calls))
  }
  get skuBindings() {
    return (this.made.skuBindings ??= new SkuBindings(this.scope.vtex, this.calls))
  }
  get taxonomy() {
    return (this.made.taxonomy ??= new MarketplaceTaxonomy(this.scope.vtex, this.calls))
  }
  get sellerStatus() {
    return (this.made.sellerStatus ??= new SellerStatus(this.scope.vtex, this.calls))
  }

  private get calls(): CallScope {
    const { clock, log: journal, scope, settings } = this
    if (this.callScope) return this.callScope
    const pace = sharedPace(scope.vtex, settings.pace)
    const paces = new PaceStore(this.records)
    return (this.callScope = {
      clock,
      journal,
      operationId: scope.vtex.operationId,
      appKeyPair: settings.appKeyPair,
      pace: (api, step, call) => pace.run(api, step, paces, call),
    })
  }
  private get records() {
    return this.scope.clients.records
  }
  private get id() {
    return this.seller.sellerId
  }

  private snapshots() {
    return new SnapshotStore(() => this.records, this.scope.vtex, this.id, this.clock, this.seller.freshness)
  }

  private openPartner(): Partner {
    const { clock, log, scope, seller } = this
    const partner = partnerOf({ context: scope.vtex, seller, clock, journal: log })
    return guardedPartner(partner, guardOf(scope.vtex, seller, clock), clock)
  }

  private openOffers(): OfferBook {
    const { clock, scope, seller } = this
    const known = new KnownOffers({
      tenant: scope.vtex,
      seller,
      snapshots: this.snapshots(),
      clock,
      onOutdated: async (keys) => {
        const skus = new Set(keys.map((key) => partsOfSnapshotKey(key).sku))
        await this.hints.add([...skus].map((id) => ({ kind: 'sku', id })))
      },
    })
    return new OfferBook({
      tenant: scope.vtex,
      seller,
      partner: () => this.partner,
      guard: guardOf(scope.vtex, seller, clock),
      known,
      clock,
    })
  }
}

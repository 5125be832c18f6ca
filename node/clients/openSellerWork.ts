import type { IOContext } from '@vtex/api'

import { CallLog } from '../domain/callJournal'
import type { Clock } from '../domain/clock'
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
import type { OfferBook } from './offers/offerBook'
import { openOfferBook } from './offers/openOfferBook'
import { OfferRefresh } from './offers/offerRefresh'
import { ReservedUnits } from './offers/reservedUnits'
import type { Partner } from './partners/partner'
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
import type { SellerWork } from './sellerWork'
import { systemClock } from './systemClock'

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
  get offers(): OfferBook {
    return (this.made.offers ??= openOfferBook(this, this.scope.vtex, this.snapshots()))
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
}

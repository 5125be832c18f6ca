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
import type { Partner } from './partners/partner'
import { partnerOf } from './partners/partnerOf'
import { ActivityStore } from './storage/activityStore'
import { CatalogStore } from './storage/catalogStore'
import { ClaimStore } from './storage/claimStore'
import { FeedStore } from './storage/feedStore'
import { OpenOrderStore } from './storage/openOrderStore'
import { OrderRowStore } from './storage/orderRowStore'
import { OrderStore } from './storage/orderStore'
import { ProblemStore } from './storage/problemStore'
import { ReservationStore } from './storage/reservationStore'
import { RoundStore } from './storage/roundStore'
import { systemClock } from './systemClock'

/** Everything one piece of work for one seller needs; opened by a request, an event or the sweeper. */
export interface SellerWork {
  readonly seller: SellerSettings
  readonly clock: Clock
  /** Calls made so far that no record holds yet. */
  readonly log: CallLog
  readonly partner: Partner
  readonly orders: OrderStore
  /** Orders followed at the partner. */
  readonly openOrders: OpenOrderStore
  /** Lists for operators. */
  readonly orderRows: OrderRowStore
  /** The daily look at everything. */
  readonly rounds: RoundStore
  readonly claims: ClaimStore
  readonly reservations: ReservationStore
  readonly catalog: CatalogStore
  readonly activity: ActivityStore
  readonly feed: FeedStore
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

export function openSellerWork(
  { clients, vtex }: { readonly clients: Clients; readonly vtex: IOContext },
  seller: SellerSettings,
  settings: ConnectorSettings,
  clock: Clock = systemClock,
): SellerWork {
  const log = new CallLog()
  const scope: CallScope = {
    clock,
    journal: log,
    operationId: vtex.operationId,
    appKeyPair: settings.appKeyPair,
    pace: sharedPace(vtex, settings.pace),
  }
  const { records } = clients
  const id = seller.sellerId
  return {
    seller,
    clock,
    log,
    partner: partnerOf({ context: vtex, seller, clock, journal: log }),
    orders: new OrderStore(records, id, clock),
    openOrders: new OpenOrderStore(records, id, clock),
    orderRows: new OrderRowStore(records, id),
    rounds: new RoundStore(records, id, clock),
    claims: new ClaimStore(records, id, clock),
    reservations: new ReservationStore(records, id, clock),
    catalog: new CatalogStore(records, id),
    activity: new ActivityStore(records, id),
    feed: new FeedStore(records, id),
    problems: new ProblemStore(records, vtex, id, clock),
    marketplaceOrders: new MarketplaceOrders(vtex, scope),
    orderChanges: new OrderChanges(vtex, scope),
    catalogNotifications: new CatalogNotifications(vtex, scope),
    skuSuggestions: new SkuSuggestions(vtex, scope),
    skuBindings: new SkuBindings(vtex, scope),
    taxonomy: new MarketplaceTaxonomy(vtex, scope),
    sellerStatus: new SellerStatus(vtex, scope),
  }
}

import type { AccountOptions, IndexedOffer, RegisteredSeller, Suggestion } from './accountState'
import type { CartRequest, Placement, Simulation } from './checkout'
import type { Disturbance } from './disturbance'
import type { ResolveHost } from './exchange'
import type { JournalEntry, Violation } from './journal'
import type { Approval } from './operator'
import type { MarketplaceOrder } from './order'
import type { ApprovalOptions, CancellationAnswer, CancellationAsk } from './orderDesk'
import type { Purchase } from './purchase'
import type { SellerAnswer, SellerCall } from './sellerCalls'

export interface MarketplaceOptions {
  readonly accounts: readonly AccountOptions[]
  /** 0 or absent: any free port. */
  readonly port?: number
  /** Where public hosts of sellers and of their images are served on loopback. */
  readonly resolveHost?: ResolveHost
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** VTEX drops an offer whose simulation takes longer; 2,500 when absent (PROTOCOL §5). */
  readonly simulationTimeoutMs?: number
  /** For placement, authorize and cancel, whose limit nobody documents (U-02); 10,000 when absent. */
  readonly callTimeoutMs?: number
  /** 13 digits. Each order takes the next one; the current time when absent, so that two runs do not meet. */
  readonly firstOrderGroup?: number
}

/**
 * A strict VTEX marketplace: catalog, checkout and order management of several accounts. Rules that the connector or
 * a seller breaks are collected in `violations()`; a broken request also gets the HTTP error VTEX would give.
 * Methods throw an Error when they are asked for something that does not exist.
 */
export interface Marketplace {
  /** `http://127.0.0.1:port`: send VTEX's hosts here, with the original host in `x-forwarded-host`. */
  readonly origin: string
  close(): Promise<void>

  // The operator
  registeredSeller(account: string, sellerId: string): RegisteredSeller | undefined
  suggestions(account: string): Suggestion[]
  approveSuggestion(
    account: string,
    sellerId: string,
    sku: string,
    chosen?: { categoryId?: number; brandId?: number },
  ): Promise<Approval>
  denySuggestion(account: string, sellerId: string, sku: string, observation?: string): void
  /** Binds a SKU without a suggestion, as the operator can; returns the marketplace's SKU id. */
  bindSku(account: string, sellerId: string, sku: string): string
  /** What the index says about a SKU. */
  offer(account: string, sellerId: string, sku: string): IndexedOffer | undefined
  /** Resolves when every simulation asked for by price and inventory notifications has ended. */
  settled(): Promise<void>

  // The shopper
  simulate(account: string, cart: CartRequest): Promise<Simulation>
  placeOrder(account: string, purchase: Purchase): Promise<Placement>
  /** Sends the placement of an existing order again, `copies` times at once. */
  placeAgain(orderId: string, copies?: number): Promise<Placement>
  /** What the platform does with an order that the seller did not accept. */
  giveUpPlacement(orderId: string): void

  // Order management
  approvePayment(orderId: string, options?: ApprovalOptions): Promise<SellerAnswer>
  /** Sends authorize fulfillment again. */
  authorizeAgain(orderId: string): Promise<SellerAnswer>
  denyPayment(orderId: string): Promise<CancellationAnswer>
  requestCancellation(orderId: string, ask: CancellationAsk): Promise<CancellationAnswer>
  askCancellationAgain(orderId: string, pathId?: CancellationAsk['pathId']): Promise<CancellationAnswer>
  /** A copy of the order as it is now. */
  order(account: string, orderId: string): MarketplaceOrder | undefined
  /** Fully invoiced, and every parcel has arrived. */
  isDelivered(orderId: string): boolean

  // Tests
  /** Sends any body to a seller; only the rules that hold for every answer are applied. */
  send(account: string, sellerId: string, call: SellerCall): Promise<SellerAnswer>
  disturb(disturbance: Disturbance): void
  journal(account?: string): JournalEntry[]
  violations(account?: string): Violation[]
}

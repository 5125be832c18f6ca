import { APP_NAME } from '../clients/appName'
import type { Clients } from '../clients'
import type { SellerWork } from '../clients/sellerWork'
import type { MarketplaceOrderId } from '../domain/ids'

/** Body of `sync-catalog` and `partner-hints`. */
export interface SellerEvent {
  readonly sellerId: string
}

/** Body of `deliver-outbox`: ids only (PLATFORM §5). */
export interface DeliverOutbox extends SellerEvent {
  readonly marketplaceOrderId: string
}

interface Sender {
  readonly clients: Clients
}

/** Hurries the delivery of what an order owes. */
export const announceWork = (ctx: Sender, { seller }: SellerWork, id: MarketplaceOrderId): Promise<void> => {
  const body: DeliverOutbox = { sellerId: seller.sellerId, marketplaceOrderId: id }
  return announce(ctx, 'deliver-outbox', body)
}

/** Asks for a slice of catalog work. */
export const announceSync = (ctx: Sender, sellerId: string): Promise<void> =>
  announce(ctx, 'sync-catalog', { sellerId })

/** Asks for the seller's hints to be followed up. */
export const announceHints = (ctx: Sender, sellerId: string): Promise<void> =>
  announce(ctx, 'partner-hints', { sellerId })

/** Asks for a round of the sweeper. */
export const announceSweep = (ctx: Sender): Promise<void> => announce(ctx, 'sweep', {})

/**
 * An event may be lost, late or double: what is stored guarantees the work (due markers, hints, runs; DESIGN D8), and the
 * sweeper looks at all of it. So a failure here is no failure.
 */
async function announce(ctx: Sender, topic: string, body: SellerEvent | Record<string, never>): Promise<void> {
  await ctx.clients.events.sendEvent(APP_NAME, topic, body).catch(() => undefined)
}

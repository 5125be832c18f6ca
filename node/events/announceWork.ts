import type { IOContext } from '@vtex/api'

import type { Clients } from '../clients'
import type { SellerWork } from '../clients/sellerWork'
import type { MarketplaceOrderId } from '../domain/ids'

/** Body of the `deliver-outbox` event: ids only (PLATFORM §5). */
export interface DeliverOutbox {
  readonly sellerId: string
  readonly marketplaceOrderId: string
}

const APP = (process.env.VTEX_APP_ID ?? '').split('@')[0]

/**
 * Hurries the delivery of what an order owes. An event may be lost, late or double: the due marker written with the
 * record is what guarantees the work (DESIGN D8), so a failure here is no failure.
 */
export async function announceWork(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  { seller }: SellerWork,
  id: MarketplaceOrderId,
): Promise<void> {
  const body: DeliverOutbox = { sellerId: seller.sellerId, marketplaceOrderId: id }
  await ctx.clients.events.sendEvent(APP, 'deliver-outbox', body).catch(() => undefined)
}

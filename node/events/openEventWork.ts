import { openSellerWork } from '../clients/openSellerWork'
import type { SellerWork } from '../clients/sellerWork'
import { settingsOf } from '../clients/settingsOf'
import { standingSeller } from '../clients/standingSeller'
import { systemClock } from '../clients/systemClock'
import type { ConnectorEvent } from '../typings/context'

/** The work of the seller an event names; undefined when the settings hold no such seller any more. */
export async function openEventWork(ctx: ConnectorEvent, sellerId: unknown): Promise<SellerWork | undefined> {
  const settings = await settingsOf(ctx, systemClock)
  const seller = typeof sellerId === 'string' ? settings.sellers.get(sellerId) : undefined
  return seller && openSellerWork(ctx, await standingSeller(ctx, seller, systemClock), settings)
}

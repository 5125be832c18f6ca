import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'

/** Body of the `sync-catalog` event. */
export interface SyncCatalog {
  readonly sellerId: string
}

const APP = (process.env.VTEX_APP_ID ?? '').split('@')[0]

/** Asks for a slice of catalog work. It may be lost: the sweeper continues runs too. */
export async function announceSync(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  sellerId: string,
): Promise<void> {
  const body: SyncCatalog = { sellerId }
  await ctx.clients.events.sendEvent(APP, 'sync-catalog', body).catch(() => undefined)
}

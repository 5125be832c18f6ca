import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'

/** Body of the `partner-hints` event. */
export interface PartnerHints {
  readonly sellerId: string
}

const APP = (process.env.VTEX_APP_ID ?? '').split('@')[0]

/** Asks for the seller's hints to be followed up. It may be lost: the sweeper looks for hints too. */
export async function announceHints(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  sellerId: string,
): Promise<void> {
  const body: PartnerHints = { sellerId }
  await ctx.clients.events.sendEvent(APP, 'partner-hints', body).catch(() => undefined)
}

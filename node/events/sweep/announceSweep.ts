import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'

const APP = (process.env.VTEX_APP_ID ?? '').split('@')[0]

export async function announceSweep(ctx: { readonly clients: Clients; readonly vtex: IOContext }): Promise<void> {
  await ctx.clients.events.sendEvent(APP, 'sweep', {}).catch(() => undefined)
}

import type { ConnectorEvent } from '../typings/context'
import { announceSweep } from './sweep/announceSweep'

interface Setup {
  readonly to?: { readonly id?: string }
}

const APP = (process.env.VTEX_APP_ID ?? '').split('@')[0]

/** After an install or upgrade of this app, work that was waiting is looked for at once. Sent for every app: filtered. */
export async function onAppSetup(ctx: ConnectorEvent): Promise<void> {
  const { to } = (ctx.body ?? {}) as Setup
  if (to?.id?.split('@')[0] === APP) await announceSweep(ctx)
}

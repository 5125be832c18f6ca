import type { IOContext } from '@vtex/api'

import type { Clock } from '../domain/clock'
import { StorageUnavailable } from '../domain/errors'
import { parseSettings, type ConnectorSettings } from '../domain/settings/parseSettings'
import type { Clients } from './index'
import { SingleFlight } from './singleFlight'
import { systemClock } from './systemClock'
import { TenantCache, tenantKey, type Tenant } from './tenantCache'

interface ReadSettings {
  readonly settings: ConnectorSettings
  readonly readAt: number
}

const BELIEVED_MS = 30_000
const remembered = new TenantCache<ReadSettings>(500)
const reading = new SingleFlight<ConnectorSettings>()

/** Settings that were read lately, without any wait. */
export function believedSettings(tenant: Tenant, clock: Clock): ConnectorSettings | undefined {
  const known = remembered.get(tenant)
  return known && clock.now() - known.readAt < BELIEVED_MS ? known.settings : undefined
}

/**
 * The app settings of an account and workspace, believed for 30 s; the last good ones are kept while the platform
 * cannot answer (DESIGN D14).
 * @throws StorageUnavailable when they could never be read
 */
export async function settingsOf(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  clock: Clock = systemClock,
): Promise<ConnectorSettings> {
  const believed = believedSettings(ctx.vtex, clock)
  if (believed) return believed
  try {
    return await reading.run(tenantKey(ctx.vtex, ''), async () => {
      const raw: unknown = await ctx.clients.apps.getAppSettings(process.env.VTEX_APP_ID ?? '')
      const settings = parseSettings(raw)
      remembered.set(ctx.vtex, '', { settings, readAt: clock.now() })
      return settings
    })
  } catch {
    // The raw error carries the app token in its headers: it is dropped here on purpose.
    const known = remembered.get(ctx.vtex)
    if (known) return known.settings
    throw new StorageUnavailable('The app settings could not be read')
  }
}

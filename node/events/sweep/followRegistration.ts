import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'
import { SellerRegister } from '../../clients/marketplace/sellerRegister'
import type { SellerWork } from '../../clients/sellerWork'
import { AccessStore } from '../../clients/storage/accessStore'
import { TenantCache } from '../../clients/tenantCache'
import { CallLog } from '../../domain/callJournal'
import { ConnectorError } from '../../domain/errors'
import type { SellerRegistration } from '../../domain/registration/sellerRegistration'
import type { ConnectorSettings } from '../../domain/settings/parseSettings'
import { startCatalogRun } from '../catalog/startCatalogRun'
import { changeAccess } from '../sellerSetup/changeAccess'
import { isOurs } from '../sellerSetup/fulfillmentEndpoint'

const EVERY_MS = 10 * 60_000
const WRONG_KEYS_FORGOTTEN_MS = 60 * 60_000
const lastLook = new TenantCache<number>(5_000)

/**
 * Looks at the seller in the marketplace now and then: whether an operator paused or resumed it there, and whether VTEX
 * still calls this app. A paused seller's catalogue waits; a resumed one is told everything again (PROTOCOL §17.17-18).
 */
export async function followRegistration(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  work: SellerWork,
  settings: ConnectorSettings,
): Promise<void> {
  const { clock, seller, problems } = work
  const now = clock.now()
  if (now - (lastLook.get(ctx.vtex, seller.sellerId) ?? 0) < EVERY_MS) return
  lastLook.set(ctx.vtex, seller.sellerId, now)
  const access = await new AccessStore(ctx.clients.records).read(seller.sellerId)
  if (!access || access.disconnectedAt) return

  const log = new CallLog()
  const register = new SellerRegister(ctx.vtex, { clock, journal: log, appKeyPair: settings.appKeyPair })
  try {
    const shown = await register.readSeller(seller.sellerId)
    await judge(ctx, work, settings, shown)
    if (shown) await noteStanding(ctx, work, shown.isActive !== false, access.pausedThereAt !== undefined)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    // Asked again in ten minutes; a look that succeeds is not worth a line.
    await work.activity.append(log.drain())
  }
  const guesses = (await problems.list()).open.find(({ code }) => code === 'wrongKey')
  if (guesses && now - Date.parse(guesses.lastSeen) > WRONG_KEYS_FORGOTTEN_MS) {
    await problems.clear('wrongKey', guesses.subject)
  }
}

async function judge(
  { vtex }: { readonly vtex: IOContext },
  { problems, seller }: SellerWork,
  settings: ConnectorSettings,
  shown: Partial<SellerRegistration> | undefined,
): Promise<void> {
  const { sellerId } = seller
  if (shown && isOurs({ vtex, settings, work: { seller } }, shown.fulfillmentEndpoint)) {
    return problems.clear('endpointElsewhere', sellerId)
  }
  await problems.raise({
    code: 'endpointElsewhere',
    subject: sellerId,
    message: shown
      ? 'The marketplace calls another address than this app for this seller'
      : 'The marketplace has no seller of this id',
    fix: 'Register the seller; if another address is wanted, fill the setting publicHost first',
  })
}

async function noteStanding(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  work: SellerWork,
  isActive: boolean,
  wasPaused: boolean,
): Promise<void> {
  if (isActive !== wasPaused) return
  const { clock, seller } = work
  const at = new Date(clock.now()).toISOString()
  await changeAccess({ ...ctx, clock }, seller.sellerId, (current) => ({
    ...current,
    pausedThereAt: isActive ? undefined : at,
  }))
  if (isActive) await startCatalogRun(work, 'resend')
}

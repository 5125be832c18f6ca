import { APP_NAME } from '../clients/appName'
import { openSellerWork } from '../clients/openSellerWork'
import { settingsOf } from '../clients/settingsOf'
import { AccessStore } from '../clients/storage/accessStore'
import { systemClock } from '../clients/systemClock'
import { ConnectorError, Forbidden } from '../domain/errors'
import { productionMaster } from '../domain/registration/productionMaster'
import type { ConnectorSettings } from '../domain/settings/parseSettings'
import type { SellerSettings } from '../domain/settings/sellerSettings'
import type { ConnectorEvent } from '../typings/context'
import { announceSweep } from './ownEvents'
import { ensureScheduler } from './sellerSetup/ensureScheduler'
import { ensureShards } from './sellerSetup/ensureShards'
import { setUpSeller } from './sellerSetup/setUpSeller'

interface Setup {
  readonly to?: { readonly id?: string }
  readonly from?: { readonly id?: string }
}

const isThisApp = (app: Setup['to']) => app?.id?.split('@')[0] === APP_NAME

/**
 * After an install the sellers of the settings, which survive an uninstall, are set up; after an upgrade they get what
 * the new release needs, and what an operator changed in the marketplace stays. Then waiting work is looked for. The
 * event comes for every app, may be lost and may come twice.
 */
export async function onAppSetup(ctx: ConnectorEvent): Promise<void> {
  const { to, from } = (ctx.body ?? {}) as Setup
  if (!isThisApp(to)) return
  const settings = await settingsOf(ctx, systemClock)
  if (mayRegister(ctx, settings)) {
    for (const seller of settings.sellers.values()) await oneSeller(ctx, settings, seller, !isThisApp(from))
  }
  await announceSweep(ctx)
}

function mayRegister({ vtex }: ConnectorEvent, { allowedWorkspaces }: ConnectorSettings): boolean {
  try {
    productionMaster(vtex, allowedWorkspaces)
    return true
  } catch (error) {
    if (error instanceof Forbidden) return false
    throw error
  }
}

/** One seller's trouble does not keep the others waiting; a disconnected one waits for its operator. */
async function oneSeller(
  ctx: ConnectorEvent,
  settings: ConnectorSettings,
  seller: SellerSettings,
  isInstall: boolean,
): Promise<void> {
  const { clients, vtex } = ctx
  const work = openSellerWork(ctx, seller, settings, systemClock)
  try {
    const access = await new AccessStore(clients.records).find(seller.sellerId)
    if (access?.disconnectedAt) return
    const job = { clients, vtex, work, settings }
    if (isInstall) await setUpSeller(job)
    else if (access) {
      await ensureShards(clients.records, seller.sellerId, systemClock)
      await ensureScheduler(job)
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    vtex.logger.warn({ event: 'setupFailed', seller: seller.sellerId, reason: error.message })
  }
}

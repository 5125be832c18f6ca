import { openSellerWork } from '../../../clients/openSellerWork'
import { SellerRegister } from '../../../clients/marketplace/sellerRegister'
import { ActivityStore } from '../../../clients/storage/activityStore'
import { CallLog } from '../../../domain/callJournal'
import type { SellerAccess } from '../../../domain/access/sellerAccess'
import { withStanding } from '../../../domain/access/withStanding'
import { NotFound } from '../../../domain/errors'
import { announceSync } from '../../../events/ownEvents'
import { startCatalogRun } from '../../../events/catalog/startCatalogRun'
import { changeAccess } from '../../../events/sellerSetup/changeAccess'
import type { ConnectorContext } from '../../../typings/context'
import { knownSeller, type KnownSeller } from './knownSeller'

export interface PauseBody {
  /** `marketplace` (when absent): inactive there. `connector`: the seller answers zero stock (PROTOCOL §17.18). */
  readonly where?: 'marketplace' | 'connector' | null
}

export const pauseBodySchema = {
  type: 'object',
  properties: { where: { type: ['string', 'null'], enum: ['marketplace', 'connector', null] } },
} as const

/** Stops selling; orders that were placed go on. Repeatable. */
export const pauseSeller = (ctx: ConnectorContext<PauseBody>) => change(ctx, true)

/** Sells again where it was paused, and tells the marketplace everything it missed. Repeatable. */
export const resumeSeller = (ctx: ConnectorContext<PauseBody>) => change(ctx, false)

async function change(ctx: ConnectorContext<PauseBody>, pause: boolean) {
  const { clock } = ctx.state
  const known = await knownSeller(ctx as ConnectorContext<never>)
  const at = pause ? new Date(clock.now()).toISOString() : undefined
  const isHere = ctx.state.body.where === 'connector'
  if (!isHere) await setActive(ctx, known, !pause)
  const access = await changeAccess({ clients: ctx.clients, vtex: ctx.vtex, clock }, known.id, (current) =>
    isHere
      ? { ...current, pausedHereAt: at && (current.pausedHereAt ?? at) }
      : { ...current, pausedThereAt: at && (current.pausedThereAt ?? at) },
  )
  const syncing = (isHere || !pause) && (await tellEverything(ctx, known, access))
  ctx.status = 200
  ctx.body = {
    sellerId: known.id,
    pausedHere: access.pausedHereAt !== undefined,
    pausedThere: access.pausedThereAt !== undefined,
    syncing,
  }
}

async function setActive(ctx: ConnectorContext<PauseBody>, { id }: KnownSeller, isActive: boolean): Promise<void> {
  const { clock, operatorToken } = ctx.state
  const log = new CallLog()
  const scope = { clock, journal: log, operationId: ctx.vtex.operationId }
  try {
    const isThere = await new SellerRegister(ctx.vtex, scope, operatorToken).setActive(id, isActive)
    if (!isThere) throw new NotFound('The marketplace has no seller of this id; register it first')
  } finally {
    await new ActivityStore(ctx.clients.records, id).append(log.drain())
  }
}

/** What was not sent, or is zero from now on, is told by a sync (PROTOCOL §17.17). Not when nothing may be sent anyway. */
async function tellEverything(
  ctx: ConnectorContext<PauseBody>,
  { id, settings }: KnownSeller,
  access: SellerAccess,
): Promise<boolean> {
  const seller = settings.sellers.get(id)
  if (!seller || access.pausedThereAt) return false
  await startCatalogRun(openSellerWork(ctx, withStanding(seller, access), settings, ctx.state.clock), 'resend')
  await announceSync(ctx, id)
  return true
}

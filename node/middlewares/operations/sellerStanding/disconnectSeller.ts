import { Scheduler } from '../../../clients/marketplace/scheduler'
import { SellerRegister } from '../../../clients/marketplace/sellerRegister'
import { AccessStore } from '../../../clients/storage/accessStore'
import { ActivityStore } from '../../../clients/storage/activityStore'
import { honouredKeys, withRevokedKeys } from '../../../domain/access/sellerAccess'
import { CallLog } from '../../../domain/callJournal'
import { ConnectorError } from '../../../domain/errors'
import { sellerId } from '../../../domain/ids'
import { changeAccess } from '../../../events/sellerSetup/changeAccess'
import { TICK_JOB } from '../../../events/sellerSetup/ensureScheduler'
import type { ConnectorContext } from '../../../typings/context'
import { isDryRun } from '../isDryRun'
import { knownSeller, type KnownSeller } from './knownSeller'

export interface DisconnectBody {
  readonly dryRun?: boolean | null
}

export const disconnectBodySchema = {
  type: 'object',
  properties: { dryRun: { type: ['boolean', 'null'] } },
} as const

interface Done {
  /** Inactive in the marketplace. */
  readonly paused: boolean
  /** Nothing opens the endpoint. */
  readonly revoked: boolean
  /** The scheduler's job is gone; false while other sellers need it. */
  readonly unscheduled: boolean
  readonly problem?: string
}

/**
 * Takes a seller off the marketplace before the app is uninstalled: pauses it there, ends its keys, and removes the
 * scheduler's job with the last one. Each part is tried whatever became of the others; repeatable. Records and settings
 * stay: registering again takes everything up where it was.
 */
export async function disconnectSeller(ctx: ConnectorContext<DisconnectBody>) {
  const known = await knownSeller(ctx as ConnectorContext<never>)
  const isLast = !(await othersConnected(ctx, known))
  ctx.status = 200
  if (isDryRun(ctx)) {
    const keys = honouredKeys(known.access, ctx.state.clock.now()).length
    ctx.body = { sellerId: known.id, dryRun: true, wouldPause: true, wouldRevokeKeys: keys, wouldUnschedule: isLast }
    return
  }
  const { problem, ...done } = await disconnect(ctx, known, isLast)
  ctx.body = { sellerId: known.id, ...done, ...(problem ? { problem: { message: problem } } : {}) }
}

async function disconnect(ctx: ConnectorContext<DisconnectBody>, { id }: KnownSeller, isLast: boolean): Promise<Done> {
  const { clock, operatorToken } = ctx.state
  const log = new CallLog()
  const scope = { clock, journal: log, operationId: ctx.vtex.operationId }
  // A marketplace that has no such seller has nothing to pause.
  const paused = await problemOf(() => new SellerRegister(ctx.vtex, scope, operatorToken).setActive(id, false))
  const at = new Date(clock.now()).toISOString()
  await changeAccess({ clients: ctx.clients, vtex: ctx.vtex, clock }, id, (current) => ({
    ...withRevokedKeys(current, 'all'),
    disconnectedAt: current.disconnectedAt ?? at,
    ...(paused === undefined ? { pausedThereAt: current.pausedThereAt ?? at } : {}),
  }))
  const removed = isLast ? await problemOf(() => new Scheduler(ctx.vtex, scope).removeJob(TICK_JOB)) : undefined
  await new ActivityStore(ctx.clients.records, id).append(log.drain())
  const problem = paused ?? removed
  return {
    paused: paused === undefined,
    revoked: true,
    unscheduled: isLast && removed === undefined,
    ...(problem === undefined ? {} : { problem }),
  }
}

/** Sellers of the settings that are registered and were not disconnected. */
async function othersConnected(ctx: ConnectorContext<DisconnectBody>, { id, settings }: KnownSeller): Promise<boolean> {
  const store = new AccessStore(ctx.clients.records)
  const now = ctx.state.clock.now()
  for (const other of settings.sellers.keys()) {
    if (other === (id as string)) continue
    const access = await store.find(sellerId(other))
    if (access && !access.disconnectedAt && honouredKeys(access, now).length > 0) return true
  }
  return false
}

async function problemOf(run: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await run()
    return undefined
  } catch (error) {
    if (error instanceof ConnectorError) return error.message
    throw error
  }
}

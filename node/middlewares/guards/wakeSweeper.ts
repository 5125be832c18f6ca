import { SweepState } from '../../clients/storage/sweepState'
import { TenantCache } from '../../clients/tenantCache'
import { announceSweep } from '../../events/ownEvents'
import type { Middleware } from '../../typings/context'

/** The scheduler comes every minute; after five it is asleep (DESIGN D8). */
const LATE_MS = 5 * 60_000
const LOOK_EVERY_MS = 60_000
const lastLook = new TenantCache<number>(500)

/** Order calls keep the sweeper going when the scheduler does not. Never makes a call fail. */
export const wakeSweeper: Middleware = async function wakeSweeper(ctx, next) {
  await next()
  const { clock } = ctx.state
  const now = clock.now()
  if (now - (lastLook.get(ctx.vtex, '') ?? 0) < LOOK_EVERY_MS) return
  lastLook.set(ctx.vtex, '', now)
  const since = await new SweepState(ctx.clients.records, clock).sinceLast().catch(() => undefined)
  if (since !== undefined && since > LATE_MS) await announceSweep(ctx)
}

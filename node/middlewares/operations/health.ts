import { systemClock } from '../../clients/systemClock'
import { SweepState } from '../../clients/storage/sweepState'
import { TenantCache } from '../../clients/tenantCache'
import type { ConnectorContext } from '../../typings/context'

interface Known {
  readonly late: boolean
  readonly readAt: number
}

/** The scheduler comes every minute; after five it is asleep (DESIGN D8). */
const LATE_MS = 5 * 60_000
const BELIEVED_MS = 10_000
const known = new TenantCache<Known>(500)

/** Public: says that the app answers and whether the sweeper is on time; nothing about sellers or orders. */
export async function health(ctx: ConnectorContext) {
  const now = systemClock.now()
  let current = known.get(ctx.vtex)
  if (!current || now - current.readAt > BELIEVED_MS) {
    const since = await new SweepState(ctx.clients.records, systemClock).sinceLast()
    current = { late: since !== undefined && since > LATE_MS, readAt: now }
    known.set(ctx.vtex, '', current)
  }
  ctx.status = 200
  ctx.body = { status: 'ok', sweeper: current.late ? 'late' : 'on time' }
}

import { openProblems } from '../../clients/openProblems'
import { settingsOf } from '../../clients/settingsOf'
import { SweepState } from '../../clients/storage/sweepState'
import { TenantCache } from '../../clients/tenantCache'
import type { ConnectorContext } from '../../typings/context'

interface Known {
  readonly late: boolean
  readonly problems: number | undefined
  readonly readAt: number
}

/** The scheduler comes every minute; after five it is asleep (DESIGN D8). */
const LATE_MS = 5 * 60_000
const BELIEVED_MS = 10_000
const known = new TenantCache<Known>(500)

/**
 * Public: says that the app answers, whether the sweeper is on time and how many problems are open; nothing about
 * sellers or orders.
 */
export async function health(ctx: ConnectorContext) {
  const { clock } = ctx.state
  const now = clock.now()
  let current = known.get(ctx.vtex)
  if (!current || now - current.readAt > BELIEVED_MS) {
    const [since, problems] = await Promise.all([
      new SweepState(ctx.clients.records, clock).sinceLast(),
      problemCount(ctx).catch(() => undefined),
    ])
    current = { late: since !== undefined && since > LATE_MS, problems, readAt: now }
    known.set(ctx.vtex, '', current)
  }
  ctx.status = 200
  ctx.body = {
    status: 'ok',
    sweeper: current.late ? 'late' : 'on time',
    ...(current.problems === undefined ? {} : { problems: current.problems }),
  }
}

async function problemCount(ctx: ConnectorContext): Promise<number> {
  const { clock } = ctx.state
  const sellers = await openProblems(ctx, await settingsOf(ctx, clock), clock)
  return sellers.reduce((count, { open }) => count + open.length, 0)
}

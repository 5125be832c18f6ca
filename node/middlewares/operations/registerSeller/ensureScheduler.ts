import { randomBytes } from 'crypto'

import { hashOfKey } from '../../../clients/accessCheck'
import { Scheduler } from '../../../clients/marketplace/scheduler'
import { SweepState } from '../../../clients/storage/sweepState'
import { publicHostOf } from '../../../domain/registration/publicHost'
import type { ConnectorContext } from '../../../typings/context'

const JOB_ID = 'external-seller-tick'
/** Minute by minute: invoices and open orders are at most that late when events are lost. */
const EVERY_MINUTE = '* * * * *'
const YEARS = 5

/** Installs the job that starts the sweeper, with a bearer of which only the hash is kept (DESIGN D8). */
export async function ensureScheduler(
  ctx: Pick<ConnectorContext, 'clients' | 'state' | 'vtex'>,
  publicHost: string | undefined,
): Promise<void> {
  const { clock, work } = ctx.state
  const state = new SweepState(ctx.clients.records, clock)
  const scheduler = new Scheduler(ctx.vtex, { clock, journal: work.log, operationId: ctx.vtex.operationId })
  if ((await state.schedulerTokenHash()) && (await scheduler.hasJob(JOB_ID))) return

  const bearer = randomBytes(32).toString('base64url')
  await state.saveSchedulerTokenHash(hashOfKey(bearer))
  const end = new Date(clock.now())
  end.setUTCFullYear(end.getUTCFullYear() + YEARS)
  await scheduler.installJob({
    id: JOB_ID,
    scheduler: { expression: EVERY_MINUTE, endDate: end.toISOString().slice(0, 19) },
    retry: { delay: { addMinutes: 1, addHours: 0, addDays: 0 }, times: 1, backOffRate: 1 },
    request: {
      uri: `https://${publicHostOf(ctx.vtex, publicHost)}/_v/external-seller/v1/tick`,
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: {},
    },
  })
}

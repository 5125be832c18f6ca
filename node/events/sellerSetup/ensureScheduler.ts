import { randomBytes } from 'crypto'

import { hashOfKey } from '../../clients/accessCheck'
import { Scheduler, type InstalledJob } from '../../clients/marketplace/scheduler'
import { SweepState } from '../../clients/storage/sweepState'
import { publicHostOf } from '../../domain/registration/publicHost'
import type { SetupJob } from './setupJob'

export const TICK_JOB = 'external-seller-tick'
/** Minute by minute: invoices and open orders are at most that late when events are lost. */
const EVERY_MINUTE = '* * * * *'
const YEARS = 5

const RENEWED_BEFORE_END_MS = 180 * 24 * 3_600_000

/**
 * Installs the job that starts the sweeper, with a bearer of which only the hash is kept (DESIGN D8). A job that calls
 * another host, or ends soon, is installed anew.
 */
export async function ensureScheduler({ clients, vtex, work, settings }: SetupJob): Promise<void> {
  const { clock } = work
  const state = new SweepState(clients.records, clock)
  const scheduler = new Scheduler(vtex, { clock, journal: work.log, operationId: vtex.operationId })
  const uri = tickUri({ vtex, settings })
  const known = (await state.schedulerTokenHash()) ? await scheduler.readJob(TICK_JOB) : undefined
  if (known && !isOutdated(known, uri, clock.now())) return

  const bearer = randomBytes(32).toString('base64url')
  await state.saveSchedulerTokenHash(hashOfKey(bearer))
  const end = new Date(clock.now())
  end.setUTCFullYear(end.getUTCFullYear() + YEARS)
  await scheduler.installJob({
    id: TICK_JOB,
    scheduler: { expression: EVERY_MINUTE, endDate: end.toISOString().slice(0, 19) },
    retry: { delay: { addMinutes: 1, addHours: 0, addDays: 0 }, times: 1, backOffRate: 1 },
    request: {
      uri,
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: {},
    },
  })
}

export const tickUri = ({ vtex, settings }: Pick<SetupJob, 'vtex' | 'settings'>) =>
  `https://${publicHostOf(vtex, settings.publicHost)}/_v/external-seller/v1/tick`

/** What the answer does not say is not held against it: its form is not documented. */
function isOutdated({ request, scheduler }: InstalledJob, uri: string, now: number): boolean {
  const end = Date.parse(`${scheduler?.endDate ?? ''}Z`)
  return (request?.uri !== undefined && request.uri !== uri) || end < now + RENEWED_BEFORE_END_MS
}

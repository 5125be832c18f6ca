import { APP_NAME } from '../../../../clients/appName'
import { SweepState } from '../../../../clients/storage/sweepState'
import { VtexProbe } from '../../../../clients/marketplace/vtexProbe'
import type { Finding } from '../../../../domain/doctor/finding'
import { TICK_JOB, tickUri } from '../../../../events/sellerSetup/ensureScheduler'
import type { AccountJob, Check } from '../doctorJob'

const LATE_MS = 5 * 60_000

/** Whether the sweeper comes, and whether the job that calls it is there and calls this app (DESIGN D8). */
export const tick: Check<AccountJob> = {
  name: 'tick',
  look: async (job) => {
    const [arrival, installed] = await Promise.all([arrived(job), scheduled(job)])
    return [...arrival, ...installed]
  },
}

async function arrived({ clients, clock }: AccountJob): Promise<Finding[]> {
  const since = await new SweepState(clients.records, clock).sinceLast()
  const check = 'tick'
  if (since === undefined) return [{ check, level: 'warning', message: 'The sweeper never ran', fix: NEVER }]
  const seconds = Math.round(since / 1_000)
  if (since <= LATE_MS) return [{ check, level: 'ok', message: `The sweeper ended ${seconds} s ago` }]
  const message = `The sweeper ended ${seconds} s ago; it shall come every minute`
  return [{ check, level: 'error', message, fix: LATE }]
}

const NEVER = 'Wait two minutes after registering; then look at the scheduler’s job, and register again to install it'
const LATE =
  'Register a seller again: it installs the scheduler’s job anew. If the sweeper does not come within two minutes, tell VTEX support that the job does not run; calls of orders wake it meanwhile'

async function scheduled(job: AccountJob): Promise<Finding[]> {
  const { vtex, clock } = job
  const path = `/api/scheduler/${vtex.workspace}/${APP_NAME}/${TICK_JOB}?version=4`
  // The scheduler takes the app's own token only.
  const { status, ms, denied, data } = await new VtexProbe(vtex, clock, { appKeyPair: undefined }).read(path)
  const check = 'scheduler'
  const fix = 'Register a seller again: it installs the job'
  if (denied || status === 401 || status === 403) {
    const message = `VTEX answered ${status} to the app’s look at its scheduler job`
    return [{ check, level: 'error', message, fix: 'Install the app again, so that it gets its policies', ms }]
  }
  if (status === 404) return [{ check, level: 'error', message: 'The scheduler has no job of this app', fix, ms }]
  if (status < 200 || status > 299) {
    const message = status === 0 ? 'The scheduler did not answer' : `The scheduler answered ${status}`
    return [{ check, level: 'unknown', message, fix: 'Wait and call the doctor again', ms }]
  }
  const uri = (data as { request?: { uri?: unknown } } | undefined)?.request?.uri
  if (typeof uri === 'string' && uri !== tickUri(job)) {
    const message = `The scheduler’s job calls ${hostOf(uri)} and not ${hostOf(tickUri(job))}`
    return [{ check, level: 'error', message, fix, ms }]
  }
  return [{ check, level: 'ok', message: 'The scheduler has the job', ms }]
}

function hostOf(uri: string): string {
  try {
    return new URL(uri).host
  } catch {
    return 'something that is no address'
  }
}

import { Scheduler } from '../../clients/marketplace/scheduler'
import { AccessStore } from '../../clients/storage/accessStore'
import { missingStores } from '../../clients/storage/sellerStores'
import { SweepState } from '../../clients/storage/sweepState'
import { REDACTED_KEY } from '../../domain/access/accessKey'
import type { RegistrationChange } from '../../domain/registration/registrationChanges'
import { isHonoured } from './ensureAccess'
import { TICK_JOB } from './ensureScheduler'
import { keyIn } from './fulfillmentEndpoint'
import { planRegistration, sellerRegister } from './planRegistration'
import type { SetupJob } from './setupJob'
import type { SetupWishes } from './setUpSeller'

/** What a set-up would do. */
export interface SetupPlan {
  readonly sellerId: string
  readonly dryRun: true
  /** The marketplace has this seller. */
  readonly exists: boolean
  /** Nothing would be written into the marketplace. */
  readonly upToDate: boolean
  readonly changes: readonly RegistrationChange[]
  readonly newKey: boolean
  /** Stores that would be created. */
  readonly stores: readonly string[]
  readonly installsScheduler: boolean
}

/** The dry run of `setUpSeller`: reads settings, records and marketplace, writes nothing anywhere. */
export async function planSetup(job: SetupJob, { accessKey, rotate }: SetupWishes): Promise<SetupPlan> {
  const { clients, vtex, work } = job
  const { sellerId } = work.seller
  const existing = await sellerRegister(job).readSeller(sellerId)
  const access = await new AccessStore(clients.records).find(sellerId)
  const known = rotate ? undefined : (accessKey ?? keyIn(job, existing?.fulfillmentEndpoint))
  const isKept = known !== undefined && (await isHonoured(job, known))
  const { changes } = await planRegistration(job, existing, isKept ? known : REDACTED_KEY)
  const scheduler = new Scheduler(vtex, { clock: work.clock, journal: work.log, operationId: vtex.operationId })
  const hasJob = (await new SweepState(clients.records, work.clock).schedulerTokenHash())
    ? (await scheduler.readJob(TICK_JOB)) !== undefined
    : false
  return {
    sellerId,
    dryRun: true,
    exists: existing !== undefined,
    upToDate: changes.length === 0,
    changes,
    newKey: !isKept,
    stores: missingStores(access ? access.stores : []),
    installsScheduler: !hasJob,
  }
}

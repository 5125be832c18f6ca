import { randomUUID } from 'crypto'

import { newAccessKey } from '../../clients/accessCheck'
import { storageSelfTest } from '../../clients/storage/selfTest'
import { SetupLease } from '../../clients/storage/setupLease'
import { withRevokedKeys } from '../../domain/access/sellerAccess'
import { ConnectorError, TryAgainLater } from '../../domain/errors'
import type { RegistrationChange } from '../../domain/registration/registrationChanges'
import { changeAccess } from './changeAccess'
import { ensureAccess, hasKeys, isHonoured } from './ensureAccess'
import { ensureScheduler } from './ensureScheduler'
import { ensureShards } from './ensureShards'
import { fulfillmentEndpoint, keyIn } from './fulfillmentEndpoint'
import { sellerRegister } from './planRegistration'
import { publishSeller, type Published } from './publishSeller'
import type { SetupJob } from './setupJob'

export interface SetupWishes {
  /** The current key, to publish it again without making a new one. */
  readonly accessKey?: string | null
  /** Make a new key; the one before is honoured for a while. */
  readonly rotate?: boolean | null
  /** With `rotate`: every key before the new one ends as soon as the marketplace has the new one. */
  readonly revoke?: boolean | null
}

/** What was done, for the operator. The endpoint is shown with its key. */
export interface SetupReport {
  readonly sellerId: string
  /** false: the record store failed its test, and nothing else was done. */
  readonly activated: boolean
  readonly fulfillmentEndpoint?: string
  /** The marketplace has the seller as the settings say. */
  readonly published: boolean
  /** It shows what was written, when it is asked again. */
  readonly verified?: boolean
  /** Earlier keys were ended. */
  readonly revoked?: boolean
  readonly scheduled?: boolean
  /** What was different in the marketplace. */
  readonly changes?: readonly RegistrationChange[]
  readonly problem?: { readonly message: string }
}

/**
 * Makes a seller ready and known to the marketplace: storage self-test, stores, access key, registration with
 * commissions and mapping, scheduler (PROTOCOL §3, DESIGN D4, D7). Repeatable; each part is skipped when it is there.
 * @throws TryAgainLater while another set-up of the seller is under way
 */
export async function setUpSeller(job: SetupJob, wishes: SetupWishes = {}): Promise<SetupReport> {
  const { clients, work } = job
  const { sellerId } = work.seller
  const holder = randomUUID()
  const broken = await storageSelfTest(clients.records, randomUUID())
  if (broken) {
    const message = `Storage self-test failed: ${broken}`
    return { sellerId, activated: false, published: false, problem: { message } }
  }
  const lease = new SetupLease(clients.records, sellerId, work.clock)
  if (!(await patiently(() => lease.begin(holder)))) {
    throw new TryAgainLater('The seller is being set up by another call', 10)
  }
  try {
    return await publishAndSchedule(job, wishes)
  } finally {
    await lease.end(holder)
  }
}

/** An install sets sellers up by itself, just when its operator does: the second one waits for the first. */
async function patiently(begin: () => Promise<boolean>): Promise<boolean> {
  for (let looks = 1; looks < MOST_LOOKS; looks++) {
    if (await begin()) return true
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
  return begin()
}

const LOOK_AGAIN_MS = 250
const MOST_LOOKS = 40

async function publishAndSchedule(job: SetupJob, wishes: SetupWishes): Promise<SetupReport> {
  const { clients, work } = job
  const { sellerId } = work.seller
  await ensureShards(clients.records, sellerId, work.clock)
  const register = sellerRegister(job)
  const existing = await attempt(() => register.readSeller(sellerId))
  const key = await keyToPublish(job, wishes, existing)
  const published: Attempted<Published> =
    'problem' in existing || key === undefined
      ? { problem: 'problem' in existing ? existing.problem : 'There is no key to publish' }
      : await attempt(() => publishSeller(job, existing.value, key))
  const revoked = wishes.rotate && wishes.revoke ? 'value' in published && (await revokeOlder(job)) : undefined
  const scheduled = await attempt(() => ensureScheduler(job))
  if ('value' in published) await noteStanding(job, published.value.isActive)

  const problem = problemOf(published) ?? problemOf(scheduled)
  await tellProblem(job, problem)
  await work.activity.append(work.log.drain())
  return {
    sellerId,
    activated: true,
    ...(key === undefined ? {} : { fulfillmentEndpoint: fulfillmentEndpoint(job, key) }),
    published: 'value' in published,
    ...('value' in published ? { verified: published.value.problem === undefined } : {}),
    ...(revoked === undefined ? {} : { revoked }),
    scheduled: 'value' in scheduled,
    changes: 'value' in published ? published.value.changes : [],
    ...(problem === undefined ? {} : { problem: { message: problem } }),
  }
}

/**
 * The key sent along, the one the marketplace already has, or a new one.
 * @returns undefined when the marketplace cannot be read: a key it may have must not be retired for one it will not get,
 * and without an operator nobody would see a new one
 */
async function keyToPublish(job: SetupJob, { accessKey, rotate }: SetupWishes, existing: Attempted<Existing>) {
  const published = 'value' in existing ? existing.value?.fulfillmentEndpoint : undefined
  const known = rotate ? undefined : (accessKey ?? keyIn(job, published))
  if (known && (await isHonoured(job, known))) return known
  if ('problem' in existing && !rotate && (!job.operatorToken || (await hasKeys(job)))) return undefined
  const key = newAccessKey()
  await ensureAccess(job, key)
  return key
}

async function revokeOlder(job: SetupJob): Promise<boolean> {
  const { clients, vtex, work } = job
  await changeAccess({ clients, vtex, clock: work.clock }, work.seller.sellerId, (access) =>
    withRevokedKeys(access, 'retired'),
  )
  return true
}

const noteStanding = ({ clients, vtex, work }: SetupJob, isActive: boolean) =>
  changeAccess({ clients, vtex, clock: work.clock }, work.seller.sellerId, (access) => {
    const { disconnectedAt: _over, pausedThereAt = new Date(work.clock.now()).toISOString(), ...connected } = access
    return isActive ? connected : { ...connected, pausedThereAt }
  })

async function tellProblem({ work }: SetupJob, message: string | undefined): Promise<void> {
  const { sellerId } = work.seller
  if (message === undefined) return work.problems.clear('registration', sellerId)
  const fix = 'Read the message, correct it, and call register again; with ?dryRun it only says what it would change'
  await work.problems.raise({ code: 'registration', subject: sellerId, message, fix })
}

type Existing = Awaited<ReturnType<ReturnType<typeof sellerRegister>['readSeller']>>
type Attempted<T> = { readonly value: T } | { readonly problem: string }

/** A marketplace that refuses must not hide the endpoint from the operator: the refusal is part of the answer. */
async function attempt<T>(run: () => Promise<T>): Promise<Attempted<T>> {
  try {
    return { value: await run() }
  } catch (error) {
    if (error instanceof ConnectorError) return { problem: error.message }
    throw error
  }
}

const problemOf = (attempted: Attempted<Published> | Attempted<void>): string | undefined => {
  if ('problem' in attempted) return attempted.problem
  return attempted.value?.problem
}

import { randomUUID } from 'crypto'

import { systemClock } from '../../clients/systemClock'
import type { SellerWork } from '../../clients/sellerWork'
import type { CatalogRun } from '../../domain/catalog/catalogRun'
import { condensedCalls } from '../../domain/catalog/condensedCalls'
import { withGathered } from '../../domain/catalog/gatheredHints'
import { isFree, leased, released, started } from '../../domain/catalog/runSteps'
import { scheduledRun } from '../../domain/catalog/schedule'
import { ConnectorError, MarketplaceUnavailable, NotOurTurn, PartnerUnavailable } from '../../domain/errors'
import { newJob, storeHints, updateOurs, type CatalogJob } from './catalogJob'
import { catalogTrouble } from './catalogTrouble'
import { followCatalogFeed } from './followCatalogFeed'
import { followSuggestions, isQuiet } from './followSuggestions'
import { mayGoOn, runSteps } from './runSteps'
import { tellNotOnSale } from './tellNotOnSale'
import { isWatchDue, watchSeller } from './watchSeller'

/** Shorter than the platform lets an event run; a crash repeats one page at most. */
const SLICE_MS = 8_000
/** Of a slice, while a run is under way: what waits for approval is asked about for longer than the run lasts. */
const FOR_SUGGESTIONS_MS = 2_000
/** A turn that comes sooner is waited for in the next slice. */
const SOON_S = 5
const PAUSE_MS = 30_000

/**
 * One bounded piece of a seller's catalogue work, one worker at a time: the partner's feed, suggestions that wait, and
 * the run under way or due. Each part remembers how far it came.
 * @returns true when more can be done at once
 */
export async function catalogRound(
  ctx: CatalogJob['ctx'],
  work: SellerWork,
  until: number,
  bornAt = BORN_AT,
): Promise<boolean> {
  const now = work.clock.now()
  const known = await work.catalog.run()
  if (!isFree(known, now) || isIdle(work, known, now)) return false
  const leaseId = randomUUID()
  const run = await work.catalog.updateRun((current) => leased(current, leaseId, work.clock.now()))
  if (run.leaseId !== leaseId) return false
  const job = newJob({ ctx, work, leaseId, until: Math.min(until, now + SLICE_MS) }, run.gathered)
  let pauseUntil: number | undefined
  try {
    await workAndHint(job, run, bornAt)
    await tellNotOnSale(job)
    await catalogTrouble(work, undefined)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (!isSoonOurTurn(error)) {
      pauseUntil = work.clock.now() + pauseOf(error)
      await updateOurs(job, (current) =>
        current.state === 'running' ? { ...current, lastError: error.message } : undefined,
      )
      await catalogTrouble(work, error)
    }
  } finally {
    // Once a round: a large document for each page would cost more than the page.
    await work.activity.append(condensedCalls(work.log.drain()))
  }
  const after = await work.catalog.updateRun((current) => {
    const owed = job.hinted.size === 0 ? withGathered(current, job.hinted) : current
    return released(owed, leaseId, pauseUntil)
  })
  return pauseUntil === undefined && after.state === 'running' && mayGoOn(work, after)
}

const BORN_AT = systemClock.now()

/** Nothing to do and nothing to notice: the sweeper comes every minute. */
const isIdle = (work: SellerWork, run: CatalogRun, now: number): boolean =>
  run.state === 'idle' &&
  run.gathered === undefined &&
  !work.partner.catalogFeed &&
  isQuiet(run, now) &&
  !isWatchDue(run, work.seller.active, now) &&
  scheduledRun(run, work.seller, now) === undefined

const isSoonOurTurn = (error: ConnectorError): boolean =>
  error instanceof NotOurTurn && (error.retryAfterSeconds ?? 0) <= SOON_S

/** Whoever refused or failed is left alone for a while; the sweeper goes on then, not an event at once. */
function pauseOf(error: ConnectorError): number {
  const isPatient = error instanceof PartnerUnavailable || error instanceof MarketplaceUnavailable
  const asked = isPatient ? error.retryAfterSeconds : undefined
  if (asked === undefined) return PAUSE_MS
  return error instanceof MarketplaceUnavailable ? asked * 1_000 : Math.max(PAUSE_MS, asked * 1_000)
}

/** However the work ends, what it gathered is told: a run that rests after a failure holds nothing back. */
async function workAndHint(job: CatalogJob, run: CatalogRun, bornAt: number): Promise<void> {
  await storeHints(job)
  try {
    if (await watchSeller(job, run, bornAt)) await workOn(job)
  } finally {
    await storeHints(job)
  }
}

async function workOn(job: CatalogJob): Promise<void> {
  const { work } = job
  if (work.seller.active) {
    const feed = await followCatalogFeed(job, await work.catalog.run())
    await updateOurs(job, (run) => afterFeed(run, feed, work.clock.now()))
    const run = await work.catalog.run()
    const share = run.state === 'running' ? work.clock.now() + FOR_SUGGESTIONS_MS : job.until
    await followSuggestions({ ...job, until: Math.min(job.until, share) }, run)
    await updateOurs(job, (run) => {
      const due = scheduledRun(run, work.seller, work.clock.now())
      return due && started(run, due, work.clock.now())
    })
  }
  await runSteps(job)
}

/** Whatever happened since a cursor the partner forgot is found by looking at everything. */
function afterFeed(run: CatalogRun, feed: string, now: number): CatalogRun | undefined {
  const hasFeed = feed !== 'none'
  const noted = (run.watch?.hasFeed ?? false) === hasFeed ? run : { ...run, watch: { ...run.watch, hasFeed } }
  if (feed === 'forgotten') return started(noted, 'full', now) ?? noted
  return noted === run ? undefined : noted
}

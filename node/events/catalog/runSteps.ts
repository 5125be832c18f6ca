import type { SellerWork } from '../../clients/sellerWork'
import type { CatalogRun, RunPhase } from '../../domain/catalog/catalogRun'
import { advanced, type StepOutcome } from '../../domain/catalog/runSteps'
import { bindingsStep } from './bindingsStep'
import { hasTime, storeHints, type CatalogJob } from './catalogJob'
import { lostStep } from './lostStep'
import { offersStep } from './offersStep'
import { pagesStep } from './pagesStep'
import { resendStep } from './resendStep'

type Step = (job: CatalogJob, run: CatalogRun) => Promise<StepOutcome>

/** The feed was read at the beginning of the round: with one, a delta is over. */
const feedStep: Step = async (_job, run) => (run.watch?.hasFeed ? { counts: {}, complete: true } : { counts: {} })

const STEPS: Readonly<Record<RunPhase, Step>> = {
  bindings: bindingsStep,
  feed: feedStep,
  lost: lostStep,
  pages: pagesStep,
  offers: offersStep,
  resend: resendStep,
}

/** A step that was begun in time may end a little later: half a page would have to be read again. */
const STEP_GRACE_MS = 4_000

/** A seller that is paused only has everything told again; any other run waits until it is back. */
export const mayGoOn = ({ seller }: SellerWork, { kind, watch }: CatalogRun): boolean =>
  !watch?.pausedThere && (seller.active || kind === 'resend')

/**
 * Works on the seller's run, step by step; stops when time is up or the lease lost. A step of which the marketplace was
 * told something is remembered before the next one; those that found nothing to tell are remembered together: repeated
 * after a crash, they say nothing twice.
 */
export async function runSteps(job: CatalogJob): Promise<void> {
  let run = await job.work.catalog.run()
  const done: DoneStep[] = []
  try {
    while (run.state === 'running' && run.phase && isOurTurn(job, run)) {
      const step = await oneStep(job, run, run.phase)
      done.push(step)
      const next = withSteps(run, job.leaseId, [step])
      const mayWait = isQuiet(step) && done.length < QUIET_STEPS && job.hinted.size < MANY_HINTS
      if (next && mayWait && next.phase === run.phase) {
        run = next
        continue
      }
      const remembered = await remember(job, done.splice(0))
      if (!remembered || step.outcome.unfinished) return
      run = remembered
    }
  } finally {
    if (done.length > 0) await remember(job, done.splice(0))
  }
}

/** As many pages may be read again after a crash. */
const QUIET_STEPS = 50
const MANY_HINTS = 500

interface DoneStep {
  readonly outcome: StepOutcome
  readonly endedAt: number
  readonly ms: number
}

async function oneStep(job: CatalogJob, run: CatalogRun, phase: RunPhase): Promise<DoneStep> {
  const { clock } = job.work
  const beganAt = clock.now()
  const outcome = await STEPS[phase]({ ...job, until: job.until + STEP_GRACE_MS }, run)
  return { outcome, endedAt: clock.now(), ms: clock.now() - beganAt }
}

/** The marketplace was told nothing: what changed is hinted at. */
const isQuiet = ({ outcome: { complete, counts, next, restart, unfinished } }: DoneStep): boolean =>
  !complete &&
  !restart &&
  !unfinished &&
  next !== undefined &&
  !counts.changeNotifications &&
  !counts.suggestions &&
  !counts.priceNotifications &&
  !counts.inventoryNotifications

const withSteps = (run: CatalogRun, leaseId: string, done: readonly DoneStep[]): CatalogRun | undefined =>
  done.reduce<CatalogRun | undefined>(
    (current, { endedAt, ms, outcome }) => current && advanced(current, leaseId, outcome, endedAt, ms),
    run,
  )

/** @returns the run as it is now; undefined when it is no longer ours */
async function remember(job: CatalogJob, done: readonly DoneStep[]): Promise<CatalogRun | undefined> {
  await storeHints(job)
  let isOurs = false
  const run = await job.work.catalog.updateRun((current) => {
    const next = withSteps(current, job.leaseId, done)
    isOurs = next !== undefined
    return next
  })
  return isOurs ? run : undefined
}

const isOurTurn = (job: CatalogJob, run: CatalogRun): boolean =>
  run.leaseId === job.leaseId && mayGoOn(job.work, run) && hasTime(job)

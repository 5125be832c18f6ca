import type { SellerWork } from '../../clients/sellerWork'
import type { CatalogRun, RunPhase } from '../../domain/catalog/catalogRun'
import { withGathered } from '../../domain/catalog/gatheredHints'
import { advanced, type StepOutcome } from '../../domain/catalog/runSteps'
import { bindingsStep } from './bindingsStep'
import { hasTime, storeManyHints, type CatalogJob } from './catalogJob'
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
 * Works on the seller's run, step by step, each remembered before the next: a crash repeats one page at most. SKUs to be
 * hinted at are remembered with the page they are of. Stops when time is up or the lease lost.
 */
export async function runSteps(job: CatalogJob): Promise<void> {
  const { work } = job
  let run = await work.catalog.run()
  while (run.state === 'running' && run.phase && isOurTurn(job, run)) {
    const beganAt = work.clock.now()
    const outcome = await STEPS[run.phase]({ ...job, until: job.until + STEP_GRACE_MS }, run)
    await storeManyHints(job, outcome.counts.hinted)
    let isOurs = false
    run = await work.catalog.updateRun((current) => {
      const now = work.clock.now()
      const next = advanced(current, job.leaseId, outcome, now, now - beganAt)
      isOurs = next !== undefined
      return next && withGathered(next, job.hinted)
    })
    if (!isOurs || outcome.unfinished) return
  }
}

const isOurTurn = (job: CatalogJob, run: CatalogRun): boolean =>
  run.leaseId === job.leaseId && mayGoOn(job.work, run) && hasTime(job)

import type { CatalogRun, CatalogWatch } from '../../domain/catalog/catalogRun'
import { started, stopped } from '../../domain/catalog/runSteps'
import { wasDown } from '../../domain/catalog/schedule'
import { updateOurs, type CatalogJob } from './catalogJob'

/** How often a seller's document says that somebody is there. */
const ALIVE_EVERY_MS = 10 * 60_000

/** Whether there may be something to notice about the seller. */
export const isWatchDue = ({ watch = {} }: CatalogRun, active: boolean, now: number): boolean =>
  watch.selling !== active || watch.aliveAt === undefined || now - Date.parse(watch.aliveAt) >= ALIVE_EVERY_MS

/**
 * Notices that the seller was paused or is back, here or in the marketplace, and that nobody was there for a while: then
 * everything is told again (PROTOCOL §17.17, §17.18, AC-89).
 * @returns false while the marketplace has the seller paused: nothing goes out
 */
export async function watchSeller(job: CatalogJob, run: CatalogRun, bornAt: number): Promise<boolean> {
  const { work } = job
  const { clock, seller } = work
  const now = clock.now()
  const before = run.watch ?? {}
  const paused = (await work.sellerStatus.isPaused(seller.sellerId)) ?? before.pausedThere ?? false
  const isBack = before.pausedThere === true && !paused
  const isSwitched = before.selling !== undefined && before.selling !== seller.active
  const down = wasDown(before.aliveAt, bornAt, now)
  const isStale = before.aliveAt === undefined || now - Date.parse(before.aliveAt) >= ALIVE_EVERY_MS
  const watch: CatalogWatch = {
    ...before,
    selling: seller.active,
    pausedThere: paused,
    aliveAt: isStale || down ? new Date(now).toISOString() : before.aliveAt,
  }
  const isNews = isStale || down || isSwitched || before.selling === undefined || before.pausedThere !== paused
  if (isNews) {
    const hasBound = (run.states?.bound ?? 0) > 0
    const again = hasBound && (isBack || isSwitched || (down && seller.active))
    await updateOurs(job, (current) => {
      const noted = { ...current, watch }
      return again ? resend(noted, seller.active, now) : noted
    })
  }
  return !paused
}

/** A seller that paused itself has its stock told before anything else: another run waits until it is back. */
function resend(run: CatalogRun, active: boolean, now: number): CatalogRun {
  const isInTheWay = !active && run.state === 'running' && run.kind !== 'resend'
  if (!isInTheWay) return started(run, 'resend', now) ?? run
  const ended = stopped(run, now) ?? run
  return { ...(started(ended, 'resend', now) ?? ended), queued: run.kind }
}

import type { CatalogRun } from './catalogRun'

/** How far a seller's catalogue has come, for an operator. */
export interface CatalogProgress {
  readonly state: CatalogRun['state']
  readonly kind?: CatalogRun['kind']
  readonly phase?: CatalogRun['phase']
  readonly queued?: CatalogRun['queued']
  readonly startedAt?: string
  readonly finishedAt?: string
  readonly pages?: number
  readonly counts: CatalogRun['counts']
  /** SKUs per minute since the run began, waiting included. */
  readonly perMinute?: number
  /** Until the last page; null while nobody can know. */
  readonly secondsLeft?: number | null
  /** Why nothing happens although a run is under way. */
  readonly waitsFor?: string
  readonly lastError?: string
}

export function progressOf(run: CatalogRun, now: number, active: boolean): CatalogProgress {
  const { counts, finishedAt, kind, lastError, pages, phase, queued, startedAt, state } = run
  const base = { state, kind, phase, queued, startedAt, finishedAt, pages, counts, lastError }
  if (state === 'idle') return base
  const minutes = Math.max(now - Date.parse(startedAt ?? ''), 1_000) / 60_000
  const perMinute = counts.seen / minutes
  const expected = Object.values(run.states ?? {}).reduce((sum, count) => sum + count, 0)
  const isKnown = phase === 'pages' && expected > counts.seen && perMinute > 0
  return {
    ...base,
    perMinute: Math.round(perMinute),
    secondsLeft: isKnown ? Math.round(((expected - counts.seen) / perMinute) * 60) : null,
    waitsFor: waitsFor(run, now, active),
  }
}

function waitsFor(run: CatalogRun, now: number, active: boolean): string | undefined {
  if (run.watch?.pausedThere) return 'the marketplace has the seller paused'
  if (!active && run.kind !== 'resend') return 'the seller is paused by its setting "active"'
  const isPaused = !run.leaseId && run.leaseUntil !== undefined && Date.parse(run.leaseUntil) > now
  return isPaused ? `another try at ${run.leaseUntil}` : undefined
}

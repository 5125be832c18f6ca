import {
  NO_COUNTS,
  PHASES,
  plus,
  type CatalogCounts,
  type CatalogRun,
  type FinishedRun,
  type RunKind,
  type StateCounts,
} from './catalogRun'
import { sumOf } from './stateCounts'

/** A million SKUs by hundreds; a partner whose cursors go round in a circle never ends otherwise. */
const MOST_PAGES = 10_000
const RECENT_KEPT = 10
/** Longer than a slice works and the last calls it started. */
const LEASE_MS = 30_000

/** What came of one step of a phase. */
export interface StepOutcome {
  readonly counts: Partial<CatalogCounts>
  /** Where the phase goes on; absent: it is over. */
  readonly next?: string
  /** The partner no longer knows the cursor: the phase begins anew. */
  readonly restart?: true
  /** Time ran out in the middle: the same step again. */
  readonly unfinished?: true
  /** The run needs no further phase. */
  readonly complete?: true
  /** Rows by state, where the step saw them all. */
  readonly counted?: StateCounts
  /** To be remembered with the progress. */
  readonly note?: (run: CatalogRun) => CatalogRun
}

const iso = (now: number) => new Date(now).toISOString()

/** Starts a run; one that is under way goes on, and the other kind follows it. */
export function started(run: CatalogRun, kind: RunKind, now: number): CatalogRun | undefined {
  if (run.state === 'running') {
    // A pause is for whoever failed; who asks for the run wants it now.
    const { leaseUntil, ...awake } = run
    if (run.kind === kind) return leaseUntil !== undefined && !run.leaseId ? awake : undefined
    return run.queued === kind ? undefined : { ...run, queued: kind }
  }
  const { cursor: _c, finishedAt: _f, lastError: _e, counted: _n, asked: _a, queued: _q, ...kept } = run
  return {
    ...kept,
    ...(run.leaseId ? {} : { leaseUntil: undefined }),
    ...(kind === 'plan' ? { plan: [] } : {}),
    ...(kind === 'full' || kind === 'plan' ? { unmapped: { categories: [], brands: [] } } : {}),
    state: 'running',
    kind,
    phase: PHASES[kind][0],
    pages: 0,
    workedMs: 0,
    startedAt: iso(now),
    counts: NO_COUNTS,
  }
}

/** Ends a run where it stands; what it did stays done. */
export const stopped = (run: CatalogRun, now: number): CatalogRun | undefined =>
  run.state === 'running' ? { ...ended({ ...run, queued: undefined }, now, { stopped: true }) } : undefined

/** @returns undefined when somebody else is at it, or nobody shall be yet */
export const leased = (run: CatalogRun, leaseId: string, now: number): CatalogRun | undefined =>
  isFree(run, now) ? { ...run, leaseId, leaseUntil: iso(now + LEASE_MS) } : undefined

export const isFree = ({ leaseUntil }: CatalogRun, now: number): boolean => !leaseUntil || Date.parse(leaseUntil) <= now

/** @param pauseUntil ms since the epoch before which nobody shall go on */
export function released(run: CatalogRun, leaseId: string, pauseUntil?: number): CatalogRun | undefined {
  if (run.leaseId !== leaseId) return undefined
  const { leaseId: _id, leaseUntil: _until, ...free } = run
  return pauseUntil === undefined ? free : { ...free, leaseUntil: iso(pauseUntil) }
}

/** The run after a step; undefined when it is no longer ours to write. */
export function advanced(
  run: CatalogRun,
  leaseId: string,
  outcome: StepOutcome,
  now: number,
  workedMs: number,
): CatalogRun | undefined {
  if (run.leaseId !== leaseId || run.state !== 'running') return undefined
  const pages = (run.pages ?? 0) + (outcome.unfinished ? 0 : 1)
  const { lastError: _past, cursor: before, ...rest } = run
  const kept: CatalogRun = {
    ...(outcome.note ? outcome.note(rest) : rest),
    pages,
    workedMs: (run.workedMs ?? 0) + workedMs,
    counts: plus(run.counts, outcome.counts),
    ...(outcome.counted ? { counted: sumOf(run.counted, outcome.counted) } : {}),
    leaseUntil: iso(now + LEASE_MS),
  }
  if (outcome.unfinished) return { ...kept, ...(before === undefined ? {} : { cursor: before }) }
  if (outcome.restart) {
    if (before !== undefined && pages < MOST_PAGES) return { ...kept, counts: NO_COUNTS }
    return ended(kept, now, {
      lastError: 'The partner forgets the cursors of its catalogue: nothing could be read to its end',
    })
  }
  if (outcome.complete) return ended(kept, now)
  if (outcome.next === undefined) return nextPhase(kept, now)
  if (pages < MOST_PAGES) return { ...kept, cursor: outcome.next }
  return ended(kept, now, { lastError: `The partner's catalogue has no end: stopped after ${MOST_PAGES} pages` })
}

function nextPhase(run: CatalogRun, now: number): CatalogRun {
  const phases = run.kind ? PHASES[run.kind] : []
  const next = phases[phases.findIndex((phase) => phase === run.phase) + 1]
  return next ? { ...run, phase: next, pages: 0 } : ended(run, now)
}

function ended(run: CatalogRun, now: number, how: Pick<FinishedRun, 'stopped' | 'lastError'> = {}): CatalogRun {
  const { cursor: _cursor, phase: _phase, counted, queued, ...kept } = run
  const kind = run.kind ?? 'full'
  const finishedAt = iso(now)
  const finished: FinishedRun = { kind, startedAt: run.startedAt ?? finishedAt, finishedAt, counts: run.counts, ...how }
  const isWhole = !how.stopped && !how.lastError
  // When it began: what changed while it ran may have been missed. One that was stopped or failed counts too, or it would
  // begin again at once.
  const watch = {
    ...run.watch,
    ...(kind === 'full' ? { fullAt: finished.startedAt, deltaAt: finished.startedAt } : {}),
    ...(kind === 'delta' ? { deltaAt: finished.startedAt } : {}),
    ...(kind === 'full' || kind === 'bindings' ? { bindingsAt: finishedAt } : {}),
  }
  const idle: CatalogRun = {
    ...kept,
    ...(how.lastError ? { lastError: how.lastError } : {}),
    ...(isWhole && kind === 'full' && counted ? { states: counted } : {}),
    state: 'idle',
    finishedAt,
    recent: [finished, ...(run.recent ?? [])].slice(0, RECENT_KEPT),
    watch,
  }
  return queued ? (started(idle, queued, now) ?? idle) : idle
}

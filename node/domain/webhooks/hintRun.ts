/** Who follows up the hints of a seller now: one at a time, so that a change is told once. */
export interface HintRun {
  readonly schemaVersion: 1
  readonly run?: string
  /** ISO 8601. */
  readonly leaseUntil?: string
  /** Somebody came while it was leased: the holder may have passed the new hint already and has to look again. */
  readonly lookAgain?: true
}

export const NO_HINT_RUN: HintRun = { schemaVersion: 1 }
/** Longer than the 20 s a sweep works and the last calls it started. */
const LEASE_MS = 40_000

export const isLeasedTo = (current: HintRun, run: string): boolean => current.run === run

/** @returns the document leased to `run`, or the note that the holder shall look again; undefined when it is there */
export function beginRun(current: HintRun, run: string, now: number): HintRun | undefined {
  const isFree = !current.leaseUntil || Date.parse(current.leaseUntil) <= now
  if (isFree) return { schemaVersion: 1, run, leaseUntil: new Date(now + LEASE_MS).toISOString() }
  return current.lookAgain ? undefined : { ...current, lookAgain: true }
}

/** @returns undefined when the lease went to another run meanwhile */
export const endRun = (current: HintRun, run: string): HintRun | undefined =>
  isLeasedTo(current, run) ? NO_HINT_RUN : undefined

import { LATE_MS } from './pace'

/** Calls that one replica may make, one after the other. Times in milliseconds since the epoch. */
export interface Turns {
  /** When the next one may begin. */
  readonly nextAt: number
  /** From then on it is somebody else's turn. */
  readonly endsAt: number
  /** Milliseconds between two. */
  readonly gap: number
}

/** The next turn, and the turns after it; undefined when none is left. One that was not used in time is lost. */
export function nextTurn(turns: Turns, now: number): { readonly at: number; readonly after: Turns } | undefined {
  const nextAt = Math.max(turns.nextAt, now - LATE_MS)
  // Half a turn is what adding up fractions may be off by, and more.
  if (nextAt > turns.endsAt - turns.gap / 2) return undefined
  return { at: Math.max(now, nextAt), after: { ...turns, nextAt: nextAt + turns.gap } }
}

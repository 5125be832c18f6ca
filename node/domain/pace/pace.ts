/** How fast one API may be called. Times in milliseconds since the epoch. */
export interface Pace {
  /** Calls per second right now. */
  readonly perSecond: number
  /** Never faster than that. */
  readonly most: number
  /** When the next call may begin. */
  readonly nextAt: number
  /** Somebody asked us to wait until then. */
  readonly pausedUntil: number
  /** Refusals in a row. */
  readonly strikes: number
  readonly slowedAt: number
}

/** Calls that may begin together after a rest. */
const BURST = 5
/** Halved at most once in this time: parallel calls are refused together. */
const SAME_REFUSAL_MS = 1_000
const LEAST_PER_SECOND = 0.5
/** PROTOCOL §14.2: base 1 s, cap 60 s. */
const BASE_PAUSE_S = 1
const LONGEST_PAUSE_S = 60
/** After a refusal the full pace is back after about this many good calls. */
const RECOVERY_CALLS = 200

export const paceOf = (perMinute: number): Pace => ({
  perSecond: perMinute / 60,
  most: perMinute / 60,
  nextAt: 0,
  pausedUntil: 0,
  strikes: 0,
  slowedAt: 0,
})

/** The same pace under another limit. */
export const withLimit = (pace: Pace, perMinute: number): Pace =>
  pace.most === perMinute / 60
    ? pace
    : { ...pace, most: perMinute / 60, perSecond: Math.min(pace.perSecond, perMinute / 60) || perMinute / 60 }

/** Takes a turn: the time at which the call may begin, and the pace for the next one. */
export function takeTurn(pace: Pace, now: number): { readonly at: number; readonly pace: Pace } {
  const gap = 1_000 / pace.perSecond
  const rested = Math.max(pace.nextAt, now - (BURST - 1) * gap)
  const at = Math.max(now, rested, pace.pausedUntil)
  return { at, pace: { ...pace, nextAt: Math.max(rested, pace.pausedUntil) + gap } }
}

/** VTEX said 429 or 503. @param retryAfterSeconds as it asked; absent: doubled with each refusal in a row */
export function slowedDown(pace: Pace, now: number, retryAfterSeconds?: number): Pace {
  const again = now - pace.slowedAt < SAME_REFUSAL_MS
  const strikes = again ? pace.strikes : pace.strikes + 1
  const seconds = Math.min(LONGEST_PAUSE_S, retryAfterSeconds ?? BASE_PAUSE_S * 2 ** (strikes - 1))
  return {
    ...pace,
    perSecond: again ? pace.perSecond : Math.max(Math.min(LEAST_PER_SECOND, pace.most), pace.perSecond / 2),
    pausedUntil: Math.max(pace.pausedUntil, now + seconds * 1_000),
    strikes,
    slowedAt: again ? pace.slowedAt : now,
  }
}

export const wentWell = (pace: Pace): Pace =>
  pace.strikes === 0 && pace.perSecond === pace.most
    ? pace
    : { ...pace, strikes: 0, perSecond: Math.min(pace.most, pace.perSecond + pace.most / RECOVERY_CALLS) }

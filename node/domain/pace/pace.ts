import type { Turns } from './turns'

/** How fast one API of an account may be called, by all replicas together. Times in milliseconds since the epoch. */
export interface Pace {
  /** Calls per second right now. */
  readonly perSecond: number
  /** Never faster than that. */
  readonly most: number
  /** When the next call may begin that nobody has reserved yet. */
  readonly nextAt: number
  /** Somebody asked us to wait until then. */
  readonly pausedUntil: number
  /** Refusals in a row. */
  readonly strikes: number
  readonly slowedAt: number
}

/** Calls are counted when they arrive, a little closer together than they left: a part of the limit is left free. */
const USED_OF_LIMIT = 0.99
/** A turn may be used so much late: timers are not exact. */
export const LATE_MS = 50
/** Those of a shorter time are over before they can be used. */
const SHORTEST_MS = 100
/** Turns of a longer time are not reserved at once: others wait meanwhile, and who reserved them may die. */
const LONGEST_MS = 1_000
/** Halved at most once in this time: parallel calls are refused together. */
const SAME_REFUSAL_MS = 1_000
const LEAST_PER_SECOND = 0.5
/** PROTOCOL §14.2: base 1 s, cap 60 s. */
const BASE_PAUSE_S = 1
const LONGEST_PAUSE_S = 60
/** After a refusal the full pace is back after about this many good calls. */
const RECOVERY_CALLS = 200

const fastest = (perMinute: number) => (perMinute * USED_OF_LIMIT) / 60

export const paceOf = (perMinute: number): Pace => ({
  perSecond: fastest(perMinute),
  most: fastest(perMinute),
  nextAt: 0,
  pausedUntil: 0,
  strikes: 0,
  slowedAt: 0,
})

/** The same pace under another limit. */
export const withLimit = (pace: Pace, perMinute: number): Pace =>
  pace.most === fastest(perMinute)
    ? pace
    : { ...pace, most: fastest(perMinute), perSecond: Math.min(pace.perSecond, fastest(perMinute)) }

/**
 * Reserves the next turns for one caller; they begin when those reserved before end.
 * @param wanted as many are given, but those of a tenth of a second at least and of a second at most; one in any case
 */
export function takeTurns(pace: Pace, now: number, wanted: number): { readonly turns: Turns; readonly pace: Pace } {
  const gap = 1_000 / pace.perSecond
  const count = Math.max(1, Math.floor(Math.min(LONGEST_MS / gap, Math.max(wanted, SHORTEST_MS / gap))))
  const nextAt = Math.max(pace.nextAt, pace.pausedUntil, now - LATE_MS)
  const endsAt = nextAt + count * gap
  return { turns: { nextAt, endsAt, gap }, pace: { ...pace, nextAt: endsAt } }
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

/** So many calls met no refusal. */
export const wentWell = (pace: Pace, calls = 1): Pace =>
  calls === 0 || (pace.strikes === 0 && pace.perSecond === pace.most)
    ? pace
    : { ...pace, strikes: 0, perSecond: Math.min(pace.most, pace.perSecond + (calls * pace.most) / RECOVERY_CALLS) }

import { unless, type Finding } from './shape'

/** Calls per minute, per account. */
export interface RateLimit {
  readonly perMinute: number
  /** Seconds of the `Retry-After`; until the minute is over when absent. */
  readonly retryAfterSeconds?: number
}

/** The published limits (PROTOCOL §14.3); the others are unknown, and set by a scenario. */
const CATALOG: RateLimit = { perMinute: 15_000 }
const PUBLISHED: Readonly<Record<string, RateLimit>> = {
  changeNotification: CATALOG,
  readBinding: CATALOG,
  listBindings: CATALOG,
  readCategories: CATALOG,
  readBrands: CATALOG,
  readOrder: { perMinute: 6_000 },
}

const MINUTE_MS = 60_000
/** Calls that were on their way when the 429 was answered are not blamed. */
const ON_THE_WAY_MS = 1_000

interface Window {
  from: number
  calls: number
  /** Until when the caller was told to stay away, and since when. */
  closed?: { readonly since: number; readonly until: number }
}

export interface Admission {
  /** Set when the call is one too many. */
  readonly retryAfterSeconds?: number
  readonly findings: readonly Finding[]
}

/** Counts calls per account and step in windows of a minute by the marketplace's clock. */
export class RateLimits {
  private readonly limits = new Map(Object.entries(PUBLISHED))
  private readonly windows = new Map<string, Window>()

  /** @param limit undefined: no limit any more */
  set(step: string, limit: RateLimit | undefined) {
    if (limit) this.limits.set(step, limit)
    else this.limits.delete(step)
    for (const key of this.windows.keys()) if (key.endsWith(` ${step}`)) this.windows.delete(key)
  }

  admit(account: string, step: string, now: number): Admission {
    const limit = this.limits.get(step)
    if (!limit) return { findings: [] }
    const window = this.windowOf(`${account} ${step}`, now)
    const { closed } = window
    const impatient = closed !== undefined && now < closed.until && now > closed.since + ON_THE_WAY_MS
    const findings = unless(!impatient, 'PROTOCOL §14.2', `${step}: called again before Retry-After was over`)
    window.calls++
    if (window.calls <= limit.perMinute && !(closed && now < closed.until)) return { findings }
    const left = Math.ceil((window.from + MINUTE_MS - now) / 1_000)
    const retryAfterSeconds = limit.retryAfterSeconds ?? Math.max(1, left)
    if (!closed || now >= closed.until) window.closed = { since: now, until: now + retryAfterSeconds * 1_000 }
    return { retryAfterSeconds, findings }
  }

  private windowOf(key: string, now: number): Window {
    const known = this.windows.get(key)
    if (known && now - known.from < MINUTE_MS) return known
    const fresh: Window = { from: now, calls: 0, closed: known?.closed }
    this.windows.set(key, fresh)
    return fresh
  }
}

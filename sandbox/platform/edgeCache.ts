import type { SandboxClock } from './sandboxClock'

export interface CachedAnswer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: Buffer
}

const MOST_ENTRIES = 500
const MOST_BYTES = 1_000_000

/** Keeps GET answers as long as they allow it, errors included: a forgotten `no-store` shows as a stale answer. */
export class EdgeCache {
  private readonly entries = new Map<string, { answer: CachedAnswer; until: number }>()

  constructor(private readonly clock: SandboxClock) {}

  find(key: string): CachedAnswer | undefined {
    const entry = this.entries.get(key)
    if (!entry) return undefined
    if (entry.until > this.clock.now()) return entry.answer
    this.entries.delete(key)
    return undefined
  }

  keep(key: string, answer: CachedAnswer, seconds: number) {
    if (answer.body.length > MOST_BYTES) return
    if (this.entries.size >= MOST_ENTRIES) this.entries.delete(this.entries.keys().next().value!)
    this.entries.set(key, { answer, until: this.clock.now() + seconds * 1000 })
  }
}

/** Seconds a shared cache may keep an answer; 0 when it may not, or does not say. */
export function sharedMaxAge(cacheControl: string | undefined): number {
  if (cacheControl === undefined || /\b(no-store|no-cache|private)\b/i.test(cacheControl)) return 0
  const age = /\bs-maxage=(\d+)/i.exec(cacheControl) ?? /\bmax-age=(\d+)/i.exec(cacheControl)
  return age ? Number(age[1]) : 0
}

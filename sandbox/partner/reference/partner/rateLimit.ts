import type { RequestHandler } from 'express'
import { Problem } from './problem'

const WINDOW_SECONDS = 10

/** At most `limit` requests in 10 seconds; every answer says what is left. */
export function rateLimit(limit: number, now: () => number): RequestHandler {
  let window = 0
  let used = 0
  return (_request, response, next) => {
    const seconds = now() / 1_000
    const current = Math.floor(seconds / WINDOW_SECONDS)
    if (current !== window) [window, used] = [current, 0]
    used += 1
    const reset = Math.max(1, Math.ceil((current + 1) * WINDOW_SECONDS - seconds))
    response.set('RateLimit', `limit=${limit}, remaining=${Math.max(0, limit - used)}, reset=${reset}`)
    if (used > limit) throw new Problem(429, 'rate-limited', 'Too many requests', { retryAfter: reset })
    next()
  }
}

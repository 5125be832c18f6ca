import { setTimeout as pause } from 'timers/promises'

import type { Clock } from '../../domain/clock'
import { MarketplaceRejected, MarketplaceUnavailable } from '../../domain/errors'
import { paceOf, slowedDown, takeTurn, wentWell, withLimit, type Pace } from '../../domain/pace/pace'
import type { PaceLimits } from '../../domain/settings/catalogSettings'
import { systemClock } from '../systemClock'
import { TenantCache, type Tenant } from '../tenantCache'

/** APIs of VTEX with a limit of their own (PROTOCOL §14.3). */
export const PACED_APIS = ['catalog', 'suggestions', 'notifications'] as const
export type PacedApi = (typeof PACED_APIS)[number]

/** At the same time, per API and account; a known issue of VTEX's catalog asks for few. */
const MOST_IN_FLIGHT = 8
/** Who would have to wait longer does something else meanwhile. */
const LONGEST_WAIT_MS = 5_000
/** PROTOCOL §14.2; a call that VTEX had no room for was not acted upon. */
const MOST_TRIES = 5
const SLOW_DOWN_STATUS: readonly (number | undefined)[] = [429, 503]

/**
 * Keeps the calls of one account and workspace to VTEX below its limits, shared by all sellers of this process
 * (PROTOCOL §14.2): a turn for each call, few at once, slower after 429 and 503 and slowly faster again.
 */
export class MarketplacePace {
  private readonly paces: Record<PacedApi, Pace>
  private readonly inFlight: Record<PacedApi, number> = { catalog: 0, suggestions: 0, notifications: 0 }
  private readonly waiting: Record<PacedApi, (() => void)[]> = { catalog: [], suggestions: [], notifications: [] }

  constructor(
    limits: PaceLimits,
    private readonly clock: Clock = systemClock,
    private readonly wait: (ms: number) => Promise<unknown> = pause,
  ) {
    this.paces = {
      catalog: paceOf(limits.catalog),
      suggestions: paceOf(limits.suggestions),
      notifications: paceOf(limits.notifications),
    }
  }

  limitTo(limits: PaceLimits) {
    for (const api of PACED_APIS) this.paces[api] = withLimit(this.paces[api], limits[api])
  }

  /** @throws MarketplaceUnavailable, without a call, when the turn comes too late to wait for it */
  async run<T>(api: PacedApi, step: string, call: () => Promise<T>): Promise<T> {
    if (this.inFlight[api] >= MOST_IN_FLIGHT) await new Promise<void>((go) => this.waiting[api].push(go))
    else this.inFlight[api]++
    try {
      for (let tries = 1; ; tries++) {
        await this.turn(api, step)
        const answer = await this.attempt(api, call)
        if ('value' in answer) return answer.value
        if (tries === MOST_TRIES) throw answer.refusal
      }
    } finally {
      // The place goes to the next in line, or becomes free.
      const next = this.waiting[api].shift()
      if (next) next()
      else this.inFlight[api]--
    }
  }

  /** @returns the refusal when VTEX had no room for the call; any other failure is thrown */
  private async attempt<T>(
    api: PacedApi,
    call: () => Promise<T>,
  ): Promise<{ readonly value: T } | { readonly refusal: MarketplaceUnavailable }> {
    try {
      const value = await call()
      this.paces[api] = wentWell(this.paces[api])
      return { value }
    } catch (error) {
      if (error instanceof MarketplaceUnavailable && SLOW_DOWN_STATUS.includes(error.status)) {
        this.paces[api] = slowedDown(this.paces[api], this.clock.now(), error.retryAfterSeconds)
        return { refusal: error }
      }
      // Any other answer means that there was room.
      if (error instanceof MarketplaceRejected) this.paces[api] = wentWell(this.paces[api])
      throw error
    }
  }

  private async turn(api: PacedApi, step: string): Promise<void> {
    this.requireSoon(step, takeTurn(this.paces[api], this.clock.now()).at)
    const { at, pace } = takeTurn(this.paces[api], this.clock.now())
    this.paces[api] = pace
    let until = at
    while (until > this.clock.now()) {
      this.requireSoon(step, until)
      await this.wait(until - this.clock.now())
      // Somebody else may have been refused meanwhile.
      until = Math.max(at, this.paces[api].pausedUntil)
    }
  }

  private requireSoon(step: string, at: number) {
    const ms = at - this.clock.now()
    if (ms <= LONGEST_WAIT_MS) return
    throw new MarketplaceUnavailable(step, `VTEX asked to slow down ${step}`, Math.ceil(ms / 1_000))
  }
}

const shared = new TenantCache<MarketplacePace>(500)

export function sharedPace(tenant: Tenant, limits: PaceLimits): MarketplacePace {
  const known = shared.get(tenant)
  if (known) {
    known.limitTo(limits)
    return known
  }
  const pace = new MarketplacePace(limits)
  shared.set(tenant, '', pace)
  return pace
}

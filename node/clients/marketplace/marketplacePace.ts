import { setTimeout as pause } from 'timers/promises'

import type { Clock } from '../../domain/clock'
import { MarketplaceRejected, MarketplaceUnavailable } from '../../domain/errors'
import type { PaceLimits } from '../../domain/settings/catalogSettings'
import type { PaceStore } from '../storage/paceStore'
import { systemClock } from '../systemClock'
import { TenantCache, type Tenant } from '../tenantCache'
import { ApiTurns } from './apiTurns'

/** APIs of VTEX with a limit of their own (PROTOCOL §14.3). */
export const PACED_APIS = ['catalog', 'suggestions', 'notifications'] as const
export type PacedApi = (typeof PACED_APIS)[number]

/** At the same time, per API, account and process; a known issue of VTEX's catalog asks for few. */
const MOST_IN_FLIGHT = 8
/** PROTOCOL §14.2; a call that VTEX had no room for was not acted upon. */
const MOST_TRIES = 5
const SLOW_DOWN_STATUS: readonly (number | undefined)[] = [429, 503]

/**
 * Keeps the calls of one account and workspace to VTEX below its limits (PROTOCOL §14.2), shared by all sellers: a turn
 * for each call, few at once, slower after 429 and 503 and slowly faster again.
 */
export class MarketplacePace {
  private readonly turns: Record<PacedApi, ApiTurns>
  private readonly inFlight: Record<PacedApi, number> = { catalog: 0, suggestions: 0, notifications: 0 }
  private readonly waiting: Record<PacedApi, (() => void)[]> = { catalog: [], suggestions: [], notifications: [] }

  constructor(
    limits: PaceLimits,
    clock: Clock = systemClock,
    wait: (ms: number) => Promise<unknown> = (ms) => pause(ms),
  ) {
    const of = (api: PacedApi) => new ApiTurns(api, clock, wait, limits[api])
    this.turns = { catalog: of('catalog'), suggestions: of('suggestions'), notifications: of('notifications') }
  }

  limitTo(limits: PaceLimits) {
    for (const api of PACED_APIS) this.turns[api].perMinute = limits[api]
  }

  /** @throws MarketplaceUnavailable, without a call, when the turn comes too late to wait for it; StorageUnavailable */
  async run<T>(api: PacedApi, step: string, store: PaceStore, call: () => Promise<T>): Promise<T> {
    if (this.inFlight[api] >= MOST_IN_FLIGHT) await new Promise<void>((go) => this.waiting[api].push(go))
    else this.inFlight[api]++
    try {
      for (let tries = 1; ; tries++) {
        await this.turns[api].next(step, store)
        const answer = await this.attempt(api, store, call)
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
    store: PaceStore,
    call: () => Promise<T>,
  ): Promise<{ readonly value: T } | { readonly refusal: MarketplaceUnavailable }> {
    try {
      const value = await call()
      this.turns[api].wentWell()
      return { value }
    } catch (error) {
      if (error instanceof MarketplaceUnavailable && SLOW_DOWN_STATUS.includes(error.status)) {
        await this.turns[api].refused(error.retryAfterSeconds, store)
        return { refusal: error }
      }
      // Any other answer means that there was room.
      if (error instanceof MarketplaceRejected) this.turns[api].wentWell()
      throw error
    }
  }
}

const shared = new TenantCache<MarketplacePace>(500)

/** That of this process; what all replicas know of it is in the `PaceStore`. */
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

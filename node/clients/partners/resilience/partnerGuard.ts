import {
  bulkhead,
  BulkheadRejectedError,
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  CountBreaker,
  handleWhen,
  type BulkheadPolicy,
  type CircuitBreakerPolicy,
} from 'cockatiel'

import type { Clock } from '../../../domain/clock'
import { PartnerInDoubt, PartnerUnavailable } from '../../../domain/errors'
import type { CallBudget } from '../partner'

/** How often a partner is tried again after its circuit opened. */
const HALF_OPEN_AFTER_MS = 5_000
/** The circuit opens when more than half of the last calls failed, five at least. */
const LOOKED_AT = { threshold: 0.5, size: 10, minimumNumberOfCalls: 5 }
/** How often somebody may try in vain whether the circuit lets calls through again. */
const TRIAL_EVERY_MS = 500
const MOST_WAITING = 500
/** A partner that names a longer rest is asked again after this one all the same. */
const LONGEST_REST_MS = 60_000

type Lane = 'sale' | 'background'

/**
 * Keeps one partner from being overrun and one slow partner from slowing every sale: a cap on calls in flight, of which
 * work in the background takes half at the most, and a circuit breaker for each of the two (DESIGN D6, D12).
 * One per process, account, workspace, seller and host.
 */
export class PartnerGuard {
  private readonly all: BulkheadPolicy
  private readonly background: BulkheadPolicy
  private readonly circuits: Readonly<Record<Lane, CircuitBreakerPolicy>>
  private restUntil = 0
  private nextTrialAt = 0

  /** @param atOnce most calls in flight at a time */
  constructor(
    readonly atOnce: number,
    private readonly clock: Clock,
  ) {
    this.all = bulkhead(atOnce, MOST_WAITING)
    this.background = bulkhead(Math.max(1, Math.floor(atOnce / 2)), MOST_WAITING)
    this.circuits = { sale: newCircuit(), background: newCircuit() }
  }

  /** Calls of a sale are expected to reach the partner: nobody has to wait to find out that it is down. */
  get isClosed(): boolean {
    return this.circuits.sale.state === CircuitState.Closed && this.clock.now() >= this.restUntil
  }

  /** While calls are not let through: whether it is time to try again. Once now and then, however often it is asked. */
  takesTrial(): boolean {
    const now = this.clock.now()
    if (now < Math.max(this.nextTrialAt, this.restUntil)) return false
    this.nextTrialAt = now + TRIAL_EVERY_MS
    return true
  }

  /**
   * Lets a call through when it is its turn.
   * @throws PartnerUnavailable when it is not: the partner was not asked; else what the call throws
   */
  async run<T>(budget: CallBudget, call: () => Promise<T>): Promise<T> {
    const lane: Lane = budget.background ? 'background' : 'sale'
    const turn = () => this.all.execute(() => this.ask(this.circuits[lane], budget, call))
    try {
      return await (budget.background ? this.background.execute(turn) : turn())
    } catch (error) {
      throw refusalOf(error)
    }
  }

  private async ask<T>(circuit: CircuitBreakerPolicy, budget: CallBudget, call: () => Promise<T>): Promise<T> {
    const now = this.clock.now()
    if (now >= budget.deadlineAt) throw new PartnerUnavailable('Too many calls to the partner were waiting')
    if (now < this.restUntil) {
      throw new PartnerUnavailable('The partner asked for a pause', Math.ceil((this.restUntil - now) / 1_000))
    }
    // One call tries the partner; waiting for its outcome would make the others as slow as it.
    if (circuit.state === CircuitState.HalfOpen) throw new BrokenCircuitError()
    return circuit.execute(async () => {
      try {
        return await call()
      } catch (error) {
        if (error instanceof PartnerUnavailable && error.retryAfterSeconds) {
          const rest = Math.min(LONGEST_REST_MS, error.retryAfterSeconds * 1_000)
          this.restUntil = Math.max(this.restUntil, this.clock.now() + rest)
        }
        throw error
      }
    })
  }
}

const newCircuit = () =>
  circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: HALF_OPEN_AFTER_MS,
    breaker: new CountBreaker(LOOKED_AT),
  })

/** A refusal, or nonsense about one SKU, comes from a partner that is up. */
const isOutage = (error: unknown) =>
  error instanceof PartnerInDoubt || (error instanceof PartnerUnavailable && !error.refusedQuestion)

function refusalOf(error: unknown): unknown {
  if (error instanceof BrokenCircuitError) {
    return new PartnerUnavailable('The partner failed again and again; it is tried once every 5 seconds', 5)
  }
  if (error instanceof BulkheadRejectedError) return new PartnerUnavailable('Too many calls to the partner are waiting')
  return error
}

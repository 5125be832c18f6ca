import type { SellerWork } from '../../clients/sellerWork'
import type { MarketplaceOrderId } from '../../domain/ids'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import {
  backoffMs,
  deliverableStep,
  LEASE_MS,
  MAX_ATTEMPTS,
  MAX_SILENT_ATTEMPTS,
  type OwedStep,
} from '../../domain/orders/owedStep'
import { attemptStep } from './attemptStep'
import { stepBudget } from './partnerBudget'
import type { StepOutcome } from './stepOutcome'
import { tellStuckSteps } from './tellStuckSteps'

/**
 * Does what an order owes, one step after another, until nothing more can be done now (DESIGN D8).
 *
 * Each attempt is leased by a conditional write before it starts and settled by another afterwards: two workers never
 * make the same call at once, and a crash in between leads to a repeat of a step that is safe to repeat.
 * @param until ms since the epoch by which it must have ended
 * @returns the record as it stands then; undefined when there is none
 */
export async function deliverOwed(
  work: SellerWork,
  id: MarketplaceOrderId,
  until: number,
): Promise<OrderRecord | undefined> {
  let record = await work.orders.read(id)
  for (;;) {
    const step = record && deliverableStep(record.owed, work.clock.now())
    if (!record || !step || work.clock.now() >= until) return record
    const leased = await lease(work, id, step)
    record = leased.record
    if (!leased.ours) continue
    const isTroubled = step.attempts > 0 || step.lastError !== undefined
    record = await settle(work, id, step, await attemptStep(work, record, step, stepBudget(work, until)))
    if (isTroubled || record.owed.some((left) => left.dead)) await tellStuckSteps(work, record)
  }
}

async function lease(work: SellerWork, id: MarketplaceOrderId, { id: stepId }: OwedStep) {
  let ours = false
  const record = await work.orders.update(id, (current) => {
    const now = work.clock.now()
    ours = deliverableStep(current.owed, now)?.id === stepId
    if (!ours) return undefined
    return change(current, stepId, (step) => ({
      ...step,
      attempts: step.attempts + 1,
      leaseUntil: new Date(now + LEASE_MS).toISOString(),
    }))
  })
  return { ours, record }
}

function settle(work: SellerWork, id: MarketplaceOrderId, { id: stepId }: OwedStep, outcome: StepOutcome) {
  const calls = work.log.drain()
  return work.orders.update(id, (current) => {
    const timed = { ...current, timeline: appendTimeline(current.timeline, calls) }
    if (outcome.kind === 'done') {
      const without = { ...timed, owed: timed.owed.filter((step) => step.id !== stepId) }
      return outcome.change ? outcome.change(without) : without
    }
    const now = work.clock.now()
    return change(timed, stepId, ({ leaseUntil: _done, ...step }) => {
      if (outcome.kind === 'waiting') {
        const notBefore = new Date(now + outcome.askAgainSeconds * 1_000).toISOString()
        return { ...step, attempts: 0, lastError: outcome.reason, notBefore }
      }
      const most = outcome.kind === 'later' && outcome.unavailable ? MAX_SILENT_ATTEMPTS : MAX_ATTEMPTS
      if (outcome.kind === 'dead' || step.attempts >= most)
        return { ...step, lastError: outcome.reason, dead: true as const }
      const wait = backoffMs(step.attempts, Math.random(), outcome.retryAfterSeconds)
      return { ...step, lastError: outcome.reason, notBefore: new Date(now + wait).toISOString() }
    })
  })
}

const change = (record: OrderRecord, stepId: string, next: (step: OwedStep) => OwedStep): OrderRecord => ({
  ...record,
  owed: record.owed.map((step) => (step.id === stepId ? next(step) : step)),
})

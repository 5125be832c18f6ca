import type { OrderRecord } from '../orders/orderRecord'
import type { Problem } from './problem'

/** Steps of an order that were given up; undefined when there are none. */
export function deadLetterProblem({ marketplaceOrderId, owed }: OrderRecord): Problem | undefined {
  const dead = owed.filter((step) => step.dead)
  if (dead.length === 0) return undefined
  const [{ id, lastError }] = dead
  const others = dead.length > 1 ? ` and ${dead.length - 1} more` : ''
  return {
    code: 'deadLetter',
    subject: marketplaceOrderId,
    message: `${id}${others} was given up: ${lastError ?? 'no reason known'}`,
    fix: 'Read the timeline of the order and mend the cause; then replay the step, or do it by hand and drop it',
  }
}

/** Attempts after which a step that meets silence is told: about two hours. */
export const LATE_AFTER_ATTEMPTS = 12

/** Steps that are tried for hours without an answer; undefined when there are none. */
export function lateStepProblem({ marketplaceOrderId, owed }: OrderRecord): Problem | undefined {
  const late = owed.find((step) => !step.dead && step.attempts >= LATE_AFTER_ATTEMPTS)
  if (!late) return undefined
  return {
    code: 'lateStep',
    subject: marketplaceOrderId,
    message: `${late.id} is tried for hours: ${late.lastError ?? 'no reason known'}`,
    fix: 'Find out why the other side does not answer; the connector goes on trying for two days',
  }
}

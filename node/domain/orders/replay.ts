import { appendTimeline, type OrderRecord } from './orderRecord'
import type { OwedStep } from './owedStep'

/** Done by hand elsewhere: what waits for the step may go on. */
export type ReplayAction = 'replay' | 'drop'

export interface ReplayPlan {
  readonly step: OwedStep
  /** Ids of steps that have to be gone first, and of those that wait for this one. */
  readonly behind: readonly string[]
  readonly before: readonly string[]
}

/** @returns undefined when the order does not owe this step */
export function replayPlan(record: OrderRecord, stepId: string): ReplayPlan | undefined {
  const step = record.owed.find(({ id }) => id === stepId)
  if (!step) return undefined
  return {
    step,
    behind: step.after.filter((id) => record.owed.some((other) => other.id === id)),
    before: record.owed.filter(({ after }) => after.includes(stepId)).map(({ id }) => id),
  }
}

/**
 * The step as if it had never been tried, or taken off. A step somebody is at stays as it is.
 * @returns undefined when there is nothing to change
 */
export function replayed(
  record: OrderRecord,
  stepId: string,
  action: ReplayAction,
  now: number,
): OrderRecord | undefined {
  const step = record.owed.find(({ id }) => id === stepId)
  if (!step || (step.leaseUntil !== undefined && Date.parse(step.leaseUntil) > now)) return undefined
  const at = new Date(now).toISOString()
  const { dead: _dead, lastError: _error, leaseUntil: _lease, ...kept } = step
  return {
    ...record,
    owed:
      action === 'drop'
        ? record.owed.filter((other) => other !== step)
        : record.owed.map((other) => (other === step ? { ...kept, attempts: 0, notBefore: at } : other)),
    timeline: appendTimeline(record.timeline, [
      {
        at,
        decision: action === 'drop' ? 'an operator took a step off' : 'an operator replays a step',
        reason: stepId,
      },
    ]),
  }
}

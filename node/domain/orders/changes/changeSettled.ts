import { cancellationReceipt } from '../cancellation/confirmCancellation'
import { alerted } from '../orderAlerts'
import { appendTimeline, type OrderRecord } from '../orderRecord'
import { owedStep } from '../owedStep'
import { applying } from './changeAsked'
import { changeOf, withChange, type ChangedOrder } from './orderChange'

const NOT_CONFIRMED = 'VTEX did not take the confirmation'

/** VTEX has our acknowledgment: what the order will be is fixed from here on. */
export function changeAcknowledged(record: OrderRecord, id: string, after: ChangedOrder, now: number): OrderRecord {
  const change = changeOf(record, id)
  if (change?.state !== 'asked') return record
  // VTEX confirms after our acknowledgment: then it acknowledged too, whether we heard of it or not.
  const promised = {
    ...change,
    state: 'acknowledged' as const,
    after,
    acknowledged: true as const,
    named: true as const,
  }
  return applying(withChange(record, promised), promised, now)
}

/** The partner has the change: VTEX is owed our confirmation, and only then does it count. */
export function changeApplied(record: OrderRecord, id: string, now: number): OrderRecord {
  const change = changeOf(record, id)
  if (change?.state !== 'acknowledged') return record
  const step = owedStep('changeConfirmation', new Date(now).toISOString(), id)
  return { ...withChange(record, { ...change, state: 'applied' }), owed: [...record.owed, step] }
}

/** The change counts. */
export function changeConfirmed(record: OrderRecord, id: string, now: number): OrderRecord {
  const change = changeOf(record, id)
  if (change?.state !== 'applied' || !change.after) return record
  const { lines, partnerTotal, total } = change.after
  const at = new Date(now).toISOString()
  const { partnerTotal: _before, ...changed } = withChange(record, { ...change, state: 'done' })
  return {
    ...changed,
    lines,
    total,
    ...(partnerTotal === total ? {} : { partnerTotal }),
    timeline: appendTimeline(record.timeline, [{ at, decision: `the change ${id} is made` }]),
  }
}

/** VTEX gave the change up after the partner had it: the partner is owed the order as it was. */
export function changeGivenUp(record: OrderRecord, id: string, now: number): OrderRecord {
  const change = changeOf(record, id)
  if (change?.state !== 'applied') return record
  const at = new Date(now).toISOString()
  return {
    ...withChange(record, { ...change, state: 'reverting' }),
    owed: [...record.owed, owedStep('applyChange', at, id)],
    timeline: appendTimeline(record.timeline, [
      { at, decision: `the change ${id} is taken back`, reason: NOT_CONFIRMED },
    ]),
  }
}

export function changeReverted(record: OrderRecord, id: string): OrderRecord {
  const change = changeOf(record, id)
  return change?.state === 'reverting'
    ? withChange(record, { ...change, state: 'refused', refusal: NOT_CONFIRMED })
    : record
}

/**
 * VTEX gave the change up and the partner cannot take it back: it has canceled, shipped or sold meanwhile. What waits
 * behind the change goes on. A person has to settle the difference, unless nothing is left of the order.
 */
export function changeStays(before: OrderRecord, id: string, reason: string, now: number): OrderRecord {
  const record = changeReverted(before, id)
  if (record === before) return before
  const entry = { at: new Date(now).toISOString(), decision: `the partner keeps the change ${id}`, reason }
  const told = { ...record, timeline: appendTimeline(record.timeline, [entry]) }
  return record.cancellation?.requestedBy === 'partner' || cancellationReceipt(record)
    ? told
    : alerted(told, 'partnerKeptChange', now)
}

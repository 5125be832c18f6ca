import { nextAttemptAt } from './owedStep'
import type { OrderRecord } from './orderRecord'
import { watchEnded } from './invoices/returnWatch'
import { isClosed, isFollowed } from './states'

/** Why an order cannot be erased now; undefined when it can. */
export function reasonNotToErase(record: OrderRecord): string | undefined {
  if (!isClosed(record.state) || isFollowed(record.state)) return `it is ${record.state}, and not at its end`
  if (nextAttemptAt(record.owed) !== undefined) return 'something is still owed'
  return undefined
}

/**
 * What has to be kept of an order: ids, state, times, amounts, what was sold, receipts and invoice numbers. They keep a
 * late repeat from creating it again and are what the books are reconciled with. Tracking, the partner's number, steps
 * given up and the timeline are gone; the partner's further news of it are not followed.
 */
export function erased(record: OrderRecord, now: number): OrderRecord {
  const at = new Date(now).toISOString()
  const { partnerOrder, failure: _failure, salesChannel: _channel, alerts: _alerts, ...kept } = watchEnded(record)
  return {
    ...kept,
    ...(partnerOrder ? { partnerOrder: { id: partnerOrder.id, number: '' } } : {}),
    packages: [],
    owed: [],
    erasedAt: record.erasedAt ?? at,
    timeline: { entries: [{ at, decision: 'the record was erased by an operator' }], dropped: 0 },
  }
}

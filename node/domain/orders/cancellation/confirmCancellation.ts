import { moved } from '../moved'
import { AGREEMENT_ALERTS, calmed } from '../orderAlerts'
import type { Cancellation, OrderRecord } from '../orderRecord'

/**
 * Canceled for good, with the receipt that is answered from now on; the stock goes back.
 * @param asked who asked and when, unless somebody asked before
 * @returns undefined when the state does not allow it: canceled before, invoiced, or never placed
 */
export function confirmCancellation(
  record: OrderRecord,
  receipt: string,
  now: number,
  asked: Pick<Cancellation, 'requestedBy' | 'requestId'> = { requestedBy: 'marketplace' },
): OrderRecord | undefined {
  const canceled = moved(record, 'cancel', now)
  if (!canceled) return undefined
  const date = new Date(now).toISOString()
  const { heldAuthorization: _over, ...before } = record.cancellation ?? { requestedAt: date, ...asked }
  return calmed(
    { ...canceled, cancellation: { ...before, decision: 'confirmed', receipt: { date, receipt } } },
    now,
    'cancellationToDecide',
    'cancellationOverdue',
    ...AGREEMENT_ALERTS,
  )
}

/** The receipt to answer with, or undefined while nobody has decided. */
export const cancellationReceipt = (record: OrderRecord) =>
  record.cancellation?.decision === 'confirmed' ? record.cancellation.receipt : undefined

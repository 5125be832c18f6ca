import { StepRefused, TryAgainLater } from '../../errors'
import { confirmCancellation } from './confirmCancellation'
import { moved } from '../moved'
import { alerted, calmed } from '../orderAlerts'
import { appendTimeline, type OrderRecord } from '../orderRecord'
import { owe } from '../owe'

/** The partner canceled: confirmed for good, the stock goes back. Said twice, or of an undone placement: no change. */
export const cancellationConfirmed = (record: OrderRecord, receipt: string, now: number): OrderRecord =>
  calmed(confirmCancellation(record, receipt, now) ?? record, now, 'partnerDidNotStop')

/** The partner cannot stop the parcel: there is no "no" in the protocol, the invoice that follows says it (PROTOCOL §8.1). */
export function cancellationRefused(record: OrderRecord, reason: string, now: number): OrderRecord {
  if (record.state === 'canceled') return notStopped(record, reason, now)
  const refused = record.cancellation && moved(record, 'refuseCancellation', now)
  if (!refused || !record.cancellation) return record
  const at = new Date(now).toISOString()
  const { heldAuthorization, approved: _over, ...cancellation } = record.cancellation
  const decided: OrderRecord = {
    ...refused,
    cancellation: { ...cancellation, decision: 'refused' },
    owed: heldAuthorization ? owe(refused.owed, at, 'authorizeAtPartner') : refused.owed,
    timeline: appendTimeline(record.timeline, [
      { at, decision: 'cancellation refused, the invoice will say so', reason },
    ]),
  }
  return calmed(decided, now, 'cancellationToDecide')
}

/** The marketplace was told yes before the partner said no. */
function notStopped(record: OrderRecord, reason: string, now: number): OrderRecord {
  const at = new Date(now).toISOString()
  const timeline = appendTimeline(record.timeline, [{ at, decision: 'the partner did not stop the order', reason }])
  return alerted({ ...record, timeline }, 'partnerDidNotStop', now)
}

export type Decision = 'confirm' | 'refuse'

/**
 * A person decides a pending cancellation (policy `operator`). `confirm` still asks the partner to stop the
 * order: one that has left is refused all the same. The same decision again changes nothing.
 * @throws StepRefused when nothing is pending, or it was decided otherwise; TryAgainLater while the partner is being asked
 */
export function operatorDecided(record: OrderRecord, decision: Decision, now: number): OrderRecord {
  const { cancellation } = record
  const decided = cancellation?.approved ? 'confirmed' : cancellation?.decision
  if (decided === (decision === 'confirm' ? 'confirmed' : 'refused')) return record
  if (record.state !== 'evaluatingCancellation' || !cancellation) {
    throw new StepRefused('ORD039', `No cancellation of order ${record.marketplaceOrderId} waits for this decision`)
  }
  if (decision === 'refuse') {
    const asking = record.owed.some(({ kind, leaseUntil }) => {
      return kind === 'cancelAtPartner' && leaseUntil !== undefined && Date.parse(leaseUntil) > now
    })
    if (asking) throw new TryAgainLater('The partner is being asked at this moment', 5)
    return cancellationRefused(record, 'the operator refused it', now)
  }
  const at = new Date(now).toISOString()
  const approved: OrderRecord = {
    ...record,
    cancellation: { ...cancellation, approved: true },
    owed: owe(record.owed, at, 'cancelAtPartner'),
    timeline: appendTimeline(record.timeline, [{ at, decision: 'the operator agrees to the cancellation' }]),
  }
  return calmed(approved, now, 'cancellationToDecide')
}

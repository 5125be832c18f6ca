import { endChange } from '../changes/changeRefused'
import { confirmCancellation } from './confirmCancellation'
import { moved } from '../moved'
import { alerted, calmed } from '../orderAlerts'
import { appendTimeline, type OrderRecord } from '../orderRecord'
import { owe } from '../owe'
import { isReturnedInFull } from '../invoices/returns'

/**
 * The partner canceled by itself: the marketplace has to be told (PROTOCOL §8.2), or has its answer if it asked.
 * @returns undefined when there is nothing new
 */
export function canceledByPartner(record: OrderRecord, receipt: string, now: number): OrderRecord | undefined {
  const at = new Date(now).toISOString()
  if (record.state === 'canceled') {
    const stopped = calmed(record, now, 'partnerDidNotStop')
    return stopped === record ? undefined : stopped
  }
  if (record.state === 'evaluatingCancellation') {
    return noted(confirmCancellation(record, receipt, now), at, 'it is the answer to the marketplace')
  }
  // VTEX cancels no order that is invoiced in part, and one that is invoiced in full only after its return.
  if (isInvoiced(record) && !isReturnedInFull(record)) {
    const late = alerted(record, 'partnerCanceledTooLate', now)
    return late === record ? undefined : noted(late, at, 'it is invoiced: the marketplace cannot cancel it')
  }
  const canceled = moved(record, 'requestSellerCancellation', now)
  return noted(
    canceled && afterChange({ ...canceled, cancellation: { requestedAt: at, requestedBy: 'partner' } }, now),
    at,
    'the marketplace is asked to cancel it',
  )
}

/** OMS is asked after a change that is under way is given up (PROTOCOL §16). */
function afterChange(before: OrderRecord, now: number): OrderRecord {
  const { record, waitFor } = endChange(before, 'the partner canceled the order', now)
  return {
    ...record,
    owed: record.owed.map((step) => (step.kind === 'sellerCancellation' ? { ...step, after: waitFor } : step)),
  }
}

/** VTEX has an invoice, or will get one; an invoice that was given up does not count. */
const isInvoiced = ({ invoices, owed }: OrderRecord) =>
  invoices.some(
    ({ acceptedAt, number }) => acceptedAt || owed.some(({ dead, id }) => !dead && id === `orderInvoice:${number}`),
  )

const noted = (record: OrderRecord | undefined, at: string, reason: string): OrderRecord | undefined =>
  record && {
    ...record,
    timeline: appendTimeline(record.timeline, [{ at, decision: 'the partner canceled the order', reason }]),
  }

/** The partner cannot fulfil a paid order: it is canceled on both sides, and the shopper gets the money back. */
export function authorizationRefused(record: OrderRecord, reason: string, receipt: string, now: number): OrderRecord {
  const at = new Date(now).toISOString()
  const told = {
    ...record,
    timeline: appendTimeline(record.timeline, [{ at, decision: 'the partner cannot fulfil the order', reason }]),
  }
  const canceled = canceledByPartner(told, receipt, now)
  return canceled ? { ...canceled, owed: owe(canceled.owed, at, 'cancelAtPartner') } : told
}

/** OMS says the order is canceled although nobody asked us: believed, and the parcel is called back (PROTOCOL §16). */
export function canceledAtMarketplace(
  record: OrderRecord,
  receipt: string,
  now: number,
  reason = 'OMS shows it as canceled',
): OrderRecord {
  const canceled = confirmCancellation(record, receipt, now)
  if (!canceled) return record
  const at = new Date(now).toISOString()
  return {
    ...canceled,
    owed: owe(canceled.owed, at, 'cancelAtPartner'),
    timeline: appendTimeline(record.timeline, [{ at, decision: 'canceled, as the marketplace says', reason }]),
  }
}

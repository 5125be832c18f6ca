import type { CancellationPolicy } from '../../settings/sellerSettings'
import { cancellationRefused } from './cancellationDecision'
import { endChange } from '../changes/changeRefused'
import { confirmCancellation } from './confirmCancellation'
import { moved } from '../moved'
import { alerted } from '../orderAlerts'
import { appendTimeline, type OrderRecord, type TimelineEntry } from '../orderRecord'
import { owe } from '../owe'
import { owedStep } from '../owedStep'
import { allows } from '../states'

export interface CancellationRequest {
  /** `cancellationRequestId` of the marketplace. */
  readonly id?: string
  readonly now: number
  /** Becomes the receipt when the request is confirmed at once. */
  readonly receipt: string
  readonly policy: CancellationPolicy
  /** How long a decision may be pending before a person is told, in milliseconds. */
  readonly alarmAfterMs: number
  /** Numbers of the invoices OMS shows. */
  readonly invoicesShown: readonly string[]
}

/**
 * The marketplace asks for a cancellation (PROTOCOL §8.1). Unpaid: confirmed at once. Paid: the policy of the seller
 * says whose word is owed. Invoiced: the invoice is the answer, and OMS gets it again if it does not show it.
 * Asked again, nothing changes.
 */
export function cancellationRequested(
  before: OrderRecord,
  request: CancellationRequest,
  entries: readonly TimelineEntry[],
): OrderRecord {
  const record = { ...before, timeline: appendTimeline(before.timeline, entries) }
  if (allows(record.state, 'requestCancellation')) return asked(record, request)
  switch (record.state) {
    case 'evaluatingCancellation':
      return record.cancellation?.approved || request.policy === 'operator' ? record : askPartner(record, request)
    // Nothing can have left before the payment; and a seller never refuses what it asked for itself (KI 1004978).
    case 'received':
    case 'expired':
    case 'cancelRequestedBySeller':
      return confirmedAtOnce(record, request)
    case 'partiallyInvoiced':
    case 'invoiced':
    case 'dispatched':
    case 'delivered':
      return answeredByInvoice(record, request)
    default:
      return record
  }
}

function asked(before: OrderRecord, request: CancellationRequest): OrderRecord {
  const { id, now, policy } = request
  const heldAuthorization = before.owed.some(({ kind }) => kind === 'authorizeAtPartner')
  const record = moved(before, 'requestCancellation', now) ?? before
  const pending: OrderRecord = {
    ...record,
    owed: record.owed.map((step) =>
      step.kind === 'cancellationDeadline' ? { ...step, notBefore: iso(now + request.alarmAfterMs) } : step,
    ),
    cancellation: {
      requestedAt: iso(now),
      requestedBy: 'marketplace',
      ...(id ? { requestId: id } : {}),
      ...(policy === 'confirm' ? { approved: true as const } : {}),
      ...(heldAuthorization ? { heldAuthorization } : {}),
    },
  }
  // An invoice on its way to VTEX is the partner's answer already; the two must not cross (KI 1400005).
  if (before.owed.some((step) => step.kind === 'orderInvoice' && !step.dead)) {
    return cancellationRefused(pending, 'the partner invoiced the order', now)
  }
  return policy === 'operator' ? alerted(pending, 'cancellationToDecide', now) : askPartner(pending, request)
}

/** A change that is under way is finished or given up first (PROTOCOL §16). */
function askPartner(before: OrderRecord, { now }: CancellationRequest): OrderRecord {
  const { record, waitFor } = endChange(before, 'the marketplace asks to cancel the order', now)
  if (record.owed.some(({ kind }) => kind === 'cancelAtPartner')) return record
  return { ...record, owed: [...record.owed, owedStep('cancelAtPartner', iso(now), undefined, waitFor)] }
}

function confirmedAtOnce(record: OrderRecord, { id, now, receipt }: CancellationRequest): OrderRecord {
  const canceled = confirmCancellation(record, receipt, now, {
    requestedBy: 'marketplace',
    ...(id ? { requestId: id } : {}),
  })
  if (!canceled) return record
  // An answer does not cancel what VTEX has an invoice of, returned or not: our own call does (PROTOCOL §8.2).
  const isInvoiced = record.invoices.some(({ acceptedAt }) => acceptedAt)
  const told = record.owed.filter(({ kind }) => isInvoiced && kind === 'sellerCancellation')
  return { ...canceled, owed: [...owe(canceled.owed, iso(now), 'cancelAtPartner'), ...told] }
}

/** Never confirmed. An invoice VTEX took and does not show is sent again: its number makes that safe. */
function answeredByInvoice(record: OrderRecord, { invoicesShown, now }: CancellationRequest): OrderRecord {
  const lost = record.invoices
    .filter(({ acceptedAt, number }) => acceptedAt && !invoicesShown.includes(number))
    .map(({ number }) => owedStep('orderInvoice', iso(now), number))
    .filter(({ id }) => !record.owed.some((step) => step.id === id))
  return alerted({ ...record, owed: [...record.owed, ...lost] }, 'cancellationAfterInvoice', now)
}

const iso = (time: number) => new Date(time).toISOString()

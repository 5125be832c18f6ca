import { appendTimeline, type OrderRecord, type TimelineEntry } from './orderRecord'
import { owe } from './owe'
import { allows, nextState, requireNextState } from './states'

/**
 * The marketplace asks for a cancellation (PROTOCOL §8.1): from now on the partner's consent is owed.
 * Asked again, it changes nothing. After an invoice it changes nothing either: the invoice is the refusal.
 */
export function cancellationRequested(
  record: OrderRecord,
  request: { readonly id?: string; readonly now: number; readonly receipt: string },
  entries: readonly TimelineEntry[],
): OrderRecord {
  const timeline = appendTimeline(record.timeline, entries)
  if (record.cancellation || !allows(record.state, 'requestCancellation')) {
    if (record.state === 'expired') return expiredCanceled({ ...record, timeline }, request)
    return { ...record, timeline }
  }
  const at = new Date(request.now).toISOString()
  const asked: OrderRecord = {
    ...record,
    state: requireNextState(record.state, 'requestCancellation'),
    cancellation: { requestedAt: at, requestedBy: 'marketplace', ...(request.id ? { requestId: request.id } : {}) },
    timeline,
  }
  // An invoice on its way to VTEX is the partner's answer already; the two must not cross (KI 1400005).
  if (record.owed.some((step) => step.kind === 'orderInvoice' && !step.dead)) {
    return cancellationRefused(asked, 'the partner invoiced the order', request.now)
  }
  return {
    ...asked,
    // An authorization that has not reached the partner yet must not reach it any more.
    owed: owe(
      record.owed.filter((step) => step.kind !== 'authorizeAtPartner'),
      at,
      'cancelAtPartner',
    ),
  }
}

function expiredCanceled(
  record: OrderRecord,
  request: { readonly id?: string; readonly now: number; readonly receipt: string },
): OrderRecord {
  const date = new Date(request.now).toISOString()
  return {
    ...record,
    state: requireNextState(record.state, 'cancel'),
    cancellation: {
      requestedAt: date,
      requestedBy: 'marketplace',
      decision: 'confirmed',
      receipt: { date, receipt: request.receipt },
    },
    owed: owe(record.owed, date, 'cancelAtPartner', 'releaseReservation'),
  }
}

/** The partner canceled: confirmed for good, the stock goes back. */
export function cancellationConfirmed(record: OrderRecord, receipt: string, now: number): OrderRecord {
  const state = nextState(record.state, 'cancel')
  // An undone placement stays failed, a canceled order stays canceled.
  if (!state) return record
  const date = new Date(now).toISOString()
  return {
    ...record,
    state,
    cancellation: {
      requestedAt: date,
      requestedBy: 'marketplace',
      ...record.cancellation,
      decision: 'confirmed',
      receipt: { date, receipt },
    },
    owed: owe(
      record.owed.filter((step) => step.kind === 'cancelAtPartner'),
      date,
      'releaseReservation',
    ),
  }
}

/** The partner canceled by itself: the marketplace has to be told (PROTOCOL §8.2). Undefined when it cannot be any more. */
export function canceledByPartner(record: OrderRecord, now: number): OrderRecord | undefined {
  const state = nextState(record.state, 'requestSellerCancellation')
  if (!state || record.invoices.length > 0) return undefined
  const at = new Date(now).toISOString()
  return {
    ...record,
    state,
    cancellation: { requestedAt: at, requestedBy: 'partner' },
    owed: owe(
      record.owed.filter((step) => step.kind !== 'authorizeAtPartner'),
      at,
      'sellerCancellation',
    ),
    timeline: appendTimeline(record.timeline, [
      { at, decision: 'the partner canceled the order', reason: 'the marketplace is asked to cancel it' },
    ]),
  }
}

/** The partner cannot fulfil a paid order: it is canceled on both sides, and the shopper gets the money back. */
export function authorizationRefused(record: OrderRecord, reason: string, now: number): OrderRecord {
  const at = new Date(now).toISOString()
  const noted = {
    ...record,
    timeline: appendTimeline(record.timeline, [{ at, decision: 'the partner cannot fulfil the order', reason }]),
  }
  const canceled = canceledByPartner(noted, now)
  return canceled ? { ...canceled, owed: owe(canceled.owed, at, 'cancelAtPartner') } : noted
}

/** OMS says the order is canceled although nobody asked us: believed, and the parcel is called back (PROTOCOL §16). */
export function canceledAtMarketplace(
  record: OrderRecord,
  receipt: string,
  now: number,
  reason = 'it took no invoice for a canceled order',
): OrderRecord {
  const state = nextState(record.state, 'cancel')
  if (!state) return record
  const date = new Date(now).toISOString()
  return {
    ...record,
    state,
    cancellation: {
      requestedAt: date,
      requestedBy: 'marketplace',
      decision: 'confirmed',
      receipt: { date, receipt },
    },
    owed: owe([], date, 'cancelAtPartner', 'releaseReservation'),
    timeline: appendTimeline(record.timeline, [{ at: date, decision: 'canceled, as the marketplace says', reason }]),
  }
}

/** The partner cannot stop the parcel: there is no "no" in the protocol, the invoice that follows says it (PROTOCOL §8.1). */
export function cancellationRefused(record: OrderRecord, reason: string, now: number): OrderRecord {
  const state = nextState(record.state, 'refuseCancellation')
  if (!state || !record.cancellation) return record
  return {
    ...record,
    state,
    cancellation: { ...record.cancellation, decision: 'refused' },
    timeline: appendTimeline(record.timeline, [
      { at: new Date(now).toISOString(), decision: 'cancellation refused, the invoice will say so', reason },
    ]),
  }
}

/** The receipt to answer with, or undefined while nobody has decided. */
export const cancellationReceipt = (record: OrderRecord) =>
  record.cancellation?.decision === 'confirmed' ? record.cancellation.receipt : undefined

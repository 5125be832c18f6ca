import type { MinorUnits } from '../../money'
import { living } from './livingDocuments'
import { factsOf } from './marketplaceValue'
import { moved } from '../moved'
import { calmed } from '../orderAlerts'
import { appendTimeline, type InvoiceFact, type OrderRecord } from '../orderRecord'
import { owedStep } from '../owedStep'
import type { PartnerReturn } from '../partnerOrder'
import { allows } from '../states'

/**
 * Returns the partner took back, as Input invoices owed to the marketplace. Held back until the order is invoiced in
 * full: before, they would refund nothing (PROTOCOL §9.1).
 */
export function withReturns(record: OrderRecord, returns: readonly PartnerReturn[], now: number): OrderRecord {
  const known = new Set(record.returns?.map(({ number }) => number))
  const fresh = returns.filter(({ number }) => !known.has(number))
  if (fresh.length === 0) return record
  const counted = (record.returns ?? []).filter(living(record, 'returnInvoice'))
  return returned(record, factsOf(record, fresh, counted), now)
}

function returned(record: OrderRecord, facts: readonly InvoiceFact[], now: number): OrderRecord {
  const open = moved(record, 'openReturn', now)
  if (!open) return record
  const at = new Date(now).toISOString()
  const steps = facts.map(({ number }) => owedStep('returnInvoice', at, number))
  return {
    ...open,
    returns: [...(record.returns ?? []), ...facts],
    owed: [...open.owed, ...steps],
    timeline: appendTimeline(record.timeline, [
      { at, decision: 'goods came back', reason: steps.map(({ id }) => id).join(', ') },
    ]),
  }
}

/**
 * VTEX took a return invoice. When nothing of the order is left and the partner canceled it, the marketplace may cancel
 * it now (PROTOCOL §8.2).
 */
export function returnAccepted(record: OrderRecord, number: string, value: MinorUnits, now: number): OrderRecord {
  const acceptedAt = new Date(now).toISOString()
  const returns = (record.returns ?? []).map((fact) => (fact.number === number ? { ...fact, value, acceptedAt } : fact))
  const told = calmed({ ...record, returns }, now, 'cancellationAfterInvoice', 'invoiceAfterCancellation')
  if (returns.some((fact) => fact.acceptedAt === undefined)) return told
  const complete = allows(told.state, 'finishReturn') ? (moved(told, 'finishReturn', now) ?? told) : told
  if (!isReturnedInFull(complete) || !complete.alerts?.includes('partnerCanceledTooLate')) return complete
  const canceled = moved(complete, 'requestSellerCancellation', now)
  if (!canceled) return complete
  const cancellation = { requestedAt: acceptedAt, requestedBy: 'partner' as const }
  return calmed({ ...canceled, cancellation }, now, 'partnerCanceledTooLate')
}

/** Everything VTEX has an invoice of came back, and VTEX knows it. */
export function isReturnedInFull({ invoices, returns = [] }: OrderRecord): boolean {
  const accepted = (facts: readonly InvoiceFact[]) =>
    facts.reduce((sum, { acceptedAt, value }) => sum + (acceptedAt ? value : 0), 0)
  return accepted(returns) > 0 && accepted(returns) >= accepted(invoices)
}

import { distinctSkus } from '../../offers/distinctSkus'
import { moved } from '../moved'
import { AGREEMENT_ALERTS, alerted, calmed } from '../orderAlerts'
import type { OrderRecord } from '../orderRecord'
import { owedStep } from '../owedStep'
import type { PartnerInvoice } from '../partnerOrder'
import { caughtUp } from '../tracking/statusTold'

/**
 * VTEX took a sale invoice. The order is invoiced when its invoices reach the total (PROTOCOL §9.1); how VTEX matched the
 * lines is looked at afterwards (AC-96).
 */
export function invoiceAccepted(record: OrderRecord, invoice: PartnerInvoice, now: number): OrderRecord {
  const at = new Date(now).toISOString()
  const again = record.invoices.some((fact) => fact.number === invoice.number && fact.acceptedAt)
  const invoices = record.invoices.map((fact) =>
    fact.number === invoice.number ? { ...fact, value: invoice.total, acceptedAt: at } : fact,
  )
  const sum = invoices.reduce((total, fact) => total + (fact.acceptedAt ? fact.value : 0), 0)
  const check = { ...owedStep('invoiceCheck', at, invoice.number), rows: distinctSkus(invoice.lines) }
  const told = { ...record, invoices, owed: again ? record.owed : [...record.owed, check] }
  // Accepted although it is canceled: the two crossed (PROTOCOL §16).
  if (told.state === 'canceled') return alerted(told, 'invoiceAfterCancellation', now)
  const isComplete = sum >= record.total
  const state = moved(told, isComplete ? 'invoiceAll' : 'invoicePartly', now) ?? told
  // Invoiced as it was agreed: partner and marketplace have settled the price.
  return calmed(caughtUp(state, now), now, 'cancellationOverdue', ...(isComplete ? AGREEMENT_ALERTS : []))
}

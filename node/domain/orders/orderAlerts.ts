import type { Problem } from '../problems/problem'
import type { OrderRecord } from './orderRecord'
import { owedStep } from './owedStep'

/** What can be wrong with an order so that a person has to look, with the way out (DESIGN D15). */
const ALERTS = {
  cancellationToDecide: {
    message: 'The marketplace asks to cancel the order, and you decide',
    fix: 'Send the decision: confirm or refuse (docs/operations.md, "Decide a cancellation")',
  },
  cancellationOverdue: {
    message: 'A cancellation has been waiting for its decision, or for the invoice that refuses it, for too long',
    fix: 'Ask the partner to decide or to invoice. VTEX cancels the order 30 days after the request',
  },
  cancellationAfterInvoice: {
    message: 'The marketplace asked to cancel an order that is invoiced. It was not confirmed',
    fix: 'Agree on a return with the shopper; the return invoice of the partner refunds the order',
  },
  invoiceAfterCancellation: {
    message: 'VTEX took an invoice of an order that is canceled: the two crossed',
    fix: 'Call the parcel back, and send a return invoice (type Input) of the same value',
  },
  partnerDidNotStop: {
    message: 'The order is canceled in the marketplace, but the partner says that it cannot stop it',
    fix: 'Ask the partner to call the parcel back',
  },
  partnerCanceledTooLate: {
    message: 'The partner canceled an order that is invoiced. VTEX cancels no such order',
    fix: 'Ask the partner for a return invoice of the full value; for a partly invoiced order change it in OMS',
  },
  partnerKeptChange: {
    message: 'VTEX gave a change of the order up after the partner had made it, and the partner cannot take it back',
    fix: 'Compare the order in OMS with the one at the partner and change one of them, or cancel the order',
  },
  priceDiverged: {
    message: 'The order was placed at another price than the partner has now; the timeline names both',
    fix: 'Settle the difference with the partner, or cancel the order. Synchronize the catalog if the storefront still shows the old price',
  },
  extrasNotCarried: {
    message: 'The order came with attachments or free services the partner does not take; the timeline names the SKUs',
    fix: 'Read them in OMS and tell the partner; have the partner declare attachments or services, or take them off the SKU',
  },
  invoiceNotMatched: {
    message: 'VTEX took an invoice but did not match its lines with the order: it will never be shown as delivered',
    fix: 'Set invoiceLineIds of the seller to the other value for the next orders; mend this one in OMS. Nothing is sent again',
  },
} as const

export type OrderAlert = keyof typeof ALERTS

/** What partner and marketplace differ about; over when the order is invoiced in full, or is none any more. */
export const AGREEMENT_ALERTS = [
  'priceDiverged',
  'extrasNotCarried',
  'partnerKeptChange',
] as const satisfies readonly OrderAlert[]

/** Notes an alert and owes its report; an alert that is noted already changes nothing. */
export function alerted(record: OrderRecord, alert: OrderAlert, now: number): OrderRecord {
  if (record.alerts?.includes(alert)) return record
  return reporting({ ...record, alerts: [...(record.alerts ?? []), alert] }, alert, now)
}

/** Owes the report of alerts that were noted before the order existed. */
export const reported = (record: OrderRecord): OrderRecord =>
  (record.alerts ?? []).reduce((current, alert) => reporting(current, alert, Date.parse(record.updatedAt)), record)

/** The trouble is over: the problem is cleared. */
export function calmed(record: OrderRecord, now: number, ...over: OrderAlert[]): OrderRecord {
  return over
    .filter((alert) => record.alerts?.includes(alert))
    .reduce((current, alert) => {
      const alerts = current.alerts?.filter((other) => other !== alert)
      return reporting({ ...current, alerts }, alert, now)
    }, record)
}

function reporting(record: OrderRecord, alert: OrderAlert, now: number): OrderRecord {
  const step = owedStep('reportProblem', new Date(now).toISOString(), alert)
  return { ...record, owed: [...record.owed.filter(({ id }) => id !== step.id), step] }
}

export const isOrderAlert = (text: string | undefined): text is OrderAlert => text !== undefined && text in ALERTS

/** The problem an operator reads. */
export const problemOf = ({ marketplaceOrderId }: OrderRecord, alert: OrderAlert): Problem => ({
  code: alert,
  subject: marketplaceOrderId,
  ...ALERTS[alert],
})

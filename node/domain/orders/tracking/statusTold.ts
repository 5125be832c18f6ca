import { moved } from '../moved'
import type { OrderRecord } from '../orderRecord'
import { watchBegun } from '../invoices/returnWatch'

/** VTEX knows how far the parcels of an invoice are. The order is delivered when everything is invoiced and arrived. */
export function statusTold(
  record: OrderRecord,
  invoice: string,
  mark: string,
  isDelivered: boolean,
  now: number,
): OrderRecord {
  const deliveredSentAt = new Date(now).toISOString()
  const told: OrderRecord = {
    ...record,
    invoices: record.invoices.map((fact) => (fact.number === invoice ? { ...fact, statusTold: mark } : fact)),
    packages: record.packages.map((fact) =>
      isDelivered && fact.invoiceNumber === invoice ? { ...fact, deliveredSentAt } : fact,
    ),
  }
  return caughtUp(told, now)
}

/** The state that follows from what VTEX knows of the parcels of a wholly invoiced order, however it came about. */
export function caughtUp(record: OrderRecord, now: number): OrderRecord {
  const { packages } = record
  if (packages.length === 0 || packages.some(({ trackingSentAt }) => trackingSentAt === undefined)) return record
  const dispatched = moved(record, 'dispatch', now) ?? record
  const arrived = packages.every(({ deliveredSentAt }) => deliveredSentAt !== undefined)
  const delivered = arrived ? moved(dispatched, 'deliver', now) : undefined
  return delivered ? watchBegun(delivered, now) : dispatched
}

import { appendTimeline, type OrderRecord } from './orderRecord'
import { owedStep, type OwedStep } from './owedStep'
import type { PartnerOrderUpdate, PartnerPackage } from './partnerOrder'

/**
 * What the partner did since we last looked, as steps owed to the marketplace: an invoice first, its tracking after it,
 * delivery last (PROTOCOL §9). Looking twice owes nothing twice.
 * @returns undefined when there is nothing new
 */
export function withPartnerUpdate(record: OrderRecord, update: PartnerOrderUpdate, now: number): OrderRecord | undefined {
  const at = new Date(now).toISOString()
  const knownInvoices = new Set(record.invoices.map(({ number }) => number))
  const newInvoices = update.invoices.filter(({ number }) => !knownInvoices.has(number))

  const packages = new Map(record.packages.map((fact) => [fact.id, fact]))
  const steps: OwedStep[] = newInvoices.map(({ number }) => owedStep('orderInvoice', at, number))
  for (const parcel of update.packages) {
    const fact = packages.get(parcel.id)
    const tracking = trackingNumberOf(parcel)
    if (tracking !== undefined && fact?.trackingNumber !== tracking) {
      steps.push(owedStep('orderTracking', at, parcel.id, [`orderInvoice:${parcel.invoiceNumber}`]))
      packages.set(parcel.id, { id: parcel.id, invoiceNumber: parcel.invoiceNumber, trackingNumber: tracking })
    }
  }
  for (const number of deliveredInvoices(update.packages)) {
    const parcels = update.packages.filter(({ invoiceNumber }) => invoiceNumber === number)
    if (parcels.some(({ id }) => packages.get(id)?.deliveredSentAt === undefined)) {
      const before = [`orderInvoice:${number}`, ...parcels.map(({ id }) => `orderTracking:${id}`)]
      steps.push(owedStep('trackingStatus', at, number, before))
    }
  }

  const fresh = steps.filter((step) => !record.owed.some(({ id }) => id === step.id))
  if (fresh.length === 0) return undefined
  return {
    ...record,
    invoices: [...record.invoices, ...newInvoices.map(({ number, total }) => ({ number, value: total }))],
    packages: [...packages.values()],
    owed: [...record.owed, ...fresh],
    timeline: appendTimeline(record.timeline, [
      { at, decision: 'the partner moved on', reason: fresh.map(({ id }) => id).join(', ') },
    ]),
  }
}

/** A parcel without number is known by its own id once it left: VTEX takes no status before tracking (PROTOCOL §9.3). */
export const trackingNumberOf = (parcel: PartnerPackage): string | undefined =>
  parcel.trackingNumber ?? (parcel.dispatchedAt || parcel.deliveredAt ? parcel.id : undefined)

/** Invoices whose parcels have all arrived: VTEX keeps one delivery per invoice. */
function deliveredInvoices(packages: readonly PartnerPackage[]): Set<string> {
  const numbers = new Set(packages.map(({ invoiceNumber }) => invoiceNumber))
  return new Set(
    [...numbers].filter((number) =>
      packages.filter(({ invoiceNumber }) => invoiceNumber === number).every(({ deliveredAt }) => deliveredAt !== undefined),
    ),
  )
}

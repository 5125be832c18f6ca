import { canceledByPartner, cancellationRefused } from './cancellation'
import { appendTimeline, type OrderRecord } from './orderRecord'
import { owedStep, type OwedStep } from './owedStep'
import type { PartnerOrderUpdate, PartnerPackage } from './partnerOrder'

/**
 * What the partner did since we last looked, as steps owed to the marketplace: an invoice first, its tracking after it,
 * delivery last (PROTOCOL §9). Looking twice owes nothing twice.
 * @returns undefined when there is nothing new
 */
export function withPartnerUpdate(
  record: OrderRecord,
  update: PartnerOrderUpdate,
  now: number,
): OrderRecord | undefined {
  const at = new Date(now).toISOString()
  // A question that is on its way to the partner is decided first: invoice and cancellation must not cross (KI 1400005).
  if (record.owed.some((step) => step.kind === 'cancelAtPartner' && isLeased(step, now))) return undefined
  if (update.state === 'canceled') return canceledByPartner(record, now)
  const knownInvoices = new Set(record.invoices.map(({ number }) => number))
  const newInvoices = update.invoices.filter(({ number }) => !knownInvoices.has(number))
  // Tracking is held back until its invoice is known (PROTOCOL §16).
  const invoiced = new Set([...knownInvoices, ...newInvoices.map(({ number }) => number)])

  const packages = new Map(record.packages.map((fact) => [fact.id, fact]))
  const steps: OwedStep[] = newInvoices.map(({ number }) => owedStep('orderInvoice', at, number))
  for (const parcel of update.packages) {
    const fact = packages.get(parcel.id)
    const tracking = trackingNumberOf(parcel)
    if (tracking !== undefined && fact?.trackingNumber !== tracking && invoiced.has(parcel.invoiceNumber)) {
      steps.push(owedStep('orderTracking', at, parcel.id, [`orderInvoice:${parcel.invoiceNumber}`]))
      packages.set(parcel.id, { id: parcel.id, invoiceNumber: parcel.invoiceNumber, trackingNumber: tracking })
    }
  }
  for (const number of deliveredInvoices(update.packages.filter(({ invoiceNumber }) => invoiced.has(invoiceNumber)))) {
    const parcels = update.packages.filter(({ invoiceNumber }) => invoiceNumber === number)
    if (parcels.some(({ id }) => packages.get(id)?.deliveredSentAt === undefined)) {
      const before = [`orderInvoice:${number}`, ...parcels.map(({ id }) => `orderTracking:${id}`)]
      steps.push(owedStep('trackingStatus', at, number, before))
    }
  }

  const fresh = steps.filter((step) => !record.owed.some(({ id }) => id === step.id))
  if (fresh.length === 0) return undefined
  // A partner that invoices while it is asked to cancel has decided: the invoice is the refusal (PROTOCOL §8.1).
  const decided = newInvoices.length > 0 ? refusedByInvoice(record, now) : record
  return {
    ...decided,
    invoices: [...record.invoices, ...newInvoices.map(({ number, total }) => ({ number, value: total }))],
    packages: [...packages.values()],
    owed: [...decided.owed, ...fresh],
    timeline: appendTimeline(decided.timeline, [
      { at, decision: 'the partner moved on', reason: fresh.map(({ id }) => id).join(', ') },
    ]),
  }
}

const isLeased = (step: OwedStep, now: number) => step.leaseUntil !== undefined && Date.parse(step.leaseUntil) > now

function refusedByInvoice(record: OrderRecord, now: number): OrderRecord {
  const refused = cancellationRefused(record, 'the partner invoiced the order', now)
  return refused === record
    ? record
    : { ...refused, owed: refused.owed.filter(({ kind }) => kind !== 'cancelAtPartner') }
}

/** A parcel without number is known by its own id once it left: VTEX takes no status before tracking (PROTOCOL §9.3). */
export const trackingNumberOf = (parcel: PartnerPackage): string | undefined =>
  parcel.trackingNumber ?? (parcel.dispatchedAt || parcel.deliveredAt ? parcel.id : undefined)

/** Invoices whose parcels have all arrived: VTEX keeps one delivery per invoice. */
function deliveredInvoices(packages: readonly PartnerPackage[]): Set<string> {
  const numbers = new Set(packages.map(({ invoiceNumber }) => invoiceNumber))
  return new Set(
    [...numbers].filter((number) =>
      packages
        .filter(({ invoiceNumber }) => invoiceNumber === number)
        .every(({ deliveredAt }) => deliveredAt !== undefined),
    ),
  )
}

import type { OrderRecord, PackageFact } from '../orderRecord'
import { owedStep, type OwedStep } from '../owedStep'
import type { PartnerPackage } from '../partnerOrder'

/**
 * What is new about the parcels of invoices that are known: tracking after its invoice, the way after the tracking
 * (PROTOCOL §9). Tracking is held back until its invoice is known (§16).
 * @param invoiced numbers of the invoices VTEX has or will get
 */
export function parcelNews(
  record: OrderRecord,
  parcels: readonly PartnerPackage[],
  invoiced: ReadonlySet<string>,
  at: string,
): { readonly steps: readonly OwedStep[]; readonly packages: readonly PackageFact[] } {
  const steps: OwedStep[] = []
  const facts = new Map(record.packages.map((fact) => [fact.id, fact]))
  const shown = parcels.filter(({ invoiceNumber }) => invoiced.has(invoiceNumber))
  for (const { id, invoiceNumber, ...parcel } of shown) {
    const tracking = trackingNumberOf({ id, invoiceNumber, ...parcel })
    const fact = facts.get(id)
    if (tracking !== undefined && fact?.trackingNumber !== tracking && fact?.instead !== tracking) {
      steps.push(owedStep('orderTracking', at, id, [`orderInvoice:${invoiceNumber}`]))
      facts.set(id, { id, invoiceNumber, trackingNumber: tracking })
    }
  }
  for (const number of new Set(shown.map(({ invoiceNumber }) => invoiceNumber))) {
    const ofInvoice = shown.filter(({ invoiceNumber }) => invoiceNumber === number)
    // VTEX takes no status before tracking (PROTOCOL §9.3).
    if (ofInvoice.some((parcel) => trackingNumberOf(parcel) === undefined)) continue
    const told = record.invoices.find((fact) => fact.number === number)?.statusTold
    const arrivalTold = ofInvoice.every(({ id }) => facts.get(id)?.deliveredSentAt !== undefined)
    const mark = statusMark(ofInvoice)
    const isNew = mark !== undefined && mark !== told && !(told === undefined && arrivalTold)
    if (isNew) {
      const before = [`orderInvoice:${number}`, ...ofInvoice.map(({ id }) => `orderTracking:${id}`)]
      steps.push(owedStep('trackingStatus', at, number, before))
    }
  }
  return { steps, packages: [...facts.values()] }
}

/** Parcels as the marketplace knows their invoices: under the number the operator sent instead of the partner's. */
export const renumbered = ({ invoices }: OrderRecord, parcels: readonly PartnerPackage[]): readonly PartnerPackage[] =>
  parcels.map((parcel) => {
    const number = invoices.find((fact) => fact.number === parcel.invoiceNumber)?.replacedBy
    return number === undefined ? parcel : { ...parcel, invoiceNumber: number }
  })

/** A parcel without number is known by its own id once it left: VTEX takes no status before tracking (PROTOCOL §9.3). */
export const trackingNumberOf = (parcel: PartnerPackage): string | undefined =>
  parcel.trackingNumber ?? (parcel.dispatchedAt || parcel.deliveredAt ? parcel.id : undefined)

/** VTEX keeps one delivery per invoice: it has arrived when all its parcels have. */
export const haveArrived = (parcels: readonly PartnerPackage[]): boolean =>
  parcels.length > 0 && parcels.every(({ deliveredAt }) => deliveredAt !== undefined)

/**
 * How far the parcels of one invoice are, so that what was told can be told from what is new. Holds no text of the partner.
 * @returns undefined while there is nothing to tell
 */
export function statusMark(parcels: readonly PartnerPackage[]): string | undefined {
  const times = parcels.flatMap(({ events }) => events ?? []).map(({ at }) => Date.parse(at))
  if (haveArrived(parcels)) return `delivered, ${times.length} events`
  return times.length > 0 ? `${times.length} events until ${new Date(Math.max(...times)).toISOString()}` : undefined
}

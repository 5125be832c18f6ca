import { StepRefused } from '../../errors'
import { living } from '../invoices/livingDocuments'
import { appendTimeline, type OrderRecord, type PackageFact } from '../orderRecord'
import { owedStep, type OwedStep } from '../owedStep'
import type { PartnerPackage } from '../partnerOrder'

export interface OperatorTracking extends Omit<PartnerPackage, 'id'> {
  readonly trackingNumber: string
  /** Which parcel of the invoice, when it has several. */
  readonly packageId?: string
}

/**
 * An operator corrects the tracking of an invoice, or gives one the partner cannot show. It goes out like any other, after its
 * invoice; the number the partner still shows is not sent again, another one of the partner is.
 * @throws StepRefused when the invoice is not known, or has several parcels and none is named
 */
export function operatorTracking(record: OrderRecord, asked: OperatorTracking, now: number): OrderRecord {
  const invoice = record.invoices.find(({ number, replacedBy }) => number === asked.invoiceNumber && !replacedBy)
  if (!invoice || !living(record, 'orderInvoice')(invoice)) {
    throw new StepRefused('ORD038', 'VTEX has no such invoice of this order, and will get none')
  }
  const { packageId, ...shown } = asked
  const before = parcelOf(record, asked)
  const id = before?.id ?? packageId ?? `operator-${invoice.number}`
  const parcel: PartnerPackage = { ...shown, id }
  const instead = before?.instead ?? before?.trackingNumber
  const fact: PackageFact = {
    id,
    invoiceNumber: invoice.number,
    trackingNumber: asked.trackingNumber,
    ...(instead !== undefined && instead !== asked.trackingNumber ? { instead } : {}),
  }
  const at = new Date(now).toISOString()
  const tracking = { ...owedStep('orderTracking', at, id, [`orderInvoice:${invoice.number}`]), parcel }
  const steps: OwedStep[] = asked.deliveredAt
    ? [tracking, { ...owedStep('trackingStatus', at, invoice.number, [tracking.id]), parcel }]
    : [tracking]
  return {
    ...record,
    packages: [...record.packages.filter((one) => one.id !== id), fact],
    owed: [...record.owed.filter((step) => steps.every((next) => next.id !== step.id)), ...steps],
    timeline: appendTimeline(record.timeline, [
      { at, decision: 'the operator corrects the tracking', reason: steps.map((step) => step.id).join(', ') },
    ]),
  }
}

/** @throws StepRefused when it is not clear which parcel is meant */
function parcelOf({ packages }: OrderRecord, { invoiceNumber, packageId }: OperatorTracking): PackageFact | undefined {
  const ofInvoice = packages.filter((fact) => fact.invoiceNumber === invoiceNumber)
  if (packageId !== undefined) return ofInvoice.find(({ id }) => id === packageId)
  if (ofInvoice.length > 1) {
    throw new StepRefused('ORD038', `Say which parcel: packageId is one of ${ofInvoice.map(({ id }) => id).join(', ')}`)
  }
  return ofInvoice[0]
}

import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { haveArrived, statusMark } from '../../domain/orders/tracking/parcelNews'
import type { PartnerPackage, TrackingEvent } from '../../domain/orders/partnerOrder'
import { statusTold } from '../../domain/orders/tracking/statusTold'
import type { TrackingStatusBody } from '../../typings/oms'
import { partnerDocuments } from './partnerDocuments'
import type { StepOutcome } from './stepOutcome'

/** Tells the marketplace how far the parcels of an invoice are, and when all arrived (PROTOCOL §9.3). Repeatable. */
export async function sendTrackingStatus(
  work: SellerWork,
  record: OrderRecord,
  { parcel: corrected, ref }: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const packages = corrected ? [corrected] : (await partnerDocuments(work, record, budget)).packages
  const parcels = packages.filter(({ invoiceNumber }) => invoiceNumber === ref)
  const mark = statusMark(parcels)
  if (ref === undefined || mark === undefined) {
    return { kind: 'later', reason: 'The partner does not show the way of these parcels any more' }
  }
  const isDelivered = haveArrived(parcels)
  await work.marketplaceOrders.sendTrackingStatus(record.marketplaceOrderId, ref, {
    isDelivered,
    deliveredDate: isDelivered ? lastArrival(parcels) : null,
    events: trackingEvents(parcels),
  })
  const now = work.clock.now()
  return { kind: 'done', change: (current) => statusTold(current, ref, mark, isDelivered, now) }
}

/** `yyyy-mm-dd hh:mm`, as VTEX wants it. */
const lastArrival = (parcels: readonly PartnerPackage[]) =>
  new Date(Math.max(...parcels.map(({ deliveredAt }) => Date.parse(deliveredAt ?? ''))))
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ')

/** Everything that happened on the way, oldest first, each once; at least the arrivals (PROTOCOL §9.3, §16). */
function trackingEvents(parcels: readonly PartnerPackage[]): TrackingStatusBody['events'] {
  const told = parcels.flatMap(({ events }) => events ?? [])
  const arrivals = parcels.flatMap(({ deliveredAt }) =>
    deliveredAt ? [{ at: deliveredAt, description: 'Delivered' }] : [],
  )
  const all: TrackingEvent[] = told.length > 0 ? told : arrivals
  const rows = [...all]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(({ at, city, description, state }) => ({
      city: city ?? '',
      state: state ?? '',
      description,
      date: at.slice(0, 10),
    }))
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}

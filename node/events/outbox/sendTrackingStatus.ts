import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { PartnerPackage, TrackingEvent } from '../../domain/orders/partnerOrder'
import type { OwedStep } from '../../domain/orders/owedStep'
import { nextState } from '../../domain/orders/states'
import type { TrackingStatusBody } from '../../typings/oms'
import { partnerDocuments } from './partnerDocuments'
import type { StepOutcome } from './stepOutcome'

/** Tells the marketplace that everything on an invoice arrived (PROTOCOL §9.3). Repeating it is safe. */
export async function sendTrackingStatus(
  work: SellerWork,
  record: OrderRecord,
  { ref }: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const { packages } = await partnerDocuments(work, record, budget)
  const parcels = packages.filter(({ invoiceNumber }) => invoiceNumber === ref)
  const arrivals = parcels.map(({ deliveredAt }) => deliveredAt)
  if (ref === undefined || parcels.length === 0 || arrivals.includes(undefined)) {
    return { kind: 'later', reason: 'The partner does not show these parcels as delivered any more' }
  }
  const last = new Date(Math.max(...arrivals.map((at) => Date.parse(at ?? '')))).toISOString()
  await work.marketplaceOrders.sendTrackingStatus(record.marketplaceOrderId, ref, {
    isDelivered: true,
    deliveredDate: last.slice(0, 16).replace('T', ' '),
    events: trackingEvents(parcels),
  })
  const deliveredSentAt = new Date(work.clock.now()).toISOString()
  return {
    kind: 'done',
    change: (current) => {
      const facts = current.packages.map((fact) => (fact.invoiceNumber === ref ? { ...fact, deliveredSentAt } : fact))
      const everything =
        current.state !== 'partiallyInvoiced' && facts.every((fact) => fact.deliveredSentAt !== undefined)
      const state = (everything && nextState(current.state, 'deliver')) || current.state
      return { ...current, packages: facts, state }
    },
  }
}

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

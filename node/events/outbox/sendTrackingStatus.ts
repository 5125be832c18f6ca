import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { nextState } from '../../domain/orders/states'
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
    // The partner names no place; the list stays in order of time (PROTOCOL §16).
    events: parcels
      .map(({ deliveredAt }) => deliveredAt ?? last)
      .sort()
      .map((at) => ({ city: '', state: '', description: 'Delivered', date: at.slice(0, 10) })),
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

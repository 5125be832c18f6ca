import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { trackingNumberOf } from '../../domain/orders/tracking/parcelNews'
import { nextState } from '../../domain/orders/states'
import { partnerDocuments } from './partnerDocuments'
import type { StepOutcome } from './stepOutcome'

/** Sends courier and tracking number of a parcel (PROTOCOL §9.2). Repeating it is safe: the last write wins. */
export async function sendTracking(
  work: SellerWork,
  record: OrderRecord,
  { parcel: corrected, ref }: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const packages = corrected ? [corrected] : (await partnerDocuments(work, record, budget)).packages
  const parcel = packages.find(({ id }) => id === ref)
  const trackingNumber = parcel && trackingNumberOf(parcel)
  if (!parcel || trackingNumber === undefined)
    return { kind: 'later', reason: 'The partner does not show this parcel any more' }

  await work.marketplaceOrders.sendTracking(record.marketplaceOrderId, parcel.invoiceNumber, {
    courier: parcel.courier ?? '',
    trackingNumber,
    trackingUrl: parcel.trackingUrl ?? null,
    dispatchedDate: parcel.dispatchedAt ?? null,
  })
  const trackingSentAt = new Date(work.clock.now()).toISOString()
  return {
    kind: 'done',
    change: (current) => ({
      ...current,
      state: nextState(current.state, 'dispatch') ?? current.state,
      packages: current.packages.map((fact) =>
        fact.id === parcel.id ? { ...fact, trackingNumber, trackingSentAt } : fact,
      ),
    }),
  }
}

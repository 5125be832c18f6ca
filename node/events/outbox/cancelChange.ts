import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceRejected } from '../../domain/errors'
import { changeOf } from '../../domain/orders/changes/orderChange'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { DONE, type StepOutcome } from './stepOutcome'

/** VTEX shows it to the shopper: no word of the partner's. */
export const REASON = 'The seller cannot make this change'

/** Refuses a change by canceling it (PROTOCOL U-04, AC-84). */
export async function cancelChange(work: SellerWork, record: OrderRecord, { ref }: OwedStep): Promise<StepOutcome> {
  const change = changeOf(record, ref)
  if (!change) return DONE
  const { marketplaceOrderId } = record
  try {
    await work.orderChanges.cancel(marketplaceOrderId, change.id, REASON)
  } catch (error) {
    if (!(error instanceof MarketplaceRejected) || error.status === 401 || error.status === 403) throw error
    const shown = await work.orderChanges.read(marketplaceOrderId, change.id)
    if (shown && shown.inProgress !== false && shown.status !== 'canceled') throw error
  }
  return DONE
}

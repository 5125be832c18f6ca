import type { SellerWork } from '../../clients/sellerWork'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { DONE, type StepOutcome } from './stepOutcome'

/** Gives the connector's own reservation back: the partner holds the stock now, or nobody needs it any more. */
export async function releaseReservation(work: SellerWork, record: OrderRecord): Promise<StepOutcome> {
  if (!work.partner.capabilities.reserves) {
    await work.reservations.release(
      record.marketplaceOrderId,
      record.lines.map(({ sku }) => sku),
    )
  }
  return DONE
}

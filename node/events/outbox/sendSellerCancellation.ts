import { randomUUID } from 'crypto'

import type { SellerWork } from '../../clients/sellerWork'
import { cancellationConfirmed } from '../../domain/orders/cancellation'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { isCanceledAtMarketplace } from '../../domain/orders/payable'
import type { StepOutcome } from './stepOutcome'

const REASON = 'Canceled by the seller'
const LOOK_AGAIN_S = 60

/**
 * Tells the marketplace that the partner canceled (PROTOCOL §8.2). What OMS shows decides, not what it answered: some
 * statuses need the call twice (C-45), and the canceled status can lag (KI 1242813).
 */
export async function sendSellerCancellation(
  work: SellerWork,
  { marketplaceOrderId }: OrderRecord,
): Promise<StepOutcome> {
  const { marketplaceOrders } = work
  const done = async () => isCanceledAtMarketplace(await marketplaceOrders.readOrder(marketplaceOrderId))
  if (!(await done())) {
    await marketplaceOrders.cancel(marketplaceOrderId, REASON)
    if (!(await done())) {
      return { kind: 'waiting', reason: 'The marketplace has not canceled it yet', askAgainSeconds: LOOK_AGAIN_S }
    }
  }
  const now = work.clock.now()
  return { kind: 'done', change: (record) => cancellationConfirmed(record, randomUUID(), now) }
}

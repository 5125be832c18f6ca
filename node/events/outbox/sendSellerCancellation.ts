import { randomUUID } from 'crypto'

import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceRejected } from '../../domain/errors'
import { cancellationConfirmed } from '../../domain/orders/cancellation/cancellationDecision'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { isCanceledAtMarketplace } from '../../domain/orders/payable'
import { endChangesAtVtex } from './endChangesAtVtex'
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
    await endChangesAtVtex(work, marketplaceOrderId)
    const refusal = await marketplaceOrders.cancel(marketplaceOrderId, REASON).catch(contradiction)
    if (!(await done())) {
      if (refusal) throw refusal
      return { kind: 'waiting', reason: 'The marketplace has not canceled it yet', askAgainSeconds: LOOK_AGAIN_S }
    }
  }
  const now = work.clock.now()
  return { kind: 'done', change: (record) => cancellationConfirmed(record, randomUUID(), now) }
}

/** 400 and 409 may say that it is canceled already: OMS shows whether it is. */
function contradiction(error: unknown): MarketplaceRejected {
  if (error instanceof MarketplaceRejected && (error.status === 400 || error.status === 409)) return error
  throw error
}

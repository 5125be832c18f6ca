import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceRejected } from '../../domain/errors'
import { changeConfirmed, changeGivenUp } from '../../domain/orders/changes/changeSettled'
import { changeOf } from '../../domain/orders/changes/orderChange'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { DONE, type StepOutcome } from './stepOutcome'

const LOOK_AGAIN_S = 30

/**
 * Confirms a change the partner has (PROTOCOL §10.1, step 5): from then on it counts. It is over when VTEX shows it so;
 * what must not cross it waits until then (KI 1348894). Repeatable.
 */
export async function confirmChange(work: SellerWork, record: OrderRecord, { ref }: OwedStep): Promise<StepOutcome> {
  const change = changeOf(record, ref)
  if (change?.state !== 'applied') return DONE
  const { clock, orderChanges } = work
  const { marketplaceOrderId } = record
  try {
    await orderChanges.sendAgreement(marketplaceOrderId, change.id, 'Confirmation')
  } catch (error) {
    if (!(error instanceof MarketplaceRejected) || error.status === 401 || error.status === 403) throw error
    const shown = await orderChanges.read(marketplaceOrderId, change.id)
    if (shown?.status !== 'canceled') throw error
    return { kind: 'done', change: (current) => changeGivenUp(current, change.id, clock.now()) }
  }
  const shown = await orderChanges.read(marketplaceOrderId, change.id).catch(unreadable)
  if (shown?.inProgress === true) {
    return { kind: 'waiting', reason: 'VTEX is still making the change', askAgainSeconds: LOOK_AGAIN_S }
  }
  const now = clock.now()
  return { kind: 'done', change: (current) => changeConfirmed(current, change.id, now) }
}

/** VTEX took the confirmation: that it cannot be looked at does not make it undone. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof MarketplaceRejected)) throw error
}

import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { owe } from '../../domain/orders/owe'
import type { StepOutcome } from './stepOutcome'

/** Tells the partner that it may ship. From then on its own allocation holds the stock (DESIGN D16). */
export async function authorizeAtPartner(
  work: SellerWork,
  { marketplaceOrderId }: OrderRecord,
  _step: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  await work.partner.authorizeOrder(marketplaceOrderId, budget)
  const at = new Date(work.clock.now()).toISOString()
  return { kind: 'done', change: (record) => ({ ...record, owed: owe(record.owed, at, 'releaseReservation') }) }
}

import type { SellerWork } from '../../clients/sellerWork'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { deadLetterProblem, lateStepProblem } from '../../domain/problems/orderProblems'

/** Opens or clears the problems of an order's owed steps, as its record stands. */
export async function tellStuckSteps({ problems }: SellerWork, record: OrderRecord): Promise<void> {
  const dead = deadLetterProblem(record)
  if (dead) await problems.raise(dead)
  else await problems.clear('deadLetter', record.marketplaceOrderId)
  const late = lateStepProblem(record)
  if (late) await problems.raise(late)
  else await problems.clear('lateStep', record.marketplaceOrderId)
}

import type { SellerWork } from '../../clients/sellerWork'
import { isOrderAlert, problemOf } from '../../domain/orders/orderAlerts'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep } from '../../domain/orders/owedStep'
import { DONE, type StepOutcome } from './stepOutcome'

/** Shows an alert of the order to the operator, or takes it away again (DESIGN D15). */
export async function reportProblem(work: SellerWork, record: OrderRecord, { ref }: OwedStep): Promise<StepOutcome> {
  if (!isOrderAlert(ref)) return DONE
  const problem = problemOf(record, ref)
  if (record.alerts?.includes(ref)) await work.problems.raise(problem)
  else await work.problems.clear(problem.code, problem.subject)
  return DONE
}

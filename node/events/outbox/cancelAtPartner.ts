import { randomUUID } from 'crypto'

import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { cancellationConfirmed, cancellationRefused } from '../../domain/orders/cancellation/cancellationDecision'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { owedStep, type OwedStep } from '../../domain/orders/owedStep'
import type { StepOutcome } from './stepOutcome'

const REASON = 'Canceled in the marketplace'
/** The marketplace waits 30 days for a decision. */
const ASK_AGAIN_S = 60

/**
 * Asks the partner to stop the order; what it says is the decision (PROTOCOL §8.1). Repeatable. Where policy or operator
 * agreed before, nobody waits for a person at the partner: the marketplace has its answer, the partner is asked on.
 */
export async function cancelAtPartner(
  work: SellerWork,
  { cancellation, marketplaceOrderId }: OrderRecord,
  _step: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  const answer = await work.partner.cancelOrder(marketplaceOrderId, REASON, budget)
  const now = work.clock.now()
  switch (answer.outcome) {
    case 'done':
      return { kind: 'done', change: (record) => cancellationConfirmed(record, randomUUID(), now) }
    case 'refused':
      return { kind: 'done', change: (record) => cancellationRefused(record, answer.reason, now) }
    case 'deciding':
      if (cancellation?.approved && !cancellation.decision) return confirmedMeanwhile(now)
      return { kind: 'waiting', reason: 'The partner is deciding', askAgainSeconds: ASK_AGAIN_S }
  }
}

function confirmedMeanwhile(now: number): StepOutcome {
  const again = owedStep('cancelAtPartner', new Date(now + ASK_AGAIN_S * 1_000).toISOString())
  return {
    kind: 'done',
    change: (record) => {
      const confirmed = cancellationConfirmed(record, randomUUID(), now)
      return { ...confirmed, owed: [...confirmed.owed, again] }
    },
  }
}

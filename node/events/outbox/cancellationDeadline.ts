import { randomUUID } from 'crypto'

import type { SellerWork } from '../../clients/sellerWork'
import { canceledAtMarketplace } from '../../domain/orders/cancellation/canceledElsewhere'
import { alerted } from '../../domain/orders/orderAlerts'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import { owedStep } from '../../domain/orders/owedStep'
import { isCanceledAtMarketplace } from '../../domain/orders/payable'
import { DONE, type StepOutcome } from './stepOutcome'

const LOOK_AGAIN_MS = 24 * 3_600_000

/**
 * A cancellation nobody decided, or refused without an invoice, for longer than the setting allows: a person is told, and
 * OMS is looked at once a day, because VTEX cancels by itself after 30 days (PROTOCOL §8.1).
 */
export async function cancellationDeadline(work: SellerWork, record: OrderRecord): Promise<StepOutcome> {
  const isPending = ({ state }: OrderRecord) => state === 'evaluatingCancellation' || state === 'cancellationRefused'
  if (!isPending(record)) return DONE
  const order = await work.marketplaceOrders.readOrder(record.marketplaceOrderId)
  const now = work.clock.now()
  if (isCanceledAtMarketplace(order)) {
    return { kind: 'done', change: (current) => canceledAtMarketplace(current, randomUUID(), now) }
  }
  return {
    kind: 'done',
    change: (current) => {
      if (!isPending(current)) return current
      const at = new Date(now).toISOString()
      const since = current.cancellation?.requestedAt ?? at
      const again = owedStep('cancellationDeadline', new Date(now + LOOK_AGAIN_MS).toISOString())
      const decision = { at, decision: 'the cancellation is still pending', reason: `asked for at ${since}` }
      return alerted(
        { ...current, owed: [...current.owed, again], timeline: appendTimeline(current.timeline, [decision]) },
        'cancellationOverdue',
        now,
      )
    },
  }
}

import type { CancelAnswer } from '../bodies'
import type { Operation } from '../call'
import type { Shop } from '../shop'
import { closeOrder } from './closeOrder'
import { requireOrder } from './orderRow'
import type { OrderRow } from './orderRow'

/** Whether a person decides about the cancellation of orders; the sandbox's staff switch it. */
const NEEDS_A_PERSON = "SELECT 1 FROM shop WHERE name = 'cancellationsNeedAPerson'"

/** What was decided once stays decided: asked again, it is said again. */
export const cancelOrder: Operation<{ readonly reason: string }> = (shop, { reference }) => {
  const order = requireOrder(shop, reference)
  const answer =
    order.state === 'canceled' ? ({ outcome: 'done' } as const) : (decision(shop, order) ?? decide(shop, order))
  return { body: answer, undecided: answer.outcome === 'deciding' }
}

function decision(shop: Shop, order: OrderRow): CancelAnswer | undefined {
  const row = shop.db.first<{ outcome: CancelAnswer['outcome']; reason: string | null }>(
    'SELECT outcome, reason FROM cancellations WHERE orderId = ?',
    [order.id],
  )
  return row && { outcome: row.outcome, ...(row.reason === null ? {} : { reason: row.reason }) }
}

function decide(shop: Shop, order: OrderRow): CancelAnswer {
  if (order.state !== 'open' && order.state !== 'authorized') {
    return keepDecision(shop, order, { outcome: 'refused', reason: 'The parcel has left' })
  }
  if (shop.db.first('SELECT 1 FROM invoices WHERE orderId = ?', [order.id])) {
    return keepDecision(shop, order, { outcome: 'refused', reason: 'The order is invoiced' })
  }
  if (shop.db.first(NEEDS_A_PERSON)) return keepDecision(shop, order, { outcome: 'deciding' })
  closeOrder(shop, order)
  return keepDecision(shop, order, { outcome: 'done' })
}

export function keepDecision(shop: Shop, order: OrderRow, answer: CancelAnswer): CancelAnswer {
  shop.db.run('INSERT OR REPLACE INTO cancellations (orderId, outcome, reason) VALUES (?, ?, ?)', [
    order.id,
    answer.outcome,
    answer.reason,
  ])
  return answer
}

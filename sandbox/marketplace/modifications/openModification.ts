import { randomUUID } from 'node:crypto'
import type { AccountState } from '../accountState'
import type { MarketplaceOrder } from '../order'
import { modifiedOrder, type Refusal } from './modifyOrder'
import { isInProgress, type ModificationBody, type OrderModification } from './orderModification'

/** Why an order cannot be modified now, in the words of VTEX's modification guide. */
function stateRefusal(order: MarketplaceOrder): Refusal | undefined {
  if (order.status === 'canceled') return { code: 'SalesOrderSystem008', message: 'Cannot change cancelled order' }
  if (order.status !== 'payment-approved') {
    return { code: 'CHK0124', message: 'A marketplace order is modified in status payment-approved only' }
  }
  return order.modifications.some(isInProgress)
    ? { code: 'SalesOrderSystem014', message: 'Change in progress' }
    : undefined
}

/** Begins a modification, or says why not. Its requester need not acknowledge it. */
export function openModification(
  state: AccountState,
  order: MarketplaceOrder,
  asked: ModificationBody,
  { requestedBy, now }: { readonly requestedBy: OrderModification['requestedBy']; readonly now: Date },
): OrderModification | Refusal {
  const refused = stateRefusal(order)
  if (refused) return refused
  const modified = modifiedOrder(state, order, asked)
  if ('code' in modified) return modified
  const modification: OrderModification = {
    requestId: randomUUID(),
    workflowId: randomUUID(),
    requestedBy,
    date: now.toISOString(),
    body: modified.body,
    totalChangeValue: modified.order.value - order.value,
    status: requestedBy === 'seller' ? 'waiting-confirmation' : 'waiting-acknowledgement',
    agreements: [],
    cancelReason: null,
  }
  order.modifications.push(modification)
  return modification
}

/** Ends a modification without effect. */
export function cancelModification(modification: OrderModification, reason: string) {
  modification.status = 'canceled'
  modification.cancelReason = reason
}

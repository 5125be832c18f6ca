import type { AccountState } from './accountState'
import type { MarketplaceOrder } from './order'

/** Statuses an external seller's order goes through at the marketplace, and what may follow each (PROTOCOL §13). */
const NEXT_STATUSES = {
  'order-created': ['waiting-for-authorization'],
  'waiting-for-authorization': ['payment-pending', 'order-create-error'],
  // A placement whose answer was lost may be repeated; otherwise the platform cancels the order (PROTOCOL §6).
  'order-create-error': ['waiting-for-authorization', 'cancel'],
  'payment-pending': ['payment-approved', 'payment-denied', 'request-cancel', 'cancel'],
  'payment-denied': ['request-cancel', 'cancel'],
  'payment-approved': ['invoice', 'request-cancel', 'cancel'],
  // An Output invoice is how an external seller refuses a cancellation (PROTOCOL §8.1).
  'request-cancel': ['waiting-for-seller-decision', 'cancel', 'invoice'],
  'waiting-for-seller-decision': ['request-cancel', 'cancel', 'invoice'],
  invoice: ['payment-approved', 'invoiced'],
  invoiced: ['cancel'],
  cancel: ['canceled'],
  canceled: [],
} as const satisfies Record<string, readonly string[]>

export type OrderStatus = keyof typeof NEXT_STATUSES

/** One move of an order, as feed and hook tell it (PROTOCOL §11.2). Times are ISO 8601. */
export interface StatusChange {
  readonly orderId: string
  readonly status: OrderStatus
  readonly lastStatus: OrderStatus
  readonly change: string
  readonly lastChange: string
}

export type StatusListener = (change: StatusChange) => void

/** @throws Error when the table has no such transition: a defect of the stand-in, not of the seller. */
export function moveTo(state: AccountState, order: MarketplaceOrder, status: OrderStatus, now: Date) {
  const allowed: readonly string[] = NEXT_STATUSES[order.status]
  const change = { orderId: order.orderId, lastStatus: order.status, lastChange: order.lastChange }
  if (!allowed.includes(status)) throw new Error(`Order ${order.orderId} cannot go from ${order.status} to ${status}`)
  order.status = status
  order.lastChange = now.toISOString()
  order.statusHistory.push({ status, at: order.lastChange })
  for (const told of state.statusListeners) told({ ...change, status, change: order.lastChange })
}

/** `cancel` is a passing status: the order does not stay in it. */
export function cancelOrder(state: AccountState, order: MarketplaceOrder, now: Date) {
  moveTo(state, order, 'cancel', now)
  moveTo(state, order, 'canceled', now)
}

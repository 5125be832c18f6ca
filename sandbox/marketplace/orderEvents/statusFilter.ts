import type { StatusChange } from '../orderStatus'
import { arrayOf, findings, flag, isObject, object, oneOf, text, type Finding } from '../shape'

/** Which status changes a feed or hook gets (PROTOCOL §11.2). */
export interface StatusFilter {
  readonly type: 'FromWorkflow' | 'FromOrders'
  readonly status?: readonly string[]
  readonly expression?: string
  readonly disableSingleFire?: boolean
}

const RULE = 'PROTOCOL §11.2'

/** Statuses that can be filtered by [OAS-orders]. */
const STATUSES = [
  'order-created',
  'on-order-completed',
  'on-order-completed-ffm',
  'payment-pending',
  'waiting-for-order-authorization',
  'approve-payment',
  'payment-approved',
  'request-cancel',
  'waiting-for-seller-decision',
  'waiting-ffmt-authorization',
  'waiting-for-authorization',
  'waiting-for-manual-authorization',
  'authorize-fulfillment',
  'order-create-error',
  'order-creation-error',
  'window-to-cancel',
  'window-to-change-seller',
  'waiting-for-mkt-authorization',
  'waiting-seller-handling',
  'ready-for-handling',
  'start-handling',
  'handling',
  'invoice-after-cancellation-deny',
  'order-accepted',
  'invoice',
  'invoiced',
  'replaced',
  'cancellation-requested',
  'cancel',
  'canceled',
]

const fromWorkflow = object({ type: oneOf('FromWorkflow'), status: arrayOf(oneOf(...STATUSES), 1) })
const fromOrders = object({ type: oneOf('FromOrders'), expression: text }, { disableSingleFire: flag })

/** What is wrong with a filter; one from orders is accepted, and known to lose events. */
export function filterFindings(filter: unknown): Finding[] {
  const isFromOrders = isObject(filter) && filter.type === 'FromOrders'
  return findings(RULE, (isFromOrders ? fromOrders : fromWorkflow)(filter, 'filter'))
}

export const lossyFilterFindings = ({ type }: StatusFilter): Finding[] =>
  type === 'FromOrders' ? findings('KI 832400', ['a FromOrders filter skips events: use FromWorkflow']) : []

/** Expressions are not evaluated: a filter from orders gets every change. */
export const passes = ({ type, status = [] }: StatusFilter, change: StatusChange) =>
  type === 'FromOrders' || status.includes(change.status)

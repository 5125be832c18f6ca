import { StepRefused } from '../errors'

/**
 * Where an order stands here (PROTOCOL §16, DESIGN D9). Code asks this table; it never compares states on its own.
 */
export const ORDER_STATES = {
  placing: { place: 'received', refuse: 'failed', loseAnswer: 'placementInDoubt', retry: 'placing' },
  placementInDoubt: { place: 'received', refuse: 'failed', loseAnswer: 'placementInDoubt', retry: 'placing' },
  failed: { retry: 'placing' },
  received: {
    authorize: 'authorized',
    requestCancellation: 'evaluatingCancellation',
    cancel: 'canceled',
    expire: 'expired',
    undo: 'failed',
  },
  expired: { authorize: 'authorized', cancel: 'canceled' },
  authorized: {
    startHandling: 'handling',
    invoicePartly: 'partiallyInvoiced',
    invoiceAll: 'invoiced',
    requestCancellation: 'evaluatingCancellation',
    cancel: 'canceled',
    requestSellerCancellation: 'cancelRequestedBySeller',
  },
  handling: {
    invoicePartly: 'partiallyInvoiced',
    invoiceAll: 'invoiced',
    requestCancellation: 'evaluatingCancellation',
    cancel: 'canceled',
    requestSellerCancellation: 'cancelRequestedBySeller',
  },
  evaluatingCancellation: { cancel: 'canceled', refuseCancellation: 'cancellationRefused' },
  cancellationRefused: { invoicePartly: 'partiallyInvoiced', invoiceAll: 'invoiced', cancel: 'canceled' },
  cancelRequestedBySeller: { cancel: 'canceled' },
  partiallyInvoiced: { invoicePartly: 'partiallyInvoiced', invoiceAll: 'invoiced' },
  invoiced: { dispatch: 'dispatched', deliver: 'delivered', openReturn: 'returnOpen' },
  dispatched: { dispatch: 'dispatched', deliver: 'delivered', openReturn: 'returnOpen' },
  delivered: { openReturn: 'returnOpen' },
  returnOpen: { finishReturn: 'returned' },
  returned: { openReturn: 'returnOpen' },
  canceled: {},
} as const

export type OrderState = keyof typeof ORDER_STATES

type KeysOfUnion<T> = T extends unknown ? keyof T : never
export type OrderEvent = KeysOfUnion<(typeof ORDER_STATES)[OrderState]>

/** The state that follows, or undefined when the table does not allow the event. */
export const nextState = (state: OrderState, event: OrderEvent): OrderState | undefined =>
  (ORDER_STATES[state] as Partial<Record<OrderEvent, OrderState>>)[event]

export const allows = (state: OrderState, event: OrderEvent): boolean => nextState(state, event) !== undefined

/** @throws StepRefused (FMT0060 for a canceled order) when the table does not allow the event */
export function requireNextState(state: OrderState, event: OrderEvent): OrderState {
  const next = nextState(state, event)
  if (!next) {
    throw new StepRefused(state === 'canceled' ? 'FMT0060' : 'ORD039', `An order that is ${state} cannot ${event}`)
  }
  return next
}

/** Accepted by the partner, not yet closed: the partner's side of it has to be followed. */
const FOLLOWED: readonly OrderState[] = [
  'authorized',
  'handling',
  'evaluatingCancellation',
  'cancellationRefused',
  'partiallyInvoiced',
  'invoiced',
  'dispatched',
]
export const isFollowed = (state: OrderState): boolean => FOLLOWED.includes(state)

/** Placement was answered with success at some time. */
export const isPlaced = (state: OrderState): boolean =>
  state !== 'placing' && state !== 'placementInDoubt' && state !== 'failed'

/** Nothing is promised to such an order any more. */
const CLOSED: readonly OrderState[] = [
  'failed',
  'expired',
  'canceled',
  'invoiced',
  'dispatched',
  'delivered',
  'returnOpen',
  'returned',
]
export const isClosed = (state: OrderState): boolean => CLOSED.includes(state)

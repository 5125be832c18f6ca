import { StepRefused } from '../errors'
import type { OwedStepKind } from './owedStep'

/**
 * Where an order stands here and what may happen to it (PROTOCOL §16, DESIGN D9). Code asks this table; it never
 * compares states on its own. An event that a state does not list changes nothing: a duplicate, or one that came late.
 */
export const ORDER_STATES = {
  placing: { place: 'received', refuse: 'failed', loseAnswer: 'placementInDoubt', retry: 'placing' },
  placementInDoubt: { place: 'received', refuse: 'failed', loseAnswer: 'placementInDoubt', retry: 'placing' },
  failed: { retry: 'placing' },
  received: {
    authorize: 'authorized',
    cancel: 'canceled',
    requestSellerCancellation: 'cancelRequestedBySeller',
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
  cancellationRefused: {
    invoicePartly: 'partiallyInvoiced',
    invoiceAll: 'invoiced',
    cancel: 'canceled',
    requestSellerCancellation: 'cancelRequestedBySeller',
  },
  cancelRequestedBySeller: { cancel: 'canceled' },
  partiallyInvoiced: { invoicePartly: 'partiallyInvoiced', invoiceAll: 'invoiced' },
  invoiced: { dispatch: 'dispatched', deliver: 'delivered', openReturn: 'returnOpen' },
  dispatched: { dispatch: 'dispatched', deliver: 'delivered', openReturn: 'returnOpen' },
  delivered: { openReturn: 'returnOpen' },
  returnOpen: { openReturn: 'returnOpen', finishReturn: 'returned' },
  // Everything came back: only now may an invoiced order be canceled (PROTOCOL §8.2).
  returned: { openReturn: 'returnOpen', requestSellerCancellation: 'cancelRequestedBySeller' },
  canceled: {},
} as const

export type OrderState = keyof typeof ORDER_STATES

type KeysOfUnion<T> = T extends unknown ? keyof T : never
export type OrderEvent = KeysOfUnion<(typeof ORDER_STATES)[OrderState]>

export interface Effects {
  /** Steps that must not be done any more. */
  readonly drops?: readonly OwedStepKind[]
  /** The only steps that outlive the event. */
  readonly keeps?: readonly OwedStepKind[]
  readonly owes?: readonly OwedStepKind[]
}

/** What an event does to the outbox, whatever the state it comes in; applied by `moved`. */
export const EFFECTS: { readonly [Event in OrderEvent]?: Effects } = {
  authorize: { owes: ['authorizeAtPartner'] },
  expire: { owes: ['releaseReservation'] },
  // An authorization that has not reached the partner yet must not reach it while it is being asked to stop.
  requestCancellation: { drops: ['authorizeAtPartner'], owes: ['cancellationDeadline'] },
  refuseCancellation: { drops: ['cancelAtPartner'] },
  cancel: { keeps: ['cancelAtPartner', 'reportProblem'], owes: ['releaseReservation'] },
  requestSellerCancellation: { drops: ['authorizeAtPartner', 'cancellationDeadline'], owes: ['sellerCancellation'] },
  invoicePartly: { drops: ['cancellationDeadline'] },
  invoiceAll: { drops: ['cancellationDeadline'] },
}

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
  'returnOpen',
]
export const isFollowed = (state: OrderState): boolean => FOLLOWED.includes(state)

/** Not asked about any more, but news of the partner still count: a return, or a cancellation before the payment. */
const LISTENED: readonly OrderState[] = [...FOLLOWED, 'received', 'delivered', 'returned']
export const isListenedTo = (state: OrderState): boolean => LISTENED.includes(state)

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

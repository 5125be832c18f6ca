import { refusalOf } from '../../../node/middlewares/guards/errorBoundary'
import { authorizeFulfillment } from '../../../node/middlewares/authorizeFulfillment/authorizeFulfillment'
import { orderCancellation } from '../../../node/middlewares/orderCancellation/orderCancellation'
import { orderPlacement } from '../../../node/middlewares/orderPlacement/orderPlacement'
import type { PlacementBodies } from '../../../node/middlewares/orderPlacement/placementBody'
import { deliverOwed } from '../../../node/events/outbox/deliverOwed'
import { dueOrders } from '../../../node/events/sweep/dueOrders'
import { sweepLeftovers } from '../../../node/events/sweep/sweepLeftovers'
import { sweepSeller } from '../../../node/events/sweep/sweepSeller'
import { ConnectorError } from '../../../node/domain/errors'
import { inboundCall } from '../../unit/fixtures/inboundCall'
import { SECOND } from '../../unit/fixtures/movableClock'
import { ORDER_ID } from '../../unit/fixtures/orders'
import { placementBody } from '../../unit/fixtures/placementBody'
import type { ModelWorld } from './modelWorld'

/** Something that can happen to an order. */
export interface ModelEvent {
  readonly name: string
  /** Seconds that pass before it. */
  readonly afterS: number
  readonly possible: (world: ModelWorld) => boolean
  /** Whether it was begun and is to be repeated until it has an end; always when absent. */
  readonly goesOn?: (world: ModelWorld) => boolean
  /** What the rest of the world does first, at once: a process cannot die in it. */
  readonly first?: (world: ModelWorld) => void
  /** What the connector does then; what it answers is for `seen`. */
  readonly run?: (world: ModelWorld) => Promise<unknown>
  /** What the rest of the world makes of the answer; it is not called when the process died. */
  readonly seen?: (world: ModelWorld, answer: Answer) => void
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
}

const SOON_S = 2

async function answerOf(
  ctx: { readonly status: number; readonly body: unknown },
  call: Promise<void>,
): Promise<Answer> {
  try {
    await call
    return { status: ctx.status, body: ctx.body }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { status: refusalOf(error).status }
  }
}

const place = (world: ModelWorld) => {
  const ctx = inboundCall<PlacementBodies>({ work: world.work, body: [placementBody()] })
  return answerOf(ctx, orderPlacement(ctx))
}

const authorize = (world: ModelWorld) => {
  const ctx = inboundCall({
    work: world.work,
    body: { marketplaceOrderId: ORDER_ID },
    params: { orderId: `XS-${ORDER_ID}` },
  })
  return answerOf(ctx, authorizeFulfillment(ctx))
}

const cancel = (world: ModelWorld) => {
  const body = { marketplaceOrderId: ORDER_ID, cancellationRequestId: 'request-1', reason: 'x', requestedByUser: true }
  const ctx = inboundCall({ work: world.work, body, params: { orderId: `XS-${ORDER_ID}` } })
  return answerOf(ctx, orderCancellation(ctx))
}

async function sweep({ work, markers, clock }: ModelWorld) {
  const due = (await dueOrders(markers, {}, clock.now())).bySeller.get('acme') ?? []
  await sweepSeller([work], due, clock.now() + 20 * SECOND, markers)
  // As if by another process each time: none remembers when it last cleared away.
  await sweepLeftovers({ account: `model-${sweeps++}`, workspace: 'master' }, work)
}

let sweeps = 0

const isConfirmed = ({ status, body }: Answer) => status === 200 && Object.keys(body as object).length > 0

/** The life of one order, by who acts: the marketplace, the partner, the connector itself. */
export const EVENTS: readonly ModelEvent[] = [
  {
    name: 'place',
    afterS: SOON_S,
    possible: ({ oms }) => ['nothing', 'order-create-error', 'payment-pending'].includes(oms.state.status),
    first: ({ oms }) => {
      if (oms.state.status === 'nothing') oms.change({ status: 'order-create-error' })
    },
    run: place,
    seen: ({ oms }, { status }) => {
      if (status === 200 && oms.state.status === 'order-create-error') {
        oms.change({ status: 'payment-pending', accepted: true })
      }
    },
  },
  {
    name: 'marketplace gives the placement up',
    afterS: SOON_S,
    possible: ({ oms }) => oms.state.status === 'order-create-error',
    first: ({ oms }) => oms.change({ status: 'canceled' }),
  },
  {
    name: 'authorize',
    afterS: SOON_S,
    possible: ({ oms: { state } }) =>
      state.status === 'payment-pending' ||
      (state.paid && !state.authorizationConfirmed && state.status !== 'canceled'),
    goesOn: ({ oms }) => oms.state.paid,
    first: ({ oms }) => {
      if (oms.state.status === 'payment-pending') oms.change({ status: 'payment-approved', paid: true })
    },
    run: authorize,
    seen: ({ oms }, { status }) => {
      if (status === 200) oms.change({ authorizationConfirmed: true })
    },
  },
  {
    name: 'ask to cancel',
    afterS: SOON_S,
    possible: ({ oms }) => ['payment-pending', 'payment-approved', 'request-cancel'].includes(oms.state.status),
    goesOn: ({ oms }) => oms.state.status === 'request-cancel',
    first: ({ oms }) => oms.change({ status: 'request-cancel' }),
    run: cancel,
    seen: ({ oms }, answer) => {
      if (!isConfirmed(answer)) return
      oms.change({ cancellationConfirmed: true })
      if (oms.state.status === 'request-cancel') oms.change({ status: 'canceled' })
    },
  },
  {
    name: 'partner cancels',
    afterS: SOON_S,
    possible: ({ partner: { state } }) => state.orders.some((order) => order.state === 'authorized'),
    first: ({ partner }) => void partner.act('cancel'),
  },
  {
    name: 'partner invoices and ships',
    afterS: SOON_S,
    possible: ({ partner: { state } }) => state.orders.some((order) => order.state === 'authorized'),
    first: ({ partner }) => void partner.act('ship'),
  },
  {
    name: 'partner delivers',
    afterS: SOON_S,
    possible: ({ partner: { state } }) => state.orders.some((order) => order.state === 'shipped'),
    first: ({ partner }) => void partner.act('deliver'),
  },
  {
    name: 'outbox event',
    afterS: SOON_S,
    possible: () => true,
    run: ({ work, clock }) => deliverOwed(work, ORDER_ID, clock.now() + 15 * SECOND),
  },
  { name: 'sweep a minute later', afterS: 70, possible: () => true, run: sweep },
  { name: 'sweep 20 minutes later', afterS: 1_200, possible: () => true, run: sweep },
  {
    name: 'sweep 9 days later',
    afterS: 9 * 86_400,
    possible: () => true,
    // No marketplace repeats a placement for that long.
    first: ({ oms }) => {
      if (oms.state.status === 'order-create-error') oms.change({ status: 'canceled' })
    },
    run: sweep,
  },
]

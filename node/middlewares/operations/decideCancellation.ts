import { NotFound } from '../../domain/errors'
import { marketplaceOrderIdFromPath } from '../../domain/ids'
import { operatorDecided, type Decision } from '../../domain/orders/cancellation/cancellationDecision'
import { announceWork } from '../../events/ownEvents'
import { deliverOwed } from '../../events/outbox/deliverOwed'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'

export interface DecisionBody {
  readonly decision: Decision
}

export const decisionBodySchema = {
  type: 'object',
  required: ['decision'],
  properties: { decision: { type: 'string', enum: ['confirm', 'refuse'] } },
} as const

const WORKING_MS = 5_000

/**
 * The operator decides a cancellation the marketplace asked for. The answer says where the order stands: a partner that
 * could not be reached is asked on, and VTEX gets the decision when it asks again.
 */
export async function decideCancellation(ctx: ConnectorContext<DecisionBody>) {
  const { body, work } = ctx.state
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  if (!(await work.orders.read(id))) throw new NotFound('No record of this order')
  const decided = await work.orders.update(id, (record) => operatorDecided(record, body.decision, work.clock.now()))
  const { cancellation, state } = (await deliverOwed(work, id, work.clock.now() + WORKING_MS)) ?? decided
  await announceWork(ctx, work, id)
  ctx.status = 200
  ctx.body = { orderId: decided.orderId, state, cancellation }
}

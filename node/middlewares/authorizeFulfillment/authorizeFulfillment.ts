import { randomUUID } from 'crypto'

import { inboundEntry } from '../../clients/recordCalls'
import { MarketplaceRejected, MarketplaceUnavailable, NotFound, StepRefused, TryAgainLater } from '../../domain/errors'
import { marketplaceOrderIdFromPath, type MarketplaceOrderId } from '../../domain/ids'
import { authorized } from '../../domain/orders/authorization'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import { payability } from '../../domain/orders/payable'
import { isPlaced } from '../../domain/orders/states'
import { announceWork } from '../../events/ownEvents'
import { recoverRecord } from '../../events/reconcile/recoverRecord'
import type { ConnectorContext } from '../../typings/context'
import { refusalOf } from '../guards/errorBoundary'
import { routeParam } from '../guards/sellerAccess'
import type { AuthorizeBodies } from './authorizeBody'

/** OMS is asked inside the call, which has no published limit: like the others it ends before 2.5 s. */
const OMS_TIMEOUT_MS = 1_500
const RECOVERY_DEADLINE_MS = 2_300

/**
 * Payment is approved: the partner may ship (PROTOCOL §7). Checked against OMS, because the call itself proves nothing.
 * The release at the partner is owed in the same write that authorizes; a repeat gets the same receipt.
 */
export async function authorizeFulfillment(ctx: ConnectorContext<AuthorizeBodies>) {
  const { body, startedAt, work } = ctx.state
  const [{ marketplaceOrderId }] = Array.isArray(body) ? body : [body]
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  if (id !== marketplaceOrderId) throw new StepRefused('FMT0071', 'The order of the path and of the body differ')

  try {
    const order = await confirmPayable(ctx, id)
    const known =
      (await work.orders.read(id)) ?? (await recoverRecord(work, id, order, startedAt + RECOVERY_DEADLINE_MS))
    if (!known || !isPlaced(known.state)) {
      throw new TryAgainLater('The marketplace knows this order, its record cannot be read here yet', 10)
    }
    const record = await authorize(ctx, id)
    await announceWork(ctx, work, id)
    ctx.status = 200
    ctx.body = {
      date: record.authorization?.date,
      marketplaceOrderId: id,
      orderId: record.orderId,
      receipt: record.authorization?.receipt,
    }
  } catch (error) {
    await note(ctx, id, error)
    throw error
  }
}

function authorize(ctx: ConnectorContext<AuthorizeBodies>, id: MarketplaceOrderId): Promise<OrderRecord> {
  const { clock, work } = ctx.state
  const receipt = randomUUID()
  const calls = work.log.drain()
  return work.orders.update(id, (record) =>
    authorized(record, receipt, clock.now(), [
      entryOf(ctx, id, 200, record.authorization ? 'repeated' : undefined),
      ...calls,
    ]),
  )
}

async function confirmPayable(ctx: ConnectorContext<AuthorizeBodies>, id: MarketplaceOrderId) {
  const { work } = ctx.state
  const order = await work.marketplaceOrders.readOrder(id, OMS_TIMEOUT_MS).catch((error: unknown) => {
    if (error instanceof MarketplaceUnavailable || error instanceof MarketplaceRejected) {
      throw new TryAgainLater(`The order could not be checked: ${error.message}`, 30)
    }
    throw error
  })
  const answer = payability(order, work.seller.sellerId)
  if (answer === 'notOurs') throw new NotFound()
  if (answer === 'canceled') throw new StepRefused('FMT0060', 'The marketplace canceled this order')
  if (answer === 'notYet') throw new TryAgainLater('The marketplace has not completed or approved this order yet', 30)
  return order
}

/** A refused or postponed call belongs to the order's story too, when the order has one. */
async function note(ctx: ConnectorContext<AuthorizeBodies>, id: MarketplaceOrderId, error: unknown) {
  const { work } = ctx.state
  const { status, message } = refusalOf(error)
  const entries = [entryOf(ctx, id, status, message), ...work.log.drain()]
  const record = await work.orders.read(id).catch(() => undefined)
  if (!record) return
  await work.orders
    .update(id, (current) => ({ ...current, timeline: appendTimeline(current.timeline, entries) }))
    .catch(() => undefined)
}

const entryOf = (ctx: ConnectorContext<AuthorizeBodies>, subject: string, status: number, reason?: string) =>
  inboundEntry(
    { step: 'authorizeFulfillment', subject, operationId: ctx.vtex.operationId, startedAt: ctx.state.startedAt },
    ctx.state.clock,
    status,
    reason,
  )

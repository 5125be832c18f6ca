import { NotFound } from '../../domain/errors'
import { marketplaceOrderIdFromPath } from '../../domain/ids'
import { deliverOwed } from '../../events/outbox/deliverOwed'
import { recoverRecord } from '../../events/reconcile/recoverRecord'
import { reconcileOrder } from '../../events/reconcile/reconcileOrder'
import { shownByPartner } from '../../events/reconcile/shownByPartner'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'

export interface ReconcileBody {
  /** Only say what differs. */
  readonly dryRun?: boolean | null
}

export const reconcileBodySchema = {
  type: 'object',
  properties: { dryRun: { type: ['boolean', 'null'] } },
} as const

const WORKING_MS = 15_000

/** Compares one order with OMS and the partner now, and puts right what is safe, unless it is only to be looked at. */
export async function reconcileOne(ctx: ConnectorContext<ReconcileBody>) {
  const { body, work } = ctx.state
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  const dryRun = body.dryRun === true
  const known =
    (await work.orders.read(id)) ??
    (dryRun ? undefined : await recoverRecord(work, id, await work.marketplaceOrders.readOrder(id)))
  if (!known) throw new NotFound('No record of this order')
  const partner = (await shownByPartner(work, [id]))(id)
  const { differences, marketplace, record } = await reconcileOrder(work, known, partner, dryRun)
  const after = dryRun ? record : ((await deliverOwed(work, id, work.clock.now() + WORKING_MS)) ?? record)
  ctx.status = 200
  ctx.body = {
    dryRun,
    marketplaceOrderId: id,
    state: after.state,
    marketplace: typeof marketplace === 'string' ? marketplace : (marketplace.status ?? null),
    partner: typeof partner === 'string' ? partner : partner.state,
    differences: differences.map(({ order: _order, ...difference }) => difference),
    owed: after.owed,
  }
}

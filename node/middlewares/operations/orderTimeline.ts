import { NotFound } from '../../domain/errors'
import { marketplaceOrderIdFromPath } from '../../domain/ids'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'

/** Everything the connector did for one order, and what it still owes (DESIGN D15). Read only. */
export async function orderTimeline(ctx: ConnectorContext) {
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  const record = await ctx.state.work.orders.read(id)
  if (!record) throw new NotFound('No record of this order')
  const {
    schemaVersion: _version,
    claimId: _claim,
    contentHash: _hash,
    markedFor: _marked,
    listed: _listed,
    ...shown
  } = record
  ctx.status = 200
  ctx.body = shown
}

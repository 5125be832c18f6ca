import {
  MarketplaceRejected,
  MarketplaceUnavailable,
  NotFound,
  OutboundDenied,
  TryAgainLater,
} from '../../domain/errors'
import { marketplaceOrderIdFromPath, type MarketplaceOrderId } from '../../domain/ids'
import { payability } from '../../domain/orders/payable'
import { isPlaced } from '../../domain/orders/states'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'

const OMS_TIMEOUT_MS = 1_500

/**
 * The placed order a modification is about. What VTEX knows of the change itself is asked before anything is done: a
 * change it does not know is never made.
 * @throws NotFound when neither we nor OMS know it as this seller's; TryAgainLater when only OMS does, or cannot be asked
 */
export async function orderToChange<Body>(ctx: ConnectorContext<Body>): Promise<MarketplaceOrderId> {
  const { work } = ctx.state
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  const record = await work.orders.read(id)
  if (record && isPlaced(record.state)) return id
  const order = await work.marketplaceOrders.readOrder(id, OMS_TIMEOUT_MS).catch(unreadable)
  if (payability(order, work.seller.sellerId) === 'notOurs') throw new NotFound()
  throw new TryAgainLater('The marketplace knows this order, its record cannot be read here yet', 10)
}

function unreadable(error: unknown): never {
  if (
    error instanceof MarketplaceUnavailable ||
    error instanceof MarketplaceRejected ||
    error instanceof OutboundDenied
  ) {
    throw new TryAgainLater(`The order could not be checked: ${error.message}`, 30)
  }
  throw error
}

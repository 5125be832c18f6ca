import { StepRefused } from '../../domain/errors'
import { distinctSkus } from '../../domain/offers/distinctSkus'
import type { Quote } from '../../domain/offers/quote'
import { placementDestination } from './placementDestination'
import type { PlacementJob } from './placementJob'

/**
 * Price, stock and SLAs of an order as the partner says they are now; asking holds nothing.
 * @throws StepRefused ORD008 when the partner is to get no orders
 */
export async function liveQuote({ work, body, order, deadlineAt }: PlacementJob): Promise<Quote> {
  if (!work.seller.sends.orders) throw new StepRefused('ORD008', 'Orders of this seller are not switched on yet')
  return work.partner.quote(
    {
      lines: distinctSkus(order.lines),
      destination: placementDestination(body, work.seller),
      ...(order.salesChannel ? { salesChannel: order.salesChannel } : {}),
    },
    { deadlineAt },
  )
}

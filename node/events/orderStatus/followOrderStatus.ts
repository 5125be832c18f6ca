import type { IOContext } from '@vtex/api'
import { randomUUID } from 'crypto'

import type { Clients } from '../../clients'
import { openSellerWork } from '../../clients/openSellerWork'
import type { SellerWork } from '../../clients/sellerWork'
import { settingsOf } from '../../clients/settingsOf'
import type { Clock } from '../../domain/clock'
import { marketplaceOrderId, type MarketplaceOrderId } from '../../domain/ids'
import { broughtInLine } from '../../domain/orders/broughtInLine'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import { payability } from '../../domain/orders/payable'
import { deliverOwed } from '../outbox/deliverOwed'

/** Statuses in which a call of the marketplace should have come: the others tell us nothing we have to act on. */
const TELLING: readonly string[] = ['payment-approved', 'cancel', 'canceled']
/** VBase reads of one hint at the same time. */
const AT_ONCE = 20

/**
 * Follows a word of the marketplace that an order changed. It is a hint and no more: whoever sent it, OMS is read, and
 * only what OMS shows counts (AC-87, AC-95). The same hint again finds nothing left to do.
 * @param until ms since the epoch
 * @throws MarketplaceUnavailable, StorageUnavailable: worth being told again
 */
export async function followOrderStatus(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  hint: { readonly orderId: unknown; readonly status: unknown },
  until: number,
  clock: Clock,
): Promise<void> {
  if (typeof hint.orderId !== 'string' || hint.orderId.length > 100 || !TELLING.includes(String(hint.status))) return
  const id = marketplaceOrderId(hint.orderId)
  const settings = await settingsOf(ctx, clock)
  const works = [...settings.sellers.values()].map((seller) => openSellerWork(ctx, seller, settings, clock))
  for (let first = 0; first < works.length; first += AT_ONCE) {
    const some = works.slice(first, first + AT_ONCE)
    const records = await Promise.all(some.map((work) => work.orders.read(id)))
    // An order id of the marketplace belongs to one seller.
    const index = records.findIndex((record) => record !== undefined)
    if (index >= 0) return bringInLine(some[index], id, until)
  }
}

/** Reads OMS and makes good what we were not told of. */
export async function bringInLine(work: SellerWork, id: MarketplaceOrderId, until: number): Promise<void> {
  const order = await work.marketplaceOrders.readOrder(id)
  const standing = payability(order, work.seller.sellerId)
  const calls = work.log.drain()
  let isChanged = false
  await work.orders.update(id, (current: OrderRecord) => {
    const next = broughtInLine(current, standing, randomUUID(), work.clock.now())
    isChanged = next !== undefined
    return next && { ...next, timeline: appendTimeline(next.timeline, calls) }
  })
  if (isChanged) await deliverOwed(work, id, until)
}

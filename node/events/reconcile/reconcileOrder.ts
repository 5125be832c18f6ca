import { randomUUID } from 'crypto'

import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceRejected, MarketplaceUnavailable, OutboundDenied } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { Difference, Sides } from '../../domain/orders/reconciliation/difference'
import { differences } from '../../domain/orders/reconciliation/differences'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import type { NamedDifference } from '../../domain/orders/reconciliation/reconciliation'
import { repaired } from '../../domain/orders/reconciliation/repaired'

export interface Reconciled {
  readonly record: OrderRecord
  readonly marketplace: Sides['marketplace']
  readonly differences: readonly NamedDifference[]
}

/**
 * Compares OMS, our record and the partner about one order; puts right what is safe and tells the rest as a problem.
 * @param partner what the partner shows of it
 * @param dryRun only say what differs
 */
export async function reconcileOrder(
  work: SellerWork,
  record: OrderRecord,
  partner: Sides['partner'],
  dryRun = false,
): Promise<Reconciled> {
  const marketplace = await shownBy(work, record.marketplaceOrderId)
  const found = differences(record, { marketplace, partner }, work.clock.now())
  const named: NamedDifference[] = []
  let current = record
  for (const difference of found) {
    const after = dryRun ? undefined : await repair(work, current, difference)
    current = after ?? current
    const { repair: _repair, ...shown } = difference
    named.push({ ...shown, order: record.marketplaceOrderId, repaired: after !== undefined })
  }
  if (!dryRun) await tell(work, record.marketplaceOrderId, named, { marketplace, partner })
  return { record: current, marketplace, differences: named }
}

async function repair(
  work: SellerWork,
  { marketplaceOrderId: id }: OrderRecord,
  { repair: how }: Difference,
): Promise<OrderRecord | undefined> {
  if (!how) return undefined
  const calls = work.log.drain()
  let isChanged = false
  const after = await work.orders.update(id, (current) => {
    const next = repaired(current, how, randomUUID(), work.clock.now())
    isChanged = next !== undefined
    return next && { ...next, timeline: appendTimeline(next.timeline, calls) }
  })
  return isChanged ? after : undefined
}

/** One problem per order; it goes away when the sides agree, not when they cannot be read. */
async function tell(work: SellerWork, id: MarketplaceOrderId, found: readonly NamedDifference[], sides: Sides) {
  const left = found.find(({ repaired: isRepaired }) => !isRepaired)
  if (left) return work.problems.raise({ code: 'orderDiffers', subject: id, message: left.message, fix: left.fix })
  if (sides.marketplace !== 'unread' && sides.partner !== 'unread') await work.problems.clear('orderDiffers', id)
}

async function shownBy({ marketplaceOrders }: SellerWork, id: MarketplaceOrderId): Promise<Sides['marketplace']> {
  try {
    return (await marketplaceOrders.readOrder(id)) ?? 'unknown'
  } catch (error) {
    if (
      error instanceof MarketplaceUnavailable ||
      error instanceof MarketplaceRejected ||
      error instanceof OutboundDenied
    )
      return 'unread'
    throw error
  }
}

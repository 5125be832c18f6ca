import type { SellerWork } from '../../clients/sellerWork'
import type { MarketplaceOrderId } from '../../domain/ids'
import { isListenedTo } from '../../domain/orders/states'
import { stepBudget } from '../outbox/partnerBudget'
import { applyUpdate } from './followPartner'

const MOST_PAGES = 20
const LOOK_MS = 10_000

/**
 * Reads what changed at a partner that offers a feed. The cursor is kept after the page was applied: a crash reads a
 * page again, which owes nothing twice.
 * @returns the orders that owe something new; undefined when open orders have to be looked at one by one: there is no
 * feed, it begins just now, or its cursor was forgotten
 */
export async function followFeed(work: SellerWork): Promise<MarketplaceOrderId[] | undefined> {
  if (!work.partner.orderFeed) return undefined
  const changed: MarketplaceOrderId[] = []
  const heldBack: MarketplaceOrderId[] = []
  let cursor = await work.feed.cursor('orders')
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await work.partner.orderFeed(cursor, stepBudget(work, work.clock.now() + LOOK_MS))
    if (answer === 'notOffered') return undefined
    if (answer === 'expired') {
      await work.feed.save('orders', undefined)
      return undefined
    }
    const begins = cursor === undefined
    for (const update of answer.updates) {
      const record = await work.orders.read(update.reference)
      if (!record || !isListenedTo(record.state)) continue
      if (await applyUpdate(work, update)) changed.push(update.reference)
      else if (record.owed.some(({ kind }) => kind === 'cancelAtPartner')) heldBack.push(update.reference)
    }
    // News that wait for the partner's answer to a question: the feed will not say them again.
    await work.openOrders.lookNow(heldBack)
    cursor = answer.next
    await work.feed.save('orders', cursor)
    if (begins) return undefined
    if (!answer.more) break
  }
  return changed
}

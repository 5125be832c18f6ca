import type { SellerWork } from '../../clients/sellerWork'
import { marketplaceOrderId, type MarketplaceOrderId } from '../../domain/ids'
import { isListenedTo } from '../../domain/orders/states'
import { deliverOwed } from '../outbox/deliverOwed'
import { followPartner } from '../sweep/followPartner'

/**
 * Asks the partner about some orders and delivers what is new. A reference that is no order of ours, or of one that is
 * closed, needs nothing.
 * @returns all of them: what is owed from now on is in the orders' own outboxes
 */
export async function refreshOrders(
  work: SellerWork,
  references: readonly string[],
  until: number,
): Promise<readonly string[]> {
  const open: MarketplaceOrderId[] = []
  const { referencePrefix } = work.seller
  // A partner that serves several marketplaces may tell us of orders that are not ours.
  const ours = references.filter((reference) => reference.startsWith(referencePrefix))
  for (const id of ours.map((reference) => marketplaceOrderId(reference.slice(referencePrefix.length)))) {
    const record = (await work.orders.read(id)) ?? (await work.orders.read(id))
    if (record && isListenedTo(record.state)) open.push(id)
  }
  for (const id of await followPartner(work, open)) await deliverOwed(work, id, until)
  return references
}

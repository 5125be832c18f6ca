import { marketplaceOrderId, type MarketplaceOrderId } from '../../domain/ids'
import type { PartnerOrder } from '../../domain/orders/partnerOrder'
import type { Partner } from './partner'

/**
 * A partner that knows our orders under a prefix of their own: two marketplaces may give out the same order id, and
 * selling from one shop they must not get hold of each other's orders.
 * @param prefix may be empty; what the partner shows without it is not ours
 */
export function prefixedReferences(partner: Partner, prefix: string): Partner {
  if (prefix === '') return partner
  const out = (reference: MarketplaceOrderId) => marketplaceOrderId(prefix + reference)
  const back = <T extends PartnerOrder>(order: T): T => ({
    ...order,
    reference: marketplaceOrderId(order.reference.slice(prefix.length)),
  })
  const ours = <T extends PartnerOrder>(orders: readonly T[]) =>
    orders.filter(({ reference }) => reference.startsWith(prefix)).map(back)
  const { changeOrder, orderFeed } = partner
  return {
    ...partner,
    createOrder: async (order, budget) =>
      back(await partner.createOrder({ ...order, reference: out(order.reference) }, budget)),
    findOrder: async (reference, budget) => {
      const found = await partner.findOrder(out(reference), budget)
      return found && back(found)
    },
    authorizeOrder: async (reference, budget) => back(await partner.authorizeOrder(out(reference), budget)),
    cancelOrder: (reference, reason, budget) => partner.cancelOrder(out(reference), reason, budget),
    orderUpdates: async (references, budget) => ours(await partner.orderUpdates(references.map(out), budget)),
    ...(changeOrder
      ? {
          changeOrder: async (change, budget) => {
            const changed = await changeOrder({ ...change, reference: out(change.reference) }, budget)
            return changed === 'notOffered' ? changed : back(changed)
          },
        }
      : {}),
    ...(orderFeed
      ? {
          orderFeed: async (cursor, budget) => {
            const page = await orderFeed(cursor, budget)
            return typeof page === 'string' ? page : { ...page, updates: ours(page.updates) }
          },
        }
      : {}),
  }
}

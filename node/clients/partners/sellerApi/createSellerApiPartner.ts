import type { MarketplaceOrderId } from '../../../domain/ids'
import type { PartnerOrderUpdate } from '../../../domain/orders/partnerOrder'
import type { CallBudget, OrderFeedPage, Partner } from '../partner'
import type { Schemas } from './answerChecks'
import { capabilitiesOf } from './capabilities'
import { catalogPage } from './catalog'
import { quote } from './offers'
import { LIST_ORDER_UPDATES } from './operations'
import { orderUpdateOf } from './orderAnswer'
import { Orders } from './orders'
import { SellerApi, unusable, type SellerApiOptions } from './sellerApi'

const READS_AT_ONCE = 5
const FEED_PAGE = 100

/**
 * A shop or ERP that implements docs/partner-api.yaml. Creating an order reserves its stock there, by contract.
 */
export function createSellerApiPartner(options: SellerApiOptions): Partner {
  const { clock, context, seller } = options
  const api = new SellerApi(options)
  const orders = new Orders(api, seller)
  return {
    capabilities: { reserves: true },
    quote: (request, budget) => quote(api, seller, request, budget),
    catalogPage: (cursor, budget) => catalogPage(api, seller, cursor, budget),
    createOrder: (order, budget) => orders.create(order, budget),
    findOrder: (reference, budget) => orders.find(reference, budget),
    authorizeOrder: (reference, budget) => orders.authorize(reference, budget),
    cancelOrder: (reference, reason, budget) => orders.cancel(reference, reason, budget),
    orderUpdates: (references, budget) => readAll(orders, references, budget),
    orderFeed: async (cursor, budget) => {
      const declared = await capabilitiesOf(api, context, seller, clock, budget)
      return declared.orderUpdates ? orderFeed(api, seller.currency, cursor, budget) : 'notOffered'
    },
  }
}

async function readAll(
  orders: Orders,
  references: readonly MarketplaceOrderId[],
  budget: CallBudget,
): Promise<PartnerOrderUpdate[]> {
  const found: PartnerOrderUpdate[] = []
  for (let first = 0; first < references.length; first += READS_AT_ONCE) {
    const batch = references.slice(first, first + READS_AT_ONCE)
    const updates = await Promise.all(batch.map((reference) => orders.find(reference, budget)))
    found.push(...updates.filter((update): update is PartnerOrderUpdate => update !== undefined))
  }
  return found
}

async function orderFeed(
  api: SellerApi,
  currency: SellerApiOptions['seller']['currency'],
  cursor: string | undefined,
  budget: CallBudget,
): Promise<OrderFeedPage | 'expired'> {
  const query = new URLSearchParams({ limit: String(FEED_PAGE), ...(cursor ? { cursor } : {}) })
  const reply = await api.call(LIST_ORDER_UPDATES, { path: `/order-updates?${query}`, budget }, ['cursor-expired'])
  if ('problem' in reply) return 'expired'
  const { orders, nextCursor, more }: Schemas['OrderUpdates'] = reply.answer
  if (more && nextCursor === cursor) {
    throw unusable(LIST_ORDER_UPDATES, '/nextCursor', 'is the cursor that was asked for although there is more')
  }
  // An order in another currency is not one of ours: its amounts mean something else.
  const ours = orders.filter((order) => order.currency === currency)
  return { updates: ours.map((order) => orderUpdateOf(order, currency)), next: nextCursor, more }
}

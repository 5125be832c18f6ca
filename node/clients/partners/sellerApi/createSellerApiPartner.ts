import type { MarketplaceOrderId } from '../../../domain/ids'
import type { PartnerOrderUpdate } from '../../../domain/orders/partnerOrder'
import type { CallBudget, OrderFeedPage, Partner, PartnerCapabilities } from '../partner'
import { capabilitiesOf } from './capabilities'
import { catalogFeed, catalogPage } from './catalog'
import { quote } from './offers'
import { LIST_ORDER_UPDATES } from './operations'
import { orderUpdateOf } from './orderAnswer'
import { Orders } from './orders'
import { SellerApi, unusable, type SellerApiOptions } from './sellerApi'

const FEED_PAGE = 100

/** The document has no look at several orders: each has a call of its own. */
export const SELLER_API_CAPABILITIES: PartnerCapabilities = { reserves: true, ordersPerLook: 1 }

/**
 * A shop or ERP that implements docs/partner-api.yaml. Creating an order reserves its stock there, by contract.
 */
export function createSellerApiPartner(options: SellerApiOptions): Partner {
  const { clock, context, seller } = options
  const api = new SellerApi(options)
  const orders = new Orders(api, seller)
  return {
    capabilities: SELLER_API_CAPABILITIES,
    quote: (request, budget) => quote(api, seller, request, budget),
    catalogPage: (cursor, budget) => catalogPage(api, seller, cursor, budget),
    catalogFeed: async (cursor, budget) => {
      const declared = await capabilitiesOf(api, context, seller, clock, budget)
      return declared.catalogChanges ? catalogFeed(api, seller, cursor, budget) : 'notOffered'
    },
    createOrder: (order, budget) => orders.create(order, budget),
    findOrder: (reference, budget) => orders.find(reference, budget),
    authorizeOrder: (reference, budget) => orders.authorize(reference, budget),
    cancelOrder: (reference, reason, budget) => orders.cancel(reference, reason, budget),
    orderUpdates: (references, budget) => readOrders(orders, references, budget),
    carries: async (budget) => {
      const { attachments, services } = await capabilitiesOf(api, context, seller, clock, budget)
      return { attachments: attachments === true, services: services === true }
    },
    takesChanges: async (budget) => (await capabilitiesOf(api, context, seller, clock, budget)).orderChanges,
    changeOrder: async (change, budget) => {
      const declared = await capabilitiesOf(api, context, seller, clock, budget)
      return declared.orderChanges ? orders.change(change, budget) : 'notOffered'
    },
    orderFeed: async (cursor, budget) => {
      const declared = await capabilitiesOf(api, context, seller, clock, budget)
      return declared.orderUpdates ? orderFeed(api, seller.currency, cursor, budget) : 'notOffered'
    },
  }
}

async function readOrders(
  orders: Orders,
  references: readonly MarketplaceOrderId[],
  budget: CallBudget,
): Promise<PartnerOrderUpdate[]> {
  const found: PartnerOrderUpdate[] = []
  for (const reference of references) {
    const order = await orders.find(reference, budget)
    if (order) found.push(order)
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
  return api.call<'OrderUpdates', OrderFeedPage | 'expired'>(
    LIST_ORDER_UPDATES,
    { path: `/order-updates?${query}`, budget },
    ({ orders, nextCursor, more }) => {
      if (more && nextCursor === cursor) {
        throw unusable(LIST_ORDER_UPDATES, '/nextCursor', 'is the cursor that was asked for although there is more')
      }
      // An order in another currency is not one of ours: its amounts mean something else.
      const ours = orders.filter((order) => order.currency === currency)
      return { updates: ours.map((order) => orderUpdateOf(order, currency)), next: nextCursor, more }
    },
    { code: 'cursor-expired', status: 410, means: 'expired' },
  )
}

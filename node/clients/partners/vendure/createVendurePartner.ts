import type { Partner, PartnerCapabilities } from '../partner'
import { catalogPage } from './catalogPage'
import { authorizeOrder, cancelOrder, findOrder } from './orders'
import { orderUpdates } from './orderUpdates'
import { Placement } from './placement'
import { quote } from './quote'
import { sweepDrafts } from './sweepDrafts'
import { VariantIds } from './variantIds'
import { VendureApi } from './vendureApi'
import type { VendureApiOptions } from './vendureApi'

export const VENDURE_CAPABILITIES: PartnerCapabilities = { reserves: false, ordersPerLook: 50 }

/**
 * A Vendure shop as a partner, over its Admin API. What the shop needs for it is in docs/partners/vendure.md.
 * Vendure holds stock back only when an order is paid, which is after authorization: the connector reserves meanwhile.
 */
export function createVendurePartner(options: VendureApiOptions): Partner {
  const { context, seller } = options
  const api = new VendureApi(options)
  const ids = new VariantIds([context.account, context.workspace, seller.sellerId, seller.partnerHost])
  return {
    capabilities: VENDURE_CAPABILITIES,
    quote: (request, budget) => quote(api, ids, seller, request, budget),
    catalogPage: (cursor, budget) => catalogPage(api, ids, seller, cursor, budget),
    createOrder: (order, budget) => new Placement(api, seller, order, budget).run(),
    findOrder: (reference, budget) => findOrder(api, reference, budget),
    authorizeOrder: (reference, budget) => authorizeOrder(api, reference, budget),
    cancelOrder: (reference, reason, budget) => cancelOrder(api, reference, reason, budget),
    orderUpdates: (references, budget) => orderUpdates(api, references, budget),
    sweepDrafts: (startedBefore, budget) => sweepDrafts(api, startedBefore, budget),
  }
}

import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { PlacementBody } from './placementBody'

/** The order as received, with the seller's id and contact added (PROTOCOL §6.2). A repeat echoes the request at hand. */
export const placementAnswer = (body: PlacementBody, record: OrderRecord, seller: SellerSettings) => ({
  paymentData: null,
  customData: null,
  ...body,
  orderId: record.orderId,
  followUpEmail: seller.followUpEmail,
})

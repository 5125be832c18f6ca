import { fingerprint } from '../../clients/fingerprint'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { PlacementBody } from './placementBody'

/** The order as received, with the seller's id and contact added (PROTOCOL §6.2). A repeat echoes the request at hand. */
export const placementAnswer = (body: PlacementBody, record: OrderRecord, seller: SellerSettings) => ({
  customData: null,
  ...body,
  paymentData: paymentDataOf(body, record, seller),
  orderId: record.orderId,
  followUpEmail: seller.followUpEmail,
})

/** A seller that takes the payment itself gives it a number (PROTOCOL §12): the same for every repeat. */
function paymentDataOf({ paymentData }: PlacementBody, record: OrderRecord, { merchantName }: SellerSettings) {
  if (!paymentData || merchantName === null || paymentData.merchantName !== merchantName) return paymentData ?? null
  return { ...paymentData, merchantPaymentReferenceId: paymentReference(record.marketplaceOrderId) }
}

const LARGEST_INT32 = 0x7fffffff
const paymentReference = (id: string) => Number.parseInt(fingerprint(id).slice(0, 8), 16) & LARGEST_INT32 || 1

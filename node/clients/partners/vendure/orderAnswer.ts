import { PartnerAnswerInvalid } from '../../../domain/errors'
import type { MarketplaceOrderId, SellerSkuId } from '../../../domain/ids'
import type { PartnerOrder, PartnerOrderState } from '../partner'
import type { Answer } from './answer'

/** State of an order that is being built: not an order yet for anybody but its builder. */
const DRAFT = 'Draft'

const STATES: Readonly<Record<string, PartnerOrderState>> = {
  AddingItems: 'open',
  ArrangingPayment: 'open',
  PaymentAuthorized: 'authorized',
  PaymentSettled: 'authorized',
  PartiallyShipped: 'partiallyShipped',
  Shipped: 'shipped',
  // Part of it has arrived; whether the rest has left, only the parcels tell: the lesser is answered.
  PartiallyDelivered: 'partiallyShipped',
  Delivered: 'delivered',
  Cancelled: 'canceled',
}

/** States added by a shop's own order process, and orders being modified, are `unknown`. */
export const partnerOrder = (order: Answer): PartnerOrder => ({
  reference: order.get('customFields').get('externalRef').text() as MarketplaceOrderId,
  partnerId: order.get('id').id(),
  partnerNumber: order.get('code').text(),
  state: STATES[order.get('state').text()] ?? 'unknown',
  goods: order
    .get('lines')
    .list()
    .map((line) => ({
      sku: line.get('productVariant').get('sku').text() as SellerSkuId,
      quantity: line.get('quantity').amount(),
    })),
})

/**
 * The one order with this reference, drafts included.
 * @param data with the root field `orders`
 * @throws PartnerAnswerInvalid when there are two: the shop's externalRef is not unique
 */
export function orderWith(reference: MarketplaceOrderId, data: Answer): Answer | undefined {
  const orders = data.get('orders')
  // Some databases compare texts without case or trailing spaces.
  const found = orders
    .get('items')
    .list()
    .filter((order) => order.get('customFields').get('externalRef').optionalText() === reference)
  if (found.length > 1) {
    throw new PartnerAnswerInvalid(
      "Two orders of the partner's shop have the same externalRef: the custom field has to be unique",
      orders.path,
    )
  }
  return found[0]
}

export const isDraft = (order: Answer) => order.get('state').text() === DRAFT

/** Error code of a typed result, e.g. `INSUFFICIENT_STOCK_ERROR`; undefined when it is none. */
export const errorCodeOf = (result: Answer): string | undefined => result.get('errorCode').optionalText()

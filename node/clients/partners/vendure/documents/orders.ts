import { read, write } from '../operation'

export const ORDER_FIELDS =
  'id code state customFields { externalRef invoiceNumber } fulfillments { state } lines { quantity productVariant { sku } }'

export const FIND_ORDER = read(
  'FindOrder',
  `query FindOrder($reference: String!) {
    orders(options: { filter: { externalRef: { eq: $reference } } }) { items { ${ORDER_FIELDS} } }
  }`,
)

/** `metadata` is optional in the schema and NOT NULL in the database (PARTNERS §3, trap 8). */
export const ADD_PAYMENT = write(
  'AddPayment',
  `mutation AddPayment($id: ID!, $reference: String!) {
    addManualPaymentToOrder(input: { orderId: $id, method: "marketplace", transactionId: $reference, metadata: {} }) {
      __typename ... on ErrorResult { errorCode } ... on Order { ${ORDER_FIELDS} }
    }
  }`,
)

export const CANCEL_ORDER = write(
  'CancelOrder',
  `mutation CancelOrder($id: ID!, $reason: String!) {
    cancelOrder(input: { orderId: $id, cancelShipping: true, reason: $reason }) {
      __typename ... on ErrorResult { errorCode } ... on Order { ${ORDER_FIELDS} }
    }
  }`,
)

/**
 * Orders by reference. Not by `updatedAt`: it does not move when goods are packed, shipped or delivered (PARTNERS §3,
 * trap 6). When that happened is only in the history.
 */
export const ORDER_UPDATES = read(
  'OrderUpdates',
  `query OrderUpdates($references: [String!]!, $take: Int!) {
    orders(options: { take: $take, filter: { externalRef: { in: $references } } }) {
      items {
        id code state totalWithTax
        customFields { externalRef invoiceNumber invoiceKey invoiceUrl invoicedAt }
        payments { refunds { id state total createdAt updatedAt lines { orderLineId quantity } } }
        lines { id quantity proratedUnitPriceWithTax customFields { agreedUnitPrice } productVariant { sku } }
        fulfillments { id state method trackingCode createdAt lines { quantity } }
        history(options: { take: 200, filter: { type: { eq: "ORDER_FULFILLMENT_TRANSITION" } } }) {
          items { createdAt data }
        }
      }
    }
  }`,
)

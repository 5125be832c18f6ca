import { read, write } from '../operation'
import type { Operation } from '../operation'
import { OFFER_FIELDS, STOCK_SETTINGS } from './offers'
import { ORDER_FIELDS } from './orders'

/** Everything a placement has to know beforehand, in one look: is the order there, are the goods, is the method. */
export const PREPARE_PLACEMENT = read(
  'PreparePlacement',
  `query PreparePlacement($reference: String!, $skus: [String!]!, $take: Int!, $method: String!) {
    ${STOCK_SETTINGS}
    orders(options: { filter: { externalRef: { eq: $reference } } }) { items { ${ORDER_FIELDS} } }
    productVariants(options: { take: $take, sort: { id: ASC }, filter: { sku: { in: $skus } } }) {
      items { ${OFFER_FIELDS} }
    }
    shippingMethods(options: { filter: { code: { eq: $method } } }) { items { id code } }
  }`,
)

export const CREATE_DRAFT = write('CreateDraft', 'mutation CreateDraft { createDraftOrder { id } }')

/**
 * Fills a draft in one request: the root fields of a mutation run one after the other, whatever their number.
 * An `errors[]` stops at its field; a typed error result does not, so every result has to be looked at.
 */
export const fillDraft = (lineCount: number): Operation => {
  const places = Array.from({ length: lineCount }, (_, place) => place)
  return write(
    'FillDraft',
    `mutation FillDraft(
      $id: ID!, $method: ID!, $customer: CreateCustomerInput!, $address: CreateAddressInput!, $order: UpdateOrderInput!,
      ${places.map((place) => `$line${place}: AddItemToDraftOrderInput!`).join(', ')}
    ) {
      ${places
        .map(
          (place) => `line${place}: addItemToDraftOrder(orderId: $id, input: $line${place}) {
            __typename ... on ErrorResult { errorCode }
          }`,
        )
        .join('\n')}
      customer: setCustomerForDraftOrder(orderId: $id, input: $customer) {
        __typename ... on ErrorResult { errorCode }
      }
      address: setDraftOrderShippingAddress(orderId: $id, input: $address) { __typename }
      buyer: setDraftOrderCustomFields(orderId: $id, input: $order) { __typename }
      method: setDraftOrderShippingMethod(orderId: $id, shippingMethodId: $method) {
        __typename ... on ErrorResult { errorCode }
        ... on Order { subTotalWithTax shippingWithTax currencyCode lines { quantity } }
      }
    }`,
  )
}

/** Only an id: the customer's data stays where it is. */
export const FIND_CUSTOMER = read(
  'FindCustomer',
  `query FindCustomer($email: String!) {
    customers(options: { take: 1, filter: { emailAddress: { eq: $email } } }) { items { id } }
  }`,
)

export const SET_CUSTOMER = write(
  'SetCustomer',
  `mutation SetCustomer($id: ID!, $customerId: ID!) {
    customer: setCustomerForDraftOrder(orderId: $id, customerId: $customerId) {
      __typename ... on ErrorResult { errorCode }
    }
  }`,
)

/** The reference is unique: of two drafts for one order the second one stops here, before it becomes an order. */
export const CLAIM_AND_PLACE = write(
  'ClaimAndPlace',
  `mutation ClaimAndPlace($id: ID!, $order: UpdateOrderInput!) {
    claim: setDraftOrderCustomFields(orderId: $id, input: $order) { id }
    placed: transitionOrderToState(id: $id, state: "ArrangingPayment") {
      __typename ... on ErrorResult { errorCode } ... on Order { ${ORDER_FIELDS} }
    }
  }`,
)

/** Finishes a draft that has its reference: the placement that claimed it was cut off right there. */
export const PLACE_CLAIMED = write(
  'PlaceClaimed',
  `mutation PlaceClaimed($id: ID!) {
    placed: transitionOrderToState(id: $id, state: "ArrangingPayment") {
      __typename ... on ErrorResult { errorCode } ... on Order { ${ORDER_FIELDS} }
    }
  }`,
)

export const DELETE_DRAFT = write(
  'DeleteDraft',
  'mutation DeleteDraft($id: ID!) { deleteDraftOrder(orderId: $id) { result } }',
)

/** Unfinished orders and who began them. */
export const OPEN_DRAFTS = read(
  'OpenDrafts',
  `query OpenDrafts($before: DateTime!, $take: Int!, $skip: Int!) {
    activeAdministrator { id }
    orders(options: {
      take: $take, skip: $skip, sort: { id: ASC }, filter: { state: { eq: "Draft" }, createdAt: { before: $before } }
    }) {
      totalItems
      items {
        id createdAt
        history(options: { take: 1, sort: { createdAt: ASC } }) { items { administrator { id } } }
      }
    }
  }`,
)

import type { OrderModification } from '../../typings/orderModification'

/** Body of an order modification (PROTOCOL §10.3). `reason` is read by nobody here: it is for the shopper. */
export type ModificationBody = OrderModification & {
  /** VTEX's id of the change, should it tell one. */
  readonly changeRequestId?: string | null
}

const cents = { type: ['integer', 'null'], minimum: 0, maximum: 1_000_000_000_000 } as const
const id = { type: 'string', minLength: 1, maxLength: 100 } as const
const quantity = { type: 'integer', minimum: 1, maximum: 1_000_000 } as const
const uniqueId = { type: ['string', 'null'], maxLength: 100 } as const

const items = (more: object) => ({
  type: ['array', 'null'],
  maxItems: 500,
  items: {
    type: 'object',
    required: ['id', 'quantity'],
    properties: { id, quantity, uniqueId, price: cents, ...more },
  },
})

const from = { type: ['object', 'null'], properties: { items: items({}) } }
const to = {
  type: ['object', 'null'],
  properties: {
    items: items({ manualDiscountValue: cents, manualIncrementValue: cents }),
    shippingData: {
      type: ['object', 'null'],
      properties: {
        logisticsInfo: {
          type: ['array', 'null'],
          maxItems: 500,
          items: {
            type: 'object',
            properties: { selectedSla: { type: ['string', 'null'], maxLength: 200 }, price: cents },
          },
        },
      },
    },
  },
}

export const modificationBodySchema = {
  type: 'object',
  properties: {
    requestId: uniqueId,
    changeRequestId: uniqueId,
    add: to,
    remove: from,
    replace: { type: ['array', 'null'], maxItems: 500, items: { type: 'object', properties: { from, to } } },
    manualDiscountValue: cents,
    manualIncrementValue: cents,
  },
}

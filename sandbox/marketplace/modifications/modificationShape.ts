import { arrayOf, cents, matching, nullable, object, positive, positiveInteger, text, natural, oneOf } from '../shape'

const taken = object({ id: text, quantity: positiveInteger }, { uniqueId: text, price: cents })

const put = object(
  { id: text, quantity: positiveInteger },
  {
    uniqueId: text,
    measurementUnit: text,
    unitMultiplier: positive,
    manualDiscountValue: cents,
    manualIncrementValue: cents,
  },
)

const from = object({ items: arrayOf(taken, 1) })

const logistics = object({
  itemIndex: natural,
  selectedSla: text,
  selectedDeliveryChannel: oneOf('delivery', 'pickup-in-point'),
  addressId: text,
  price: cents,
})

const to = object({ items: arrayOf(put, 1) }, { shippingData: object({ logisticsInfo: arrayOf(logistics) }) })

/** Every field of PROTOCOL §10.3 this marketplace acts on. */
export const modificationShape = object(
  { reason: matching(/\S/, 'a non-empty reason') },
  {
    add: nullable(to),
    remove: nullable(from),
    replace: arrayOf(object({ from, to })),
    manualDiscountValue: cents,
    manualIncrementValue: cents,
  },
)

import type { IndexedOffer } from './accountState'
import type { Offering, SimulationAnswer, SimulationRequest, Sla } from './answers/simulationShape'

/** Order-form messages of PROTOCOL §5.4. */
export type CartMessage =
  | 'withoutStock'
  | 'cannotBeDelivered'
  | 'unavailableItemFulfillment'
  | 'itemQuantityNotAvailable'
  | 'changedPriceValue'
  | 'withoutPriceFulfillment'

export interface CartLine {
  readonly index: number
  readonly id: string
  readonly seller: string
  readonly requested: number
  /** Units the cart keeps: never more than the seller can sell. */
  readonly quantity: number
  /** Unit prices in cents. */
  readonly price: number
  readonly listPrice: number
  readonly measurementUnit: string
  readonly unitMultiplier: number
  readonly availability: 'available' | 'withoutStock' | 'cannotBeDelivered' | 'unavailable'
  readonly messages: readonly CartMessage[]
  readonly slas: readonly Sla[]
  readonly offerings: readonly Offering[]
  /** Names of the forms a shopper can fill in. */
  readonly forms: readonly string[]
}

export interface Cart {
  readonly lines: readonly CartLine[]
  readonly allowMultipleDeliveries: boolean
}

const NO_ANSWER = {
  price: 0,
  listPrice: 0,
  quantity: 0,
  measurementUnit: 'un',
  unitMultiplier: 1,
  slas: [],
  offerings: [],
  forms: [],
}

function availabilityOf(messages: readonly CartMessage[]): CartLine['availability'] {
  if (messages.includes('cannotBeDelivered')) return 'cannotBeDelivered'
  if (messages.includes('withoutStock')) return 'withoutStock'
  return messages.includes('unavailableItemFulfillment') || messages.includes('withoutPriceFulfillment')
    ? 'unavailable'
    : 'available'
}

/**
 * The cart as checkout shows it after a simulation.
 * @param answer undefined when the seller gave no answer that follows the rules: every line is unavailable
 * @param indexed what the storefront showed for a SKU, to notice a changed price
 */
export function cartOf(
  request: SimulationRequest,
  answer: SimulationAnswer | undefined,
  indexed: (sku: string) => IndexedOffer | undefined,
): Cart {
  const located = Boolean(request.postalCode) || request.geoCoordinates.length > 0
  const lines = request.items.map(({ id, seller, quantity: requested }, index): CartLine => {
    if (!answer) {
      const messages: CartMessage[] = ['unavailableItemFulfillment']
      return { index, id, seller, requested, ...NO_ANSWER, availability: 'unavailable', messages }
    }
    const { price, listPrice, quantity, measurementUnit, unitMultiplier, offerings } = answer.items[index]
    const forms = (answer.items[index].attachmentOfferings ?? []).map(({ name }) => name)
    const { slas, stockBalance } = answer.logisticsInfo[index]
    const shown = indexed(id)
    const rules: [CartMessage, boolean][] = [
      ['withoutStock', quantity === 0 && stockBalance === 0],
      ['withoutPriceFulfillment', price === 0 && quantity > 0],
      ['cannotBeDelivered', located && quantity > 0 && slas.length === 0],
      ['itemQuantityNotAvailable', quantity > 0 && quantity < requested],
      ['changedPriceValue', quantity > 0 && shown !== undefined && shown.price !== price],
    ]
    const messages = rules.filter(([, applies]) => applies).map(([message]) => message)
    const availability = availabilityOf(messages)
    return {
      index,
      id,
      seller,
      requested,
      quantity,
      price,
      listPrice,
      measurementUnit,
      unitMultiplier,
      slas,
      offerings,
      forms,
      availability,
      messages,
    }
  })
  return { lines, allowMultipleDeliveries: answer?.allowMultipleDeliveries ?? false }
}

import { splitExactly, times, ZERO, type MinorUnits } from '../money'
import type { SellerSkuId } from '../ids'
import type { Offer, Quote, ShippingOption } from './quote'

/** What a simulation asks of one line. */
export interface SimulatedLine {
  readonly sku: SellerSkuId
  readonly quantity: number
}

export interface SimulationRules {
  /** Units of each SKU promised to orders that the partner's stock does not show yet (DESIGN D16). */
  readonly reserved: ReadonlyMap<string, number>
  readonly safetyStock: number
  /** The seller paused itself: nothing can be bought, everything is still answered. */
  readonly paused: boolean
}

/** The answer for one line, in request order. */
export interface SimulatedRow {
  readonly quantity: number
  readonly stock: number
  readonly price: MinorUnits
  readonly listPrice: MinorUnits
  readonly measurementUnit: string
  readonly unitMultiplier: number
  /** Options that reach the address, priced for this line; the cart's price is the sum over its lines. */
  readonly slas: readonly { readonly option: ShippingOption; readonly price: MinorUnits }[]
}

/**
 * Answers every requested line, in order (PROTOCOL §5.2, §5.4).
 *
 * Lines of the same SKU share its stock in request order. Quantity is never 0 while stock is left (KI 1316990).
 * An SKU that is unknown, not sold or without price becomes a zero row (C-20): price 0 with stock would be a free sale.
 */
export function simulate(lines: readonly SimulatedLine[], quote: Quote, rules: SimulationRules): SimulatedRow[] {
  const offers = new Map(quote.offers.map((offer) => [offer.sku as string, offer]))
  const left = new Map<string, number>()
  const rows = lines.map((line) => {
    const offer = offers.get(line.sku)
    const sold = pricedOffer(offer)
    const stock = sold && !rules.paused ? sellableUnits(sold.stock, line.sku, rules) : 0
    const available = left.get(line.sku) ?? stock
    const quantity = Math.min(line.quantity, available)
    left.set(line.sku, available - quantity)
    return { line, offer: sold, stock, quantity: sold && stock > 0 ? quantity : 0 }
  })

  const shippable = rows.map((row) => row.quantity > 0)
  const freight = quote.shippingOptions.map((option) => ({
    option,
    prices: shippable.some(Boolean) ? splitFreight(option.price, rows, shippable) : [],
  }))

  return rows.map(({ offer, stock, quantity }, index) => ({
    quantity,
    // KI 1316990: a line whose SKU the earlier lines took up must not show stock beside quantity 0.
    stock: quantity > 0 ? stock : 0,
    price: offer?.price ?? ZERO,
    listPrice: offer ? atLeast(offer.listPrice ?? offer.price, offer.price) : ZERO,
    measurementUnit: offer?.measurementUnit ?? 'un',
    unitMultiplier: offer?.unitMultiplier ?? 1,
    slas: shippable[index] ? freight.map(({ option, prices }) => ({ option, price: prices[index] })) : [],
  }))
}

/** Partner stock less what is reserved and held back; never negative, never a fraction. */
export const sellableUnits = (stock: number, sku: string, rules: Pick<SimulationRules, 'reserved' | 'safetyStock'>) =>
  Math.max(0, Math.floor(stock) - (rules.reserved.get(sku) ?? 0) - rules.safetyStock)

type PricedOffer = Extract<Offer, { sold: true }> & { readonly price: MinorUnits }

const pricedOffer = (offer: Offer | undefined): PricedOffer | undefined =>
  offer?.sold && offer.price !== undefined ? (offer as PricedOffer) : undefined

/** Cart freight over the lines that ship, by their value, so that the sum is exact (PROTOCOL 17.5). */
function splitFreight(
  total: MinorUnits,
  rows: readonly { readonly offer: PricedOffer | undefined; readonly quantity: number }[],
  shippable: readonly boolean[],
): MinorUnits[] {
  const weights = rows.map((row, index) => (shippable[index] && row.offer ? times(row.offer.price, row.quantity) : 0))
  const all = weights.every((weight) => weight === 0) ? shippable.map(Number) : weights
  return splitExactly(total, all)
}

const atLeast = (amount: MinorUnits, least: MinorUnits) => (amount < least ? least : amount)

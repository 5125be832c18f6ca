import { splitExactly, times, ZERO, type MinorUnits } from '../money'
import type { SellerSkuId } from '../ids'
import type {
  OfferedAttachment,
  DeliveryChannel,
  DeliveryWindow,
  Offer,
  OfferedService,
  Quote,
  ShippingOption,
} from './quote'

/** What a simulation asks of one line. */
export interface SimulatedLine {
  readonly sku: SellerSkuId
  readonly quantity: number
}

export interface SimulationRules {
  /** Units of each SKU promised to orders that the partner's stock does not show yet (DESIGN D16). */
  readonly reserved: ReadonlyMap<string, number>
  readonly safetyStock: number
  /** Milliseconds since the epoch: delivery windows that began are not offered. */
  readonly now: number
  /** The seller paused itself: nothing can be bought, everything is still answered. */
  readonly paused: boolean
}

/** A shipping option as one line of the cart sees it: prices are that line's part. */
export interface SimulatedSla {
  readonly option: ShippingOption
  readonly price: MinorUnits
  /** Future windows only. */
  readonly windows: readonly DeliveryWindow[]
}

/** The answer for one line, in request order. */
export interface SimulatedRow {
  readonly quantity: number
  readonly stock: number
  /** How much of it each channel can serve. */
  readonly channelStock: Readonly<Record<DeliveryChannel, number>>
  readonly price: MinorUnits
  readonly listPrice: MinorUnits
  readonly measurementUnit: string
  readonly unitMultiplier: number
  readonly services: readonly OfferedService[]
  readonly attachments: readonly OfferedAttachment[]
  /** Options that reach the address, priced for this line; the cart's price is the sum over its lines. */
  readonly slas: readonly SimulatedSla[]
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
    const channelStock = channelUnits(sold, { stock, taken: stock - available }, line.sku, rules)
    return { line, offer: sold, stock, channelStock, quantity: sold && stock > 0 ? quantity : 0 }
  })

  const offered = quote.shippingOptions.length > 0 ? offeredFreight(quote.shippingOptions, rows, rules.now) : NONE
  return rows.map(({ offer, stock, channelStock, quantity }, index) => ({
    quantity,
    // KI 1316990: a line whose SKU the earlier lines took up must not show stock beside quantity 0.
    stock: quantity > 0 ? stock : 0,
    channelStock: quantity > 0 ? channelStock : NO_STOCK,
    price: offer?.price ?? ZERO,
    listPrice: offer ? atLeast(offer.listPrice ?? offer.price, offer.price) : ZERO,
    measurementUnit: offer?.measurementUnit ?? 'un',
    unitMultiplier: offer?.unitMultiplier ?? 1,
    services: offer?.services ?? NONE,
    attachments: offer?.attachments ?? NONE,
    slas: offered === NONE ? NONE : slasOf(offered, index),
  }))
}

/** What the partner decided of a line. */
interface Row {
  readonly offer: PricedOffer | undefined
  readonly quantity: number
  readonly channelStock: Readonly<Record<DeliveryChannel, number>>
}

/** A shipping option that some lines can travel by, with its prices line by line. */
interface OfferedFreight {
  readonly option: ShippingOption
  readonly takes: readonly boolean[]
  readonly prices: readonly MinorUnits[]
  readonly windows: readonly { readonly window: DeliveryWindow; readonly prices: readonly MinorUnits[] }[]
}

function offeredFreight(options: readonly ShippingOption[], rows: readonly Row[], now: number): OfferedFreight[] {
  const freight = options
    .map((option) => ({
      option,
      // The lines that can travel by it share its price.
      takes: rows.map((row) => row.quantity > 0 && row.channelStock[option.channel] >= row.quantity),
    }))
    .filter(({ takes }) => takes.some(Boolean))
    .map(({ option, takes }) => ({
      option,
      takes,
      prices: splitFreight(option.price, rows, takes),
      windows: (option.windows ?? [])
        .filter(({ start }) => Date.parse(start) > now)
        .map((window) => ({ window, prices: splitFreight(window.price, rows, takes) })),
    }))
  // Scheduled delivery without a window left cannot be chosen.
  return freight.filter(({ option, windows }) => !option.windows?.length || windows.length > 0)
}

const slasOf = (offered: readonly OfferedFreight[], index: number): SimulatedSla[] =>
  offered
    .filter(({ takes }) => takes[index])
    .map(({ option, prices, windows }) => ({
      option,
      price: prices[index],
      windows: windows.map(({ window, prices: parts }) => ({ ...window, price: parts[index] })),
    }))

const NONE: readonly never[] = []
const NO_STOCK = { delivery: 0, 'pickup-in-point': 0 } as const

/**
 * What each channel can still serve. Reserved and held-back units, and those earlier lines of the SKU took, are taken
 * off every channel: nobody knows from which they will go.
 */
function channelUnits(
  offer: PricedOffer | undefined,
  { stock, taken }: { readonly stock: number; readonly taken: number },
  sku: string,
  rules: SimulationRules,
): Record<DeliveryChannel, number> {
  if (!offer || stock === 0) return NO_STOCK
  const { stockByChannel } = offer
  const units = (channel: DeliveryChannel) =>
    Math.max(0, (stockByChannel ? Math.min(stock, sellableUnits(stockByChannel[channel], sku, rules)) : stock) - taken)
  return { delivery: units('delivery'), 'pickup-in-point': units('pickup-in-point') }
}

/** Partner stock less what is reserved and held back; never negative, never a fraction. */
export const sellableUnits = (stock: number, sku: string, rules: Pick<SimulationRules, 'reserved' | 'safetyStock'>) =>
  Math.max(0, Math.floor(stock) - (rules.reserved.get(sku) ?? 0) - rules.safetyStock)

/** Units of each SKU that may be promised in all, reservations not yet taken off. */
export const sellableBySku = (offers: readonly Offer[], safetyStock: number): Map<string, number> =>
  new Map(
    offers.map((offer) => [
      offer.sku as string,
      offer.sold ? sellableUnits(offer.stock, offer.sku, { reserved: new Map(), safetyStock }) : 0,
    ]),
  )

type PricedOffer = Extract<Offer, { sold: true }> & { readonly price: MinorUnits }

const pricedOffer = (offer: Offer | undefined): PricedOffer | undefined =>
  offer?.sold && offer.price !== undefined ? (offer as PricedOffer) : undefined

/** Cart freight over the lines that ship, by their value, so that the sum is exact (PROTOCOL 17.5). */
function splitFreight(
  total: MinorUnits,
  rows: readonly Pick<Row, 'offer' | 'quantity'>[],
  takes: readonly boolean[],
): MinorUnits[] {
  const weights = rows.map((row, index) => (takes[index] && row.offer ? times(row.offer.price, row.quantity) : 0))
  const all = weights.every((weight) => weight === 0) ? takes.map(Number) : weights
  return splitExactly(total, all)
}

const atLeast = (amount: MinorUnits, least: MinorUnits) => (amount < least ? least : amount)

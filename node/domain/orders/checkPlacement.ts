import { StepRefused } from '../errors'
import type { SellerSkuId } from '../ids'
import { ZERO, add, minorUnits, type MinorUnits } from '../money'
import type { DeliveryWindow, Quote, ShippingOption } from '../offers/quote'
import type { PriceDivergence } from '../settings/sellerSettings'
import { servicesValue, type PlacementOrder } from './placementOrder'

export interface PlacementCheck {
  /** How far a unit price may differ from the partner's, in percent. */
  readonly priceTolerancePercent: number
  readonly priceDivergence: PriceDivergence
  /** The seller paused itself. */
  readonly paused: boolean
  /** Prices shoppers may have been shown of each SKU a while ago: they are kept (DESIGN D6). */
  readonly honoured?: ReadonlyMap<string, readonly MinorUnits[]>
}

export interface CheckedPlacement {
  readonly option: ShippingOption
  /** What the partner asks for it, delivery window included. */
  readonly freight: MinorUnits
  readonly window?: readonly [string, string]
  /** What the partner is told the whole order costs. */
  readonly partnerTotal: MinorUnits
  /** A unit price is not the partner's, and the operator takes that. */
  readonly priceDiverges: boolean
  /** Differences worth showing that do not refuse the order (PROTOCOL 17.3). */
  readonly notes: readonly string[]
}

/**
 * Decides whether an order may be placed, against a live quote. Stock is decided afterwards by the reservation.
 * @throws StepRefused ORD021 (SKU not sold), FMT006 (price), FMT010 (SLA) — codes of PROTOCOL §6.2
 */
export function checkPlacement(order: PlacementOrder, quote: Quote, rules: PlacementCheck): CheckedPlacement {
  if (rules.paused) throw new StepRefused('ORD008', 'The seller is paused')
  const divergences = priceDivergences(order, quote, rules)
  if (rules.priceDivergence === 'refuse' && divergences.length > 0) {
    const [{ sku, unitPrice }] = divergences
    throw new StepRefused('FMT006', `The price of SKU ${sku} is no longer ${unitPrice}`)
  }

  const slas = new Set(order.lines.map((line) => line.slaId))
  if (slas.size > 1) throw new StepRefused('FMT010', 'All lines of an order must travel by one SLA')
  const [slaId] = slas
  const option = quote.shippingOptions.find((candidate) => candidate.id === slaId)
  if (!option) throw new StepRefused('FMT010', `SLA ${slaId} is not available for this order`)

  const window = chosenWindow(order, option)
  const asked = add(option.price, window?.price ?? ZERO)
  const freight = order.lines.reduce<MinorUnits>((sum, line) => add(sum, line.freight), ZERO)
  const notes = divergences.map(({ sku, unitPrice, price }) => `SKU ${sku} agreed ${unitPrice}, partner asks ${price}`)
  if (freight !== asked) notes.push(`freight agreed ${freight}, partner asks ${asked}`)
  const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity + servicesValue(line), 0)
  const expected = goods + freight
  if (expected !== order.total)
    notes.push(`marketplacePaymentValue ${order.total}, prices, services and freight add up to ${expected}`)
  return {
    option,
    freight: asked,
    partnerTotal: minorUnits(goods + asked),
    ...(window ? { window: [window.start, window.end] as const } : {}),
    priceDiverges: divergences.length > 0,
    notes,
  }
}

interface PriceDifference {
  readonly sku: SellerSkuId
  readonly unitPrice: MinorUnits
  readonly price: MinorUnits
}

/** @throws StepRefused ORD021 for an SKU without offer or price */
function priceDivergences(order: PlacementOrder, quote: Quote, rules: PlacementCheck): PriceDifference[] {
  const offers = new Map(quote.offers.map((offer) => [offer.sku as string, offer]))
  return order.lines.flatMap(({ sku, unitPrice }) => {
    const offer = offers.get(sku)
    if (!offer?.sold || offer.price === undefined) throw new StepRefused('ORD021', `SKU ${sku} is not sold`)
    const { price } = offer
    const isHonoured = rules.honoured?.get(sku)?.includes(unitPrice) === true
    return isHonoured || withinTolerance(unitPrice, price, rules.priceTolerancePercent)
      ? []
      : [{ sku, unitPrice, price }]
  })
}

/** Whether a line asks for another price than the partner has now: only then is it worth knowing what was shown before. */
export const hasOtherPrice = (order: PlacementOrder, quote: Quote): boolean => {
  const prices = new Map(quote.offers.map((offer) => [offer.sku as string, offer.sold ? offer.price : undefined]))
  return order.lines.some((line) => line.unitPrice !== prices.get(line.sku))
}

const withinTolerance = (agreed: number, current: number, percent: number) =>
  Math.abs(agreed - current) * 100 <= current * percent

/** @throws StepRefused FMT010 when the window of the order is not offered any more */
function chosenWindow(order: PlacementOrder, option: ShippingOption): DeliveryWindow | undefined {
  const wanted = order.lines.find((line) => line.window)?.window
  if (!wanted || !option.windows) return undefined
  const window = option.windows.find(({ start, end }) => sameTime(start, wanted[0]) && sameTime(end, wanted[1]))
  if (!window) throw new StepRefused('FMT010', `The delivery window of SLA ${option.id} is not available any more`)
  return window
}

const sameTime = (a: string, b: string) => Date.parse(a) === Date.parse(b)

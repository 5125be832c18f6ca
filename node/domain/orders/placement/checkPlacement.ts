import { StepRefused } from '../../errors'
import { ZERO, add, minorUnits, type MinorUnits } from '../../money'
import type { DeliveryWindow, Quote, ShippingOption } from '../../offers/quote'
import type { PriceDivergence } from '../../settings/sellerSettings'
import { droppedExtras } from './droppedExtras'
import type { OrderAlert } from '../orderAlerts'
import { servicesValue, type CarriedExtras, type PlacementOrder } from './placementOrder'
import { priceDivergences, type PriceRules } from './priceDivergences'

export interface PlacementCheck extends PriceRules {
  readonly priceDivergence: PriceDivergence
  readonly carried: CarriedExtras
  /** The seller paused itself. */
  readonly paused: boolean
}

export interface CheckedPlacement {
  readonly option: ShippingOption
  /** What the partner asks for it, delivery window included. */
  readonly freight: MinorUnits
  readonly window?: readonly [string, string]
  /** What the partner is told the whole order costs. */
  readonly partnerTotal: MinorUnits
  /** What of services and attachments the partner is told. */
  readonly carried: CarriedExtras
  /** What a person has to look at once the order exists. */
  readonly alerts: readonly OrderAlert[]
  /** Differences worth showing that do not refuse the order (PROTOCOL 17.3). */
  readonly notes: readonly string[]
}

/**
 * Decides whether an order may be placed, against a live quote. Stock is decided afterwards by the reservation.
 * @throws StepRefused ORD021 (SKU not sold), FMT006 (price), FMT010 (SLA), ORD008 (service) — codes of PROTOCOL §6.2
 */
export function checkPlacement(order: PlacementOrder, quote: Quote, rules: PlacementCheck): CheckedPlacement {
  if (rules.paused) throw new StepRefused('ORD008', 'The seller is paused')
  const divergences = priceDivergences(order, quote, rules)
  if (rules.priceDivergence === 'refuse' && divergences.length > 0) {
    const [{ agreed, what }] = divergences
    throw new StepRefused('FMT006', `The price of ${what} is no longer ${agreed}`)
  }
  const dropped = droppedExtras(order, rules.carried)

  const slas = new Set(order.lines.map((line) => line.slaId))
  if (slas.size > 1) throw new StepRefused('FMT010', 'All lines of an order must travel by one SLA')
  const [slaId] = slas
  const option = quote.shippingOptions.find((candidate) => candidate.id === slaId)
  if (!option) throw new StepRefused('FMT010', `SLA ${slaId} is not available for this order`)

  const window = chosenWindow(order, option)
  const asked = add(option.price, window?.price ?? ZERO)
  const freight = order.lines.reduce<MinorUnits>((sum, line) => add(sum, line.freight), ZERO)
  const prices = divergences.map(({ agreed, asked: price, what }) => `${what} agreed ${agreed}, partner asks ${price}`)
  const notes = [...prices, ...dropped]
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
    carried: rules.carried,
    alerts: [
      ...(prices.length > 0 ? (['priceDiverged'] as const) : []),
      ...(dropped.length > 0 ? (['extrasNotCarried'] as const) : []),
    ],
    notes,
  }
}

/** @throws StepRefused FMT010 when the window of the order is not offered any more */
function chosenWindow(order: PlacementOrder, option: ShippingOption): DeliveryWindow | undefined {
  const wanted = order.lines.find((line) => line.window)?.window
  if (!wanted || !option.windows) return undefined
  const window = option.windows.find(({ start, end }) => sameTime(start, wanted[0]) && sameTime(end, wanted[1]))
  if (!window) throw new StepRefused('FMT010', `The delivery window of SLA ${option.id} is not available any more`)
  return window
}

const sameTime = (a: string, b: string) => Date.parse(a) === Date.parse(b)

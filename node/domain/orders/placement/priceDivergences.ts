import { StepRefused } from '../../errors'
import type { MinorUnits } from '../../money'
import type { OfferedService, Quote } from '../../offers/quote'
import type { PlacementLine, PlacementOrder } from './placementOrder'

export interface PriceRules {
  /** How far a unit price may differ from the partner's, in percent. */
  readonly priceTolerancePercent: number
  /** Prices shoppers may have been shown of each SKU a while ago: they are kept (DESIGN D6). */
  readonly honoured?: ReadonlyMap<string, readonly MinorUnits[]>
}

export interface DivergentPrice {
  readonly what: string
  readonly agreed: MinorUnits
  readonly asked: MinorUnits
}

/**
 * Unit prices of an order that are neither the partner's nor tolerated nor honoured. Services are compared where the
 * partner says what they cost.
 * @throws StepRefused ORD021 for an SKU without offer or price
 */
export function priceDivergences(order: PlacementOrder, quote: Quote, rules: PriceRules): DivergentPrice[] {
  const offers = new Map(quote.offers.map((offer) => [offer.sku as string, offer]))
  return order.lines.flatMap((line) => {
    const { sku, unitPrice } = line
    const offer = offers.get(sku)
    if (!offer?.sold || offer.price === undefined) throw new StepRefused('ORD021', `SKU ${sku} is not sold`)
    const goods = { what: `SKU ${sku}`, agreed: unitPrice, asked: offer.price }
    const isHonoured = rules.honoured?.get(sku)?.includes(unitPrice) === true
    return [...(isHonoured ? [] : [goods]), ...servicePrices(line, offer.services ?? [])].filter(
      ({ agreed, asked }) => !withinTolerance(agreed, asked, rules.priceTolerancePercent),
    )
  })
}

const servicePrices = ({ services = [], sku }: PlacementLine, offered: readonly OfferedService[]): DivergentPrice[] =>
  services.flatMap(({ id, unitPrice }) => {
    const service = offered.find((one) => one.id === id)
    return service ? [{ what: `service ${id} of SKU ${sku}`, agreed: unitPrice, asked: service.price }] : []
  })

/** Whether a line asks for another price than the partner has now: only then is it worth knowing what was shown before. */
export const hasOtherPrice = (order: PlacementOrder, quote: Quote): boolean => {
  const prices = new Map(quote.offers.map((offer) => [offer.sku as string, offer.sold ? offer.price : undefined]))
  return order.lines.some((line) => line.unitPrice !== prices.get(line.sku))
}

const withinTolerance = (agreed: number, current: number, percent: number) =>
  Math.abs(agreed - current) * 100 <= current * percent

import type { SellerSkuId } from '../../ids'
import { add, splitExactly, times, ZERO, type MinorUnits } from '../../money'
import type { OrderLine, OrderRecord } from '../orderRecord'
import type { ChangedItem, ChangedOrder, ChangeRequest } from './orderChange'

export interface ChangeFacts {
  /** Seller SKU of an item, by whatever id it was named; undefined when nobody knows it. */
  readonly skuOf: (item: ChangedItem) => SellerSkuId | undefined
  /** The partner's price of SKUs that are new in the order. */
  readonly prices: ReadonlyMap<SellerSkuId, MinorUnits>
  /** What the partner has the order down for now. */
  readonly partnerTotal?: MinorUnits
  /** What VTEX says the value changes by, where it says so. */
  readonly totalChange?: number
}

/**
 * An order after a change (PROTOCOL §10.3). Amounts per order and per line are split over the units exactly.
 * @returns the order, or why the change cannot be made
 */
export function changedOrder(record: OrderRecord, request: ChangeRequest, facts: ChangeFacts): ChangedOrder | string {
  let lines: readonly OrderLine[] = record.lines
  for (const item of request.take) {
    const sku = facts.skuOf(item)
    const left = sku && without(lines, sku, item.quantity)
    if (!left) return `the order has no ${item.quantity} units of ${item.id} to take away`
    lines = left
  }
  for (const item of request.put) {
    const sku = facts.skuOf(item)
    const known = record.lines.find((line) => line.sku === sku)
    const price = known?.unitPrice ?? item.price ?? (sku && facts.prices.get(sku))
    if (!sku || price === undefined) return `${item.id} has no price at the partner`
    const value = add(times(price, item.quantity), item.increment, negative(item.discount))
    const slaId = (known ?? record.lines[0]).slaId
    const put = spread([{ sku, quantity: item.quantity, unitPrice: price, slaId }], value)
    if (!put) return `${item.id} would cost less than nothing`
    lines = merged([...lines, ...put])
  }
  if (lines.length === 0) return 'nothing would be left of the order'
  const obstacle = deliveryObstacle(record, request)
  if (obstacle) return obstacle
  const changed = spread(lines, add(valueOf(lines), request.increment, negative(request.discount)))
  if (!changed) return 'the order would cost less than nothing'
  const difference = valueOf(changed) - valueOf(record.lines)
  const partnerFreight = (facts.partnerTotal ?? record.total) - valueOf(record.lines)
  const partnerTotal = valueOf(changed) + (facts.partnerTotal === undefined ? record.freight : partnerFreight)
  return {
    lines: changed,
    total: (record.total + (facts.totalChange ?? difference)) as MinorUnits,
    partnerTotal: partnerTotal as MinorUnits,
  }
}

/** The partner is told lines, not another delivery. */
function deliveryObstacle({ freight, lines }: OrderRecord, { deliveries }: ChangeRequest): string | undefined {
  if (deliveries.length === 0) return undefined
  if (deliveries.some(({ slaId }) => !lines.some((line) => line.slaId === slaId))) return 'it wants another delivery'
  return add(...deliveries.map((delivery) => delivery.freight)) === freight ? undefined : 'it changes the freight'
}

/** @returns undefined when there are not so many units */
function without(lines: readonly OrderLine[], sku: SellerSkuId, quantity: number): OrderLine[] | undefined {
  let left = quantity
  const rest = [...lines].reverse().map((line) => {
    const taken = line.sku === sku ? Math.min(left, line.quantity) : 0
    left -= taken
    return { ...line, quantity: line.quantity - taken }
  })
  return left > 0 ? undefined : rest.reverse().filter((line) => line.quantity > 0)
}

/** Gives lines another value in all, unit by unit, by what they cost; undefined when it would be negative. */
function spread(lines: readonly OrderLine[], value: MinorUnits): OrderLine[] | undefined {
  if (value < 0) return undefined
  const before = lines.map((line) => times(line.unitPrice, line.quantity))
  if (value === add(ZERO, ...before)) return [...lines]
  return merged(
    splitExactly(value, before).flatMap((part, index) => {
      const line = lines[index]
      const least = Math.floor(part / line.quantity)
      const dearer = part - least * line.quantity
      return [
        { ...line, quantity: line.quantity - dearer, unitPrice: least as MinorUnits },
        { ...line, quantity: dearer, unitPrice: (least + 1) as MinorUnits },
      ].filter(({ quantity }) => quantity > 0)
    }),
  )
}

/** One line for the same goods at the same price. */
function merged(lines: readonly OrderLine[]): OrderLine[] {
  const byGoods = new Map<string, OrderLine>()
  for (const line of lines) {
    const key = JSON.stringify([line.sku, line.unitPrice, line.slaId])
    const known = byGoods.get(key)
    byGoods.set(key, known ? { ...known, quantity: known.quantity + line.quantity } : line)
  }
  return [...byGoods.values()]
}

const valueOf = (lines: readonly OrderLine[]): MinorUnits =>
  add(ZERO, ...lines.map((line) => times(line.unitPrice, line.quantity)))

const negative = (amount: MinorUnits) => -amount as MinorUnits

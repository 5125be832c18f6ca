import { randomBytes, randomUUID } from 'node:crypto'
import { skuKey, type AccountState } from '../accountState'
import { goodsValue, invoicedQuantity, type MarketplaceOrder, type OrderItem, type PriceTag } from '../order'
import type { ChangedItem, ChangesData, ModificationBody, PutItem, TakenItem } from './orderModification'

/** An order after a modification, before it counts; or VTEX's reason against it (error codes of its modification guide). */
export type Modified =
  { readonly lines: readonly Line[]; readonly body: ModificationBody; readonly order: OrderValue } | Refusal

export interface Refusal {
  readonly code: string
  readonly message: string
}

export interface OrderValue {
  readonly items: readonly OrderItem[]
  readonly totals: MarketplaceOrder['totals']
  readonly value: number
}

/** An order line on its way; `index` is its place before the modification, undefined for a new one. */
interface Line {
  readonly index?: number
  readonly item: OrderItem
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message)
  }
}

const refuse = (code: string, message: string): never => {
  throw new Refused({ code, message })
}

/** Discounts of a line shrink and grow with its quantity. */
function withQuantity(item: OrderItem, quantity: number): OrderItem {
  const scaled = (tag: PriceTag): PriceTag => {
    const value = item.quantity === 0 ? 0 : Math.round((tag.value * quantity) / item.quantity)
    return { ...tag, value, rawValue: value / 100 }
  }
  return { ...item, quantity, priceTags: item.priceTags.map(scaled) }
}

function manualTags({ manualDiscountValue = 0, manualIncrementValue = 0 }: PutItem): PriceTag[] {
  const tag = (name: string, value: number): PriceTag[] =>
    value === 0 ? [] : [{ identifier: null, isPercentual: false, name, rawValue: value / 100, value }]
  return [...tag('DISCOUNT@MANUALPRICE', -manualDiscountValue), ...tag('TAX@MANUALPRICE', manualIncrementValue)]
}

/** One modification being worked out line by line; nothing of the order is touched. */
class Draft {
  readonly lines: Line[]

  constructor(
    private readonly state: AccountState,
    private readonly order: MarketplaceOrder,
  ) {
    this.lines = order.items.map((item, index) => ({ index, item }))
  }

  /** @returns what is taken, with the ids and the price the marketplace knows it by */
  take(asked: TakenItem): TakenItem {
    const place = this.find(asked)
    const { item, index } = this.lines[place]
    const quantity = item.quantity - asked.quantity
    if (quantity < 0) {
      refuse('SalesOrderSystem011', `It's not possible to remove more than ${item.quantity} of item ${asked.id}`)
    }
    const invoiced = index === undefined ? 0 : invoicedQuantity(this.order, 'Output', index)
    if (quantity < invoiced) {
      refuse('SalesOrderSystem046', 'The order change is not allowed after the item invoice has been issued')
    }
    this.lines[place] = { index, item: withQuantity(item, quantity) }
    return { id: item.id, uniqueId: item.uniqueId, quantity: asked.quantity, price: item.price }
  }

  /** @param instead the line a replace took from: more of the same SKU goes back into it */
  put(asked: PutItem, instead?: TakenItem): PutItem {
    const same = this.lines.findIndex(
      ({ item }) => isThat(item, asked.id) && (asked.uniqueId ?? instead?.uniqueId ?? item.uniqueId) === item.uniqueId,
    )
    if (same < 0) return this.putNew(asked)
    const { item, index } = this.lines[same]
    const original = index === undefined ? item : this.order.items[index]
    const grown = withQuantity(original, item.quantity + asked.quantity)
    this.lines[same] = { index, item: { ...grown, priceTags: [...grown.priceTags, ...manualTags(asked)] } }
    return { ...asked, id: item.id, uniqueId: item.uniqueId }
  }

  private putNew(asked: PutItem): PutItem {
    const { sellerId } = this.order
    const bound = [...this.state.bindings.values()].find(
      (one) => one.sellerId === sellerId && (one.sku === asked.id || one.marketplaceSku === asked.id),
    )
    const offer = bound && this.state.offers.get(skuKey(sellerId, bound.sku))
    if (!bound || !offer || offer.price === 0) return refuse('CHK0022', 'Invalid id for item')
    const uniqueId = randomBytes(16).toString('hex').toUpperCase()
    const { price, listPrice } = offer
    const { quantity, measurementUnit = 'un', unitMultiplier = 1 } = asked
    const id = bound.marketplaceSku
    const priceTags = manualTags(asked)
    const seller = sellerId
    const item = {
      uniqueId,
      id,
      sellerSku: bound.sku,
      seller,
      quantity,
      price,
      listPrice,
      priceTags,
      bundleItems: [],
      attachments: [],
      measurementUnit,
      unitMultiplier,
    }
    this.lines.push({ item })
    return { ...asked, id, uniqueId }
  }

  private find(asked: TakenItem): number {
    const fits = ({ item }: Line) => isThat(item, asked.id) && (asked.uniqueId ?? item.uniqueId) === item.uniqueId
    const places = this.lines.flatMap((line, place) => (fits(line) ? [place] : []))
    if (places.length === 0) return refuse('SalesOrderSystem010', `It's not possible to remove item ${asked.id}`)
    if (places.length > 1) return refuse('SalesOrderSystem026', "Unable to match an item: provide the item's uniqueId")
    return places[0]
  }
}

/** The seller's id of a SKU is understood too: which one VTEX sends to an external seller is unknown. */
const isThat = (item: OrderItem, id: string) => item.id === id || item.sellerSku === id

function workOut(state: AccountState, order: MarketplaceOrder, asked: ModificationBody): Modified {
  const draft = new Draft(state, order)
  const remove = asked.remove ? { items: asked.remove.items.map((one) => draft.take(one)) } : null
  const replace = (asked.replace ?? []).map(({ from, to }) => {
    const taken = from.items.map((one) => draft.take(one))
    return { from: { items: taken }, to: { ...to, items: to.items.map((one) => draft.put(one, taken[0])) } }
  })
  const add = asked.add ? { ...asked.add, items: asked.add.items.map((one) => draft.put(one)) } : null
  const { reason, manualDiscountValue = 0, manualIncrementValue = 0 } = asked
  const changes = [remove, add].filter(Boolean).length + replace.length
  if (changes === 0 && manualDiscountValue === manualIncrementValue) refuse('CHK0124', 'Invalid change for order')
  const lines = draft.lines.filter(({ item }) => item.quantity > 0)
  if (lines.length === 0) refuse('CHK0034', "The value of the change exceeds the order's price")
  const shipping = [...replace.map(({ to }) => to), ...(add ? [add] : [])].flatMap(
    (side) => side.shippingData?.logisticsInfo ?? [],
  )
  const totals = {
    items: goodsValue(lines.map(({ item }) => item)),
    discounts: sum(lines.flatMap(({ item }) => item.priceTags.map((tag) => tag.value))),
    shipping: shipping.length > 0 ? sum(shipping.map((row) => row.price)) : order.totals.shipping,
    manual: order.totals.manual - manualDiscountValue + manualIncrementValue,
  }
  const value = sum(Object.values(totals))
  if (value <= 0) refuse('CHK0034', "The value of the change exceeds the order's price")
  const body = { reason, manualDiscountValue, manualIncrementValue, add, remove, replace }
  return { lines, body, order: { items: lines.map(({ item }) => item), totals, value } }
}

/** What a modification would make of an order; nothing is changed. */
export function modifiedOrder(state: AccountState, order: MarketplaceOrder, asked: ModificationBody): Modified {
  try {
    return workOut(state, order, asked)
  } catch (error) {
    if (error instanceof Refused) return error.refusal
    throw error
  }
}

/** Makes a modification count: lines, totals and the history that Get order shows. */
export function applyModification(state: AccountState, order: MarketplaceOrder, asked: ModificationBody, now: Date) {
  const modified = modifiedOrder(state, order, asked)
  if ('code' in modified)
    throw new Error(`The modification does not fit ${order.orderId} any more: ${modified.message}`)
  const { lines, body } = modified
  const places = new Map(lines.flatMap(({ index }, place) => (index === undefined ? [] : [[index, place] as const])))
  order.packages = order.packages.map((one) => ({
    ...one,
    items: one.items.map((row) => ({
      ...row,
      itemIndex: row.itemIndex === null ? null : (places.get(row.itemIndex) ?? null),
    })),
  }))
  order.changes.push(changesData(order, modified.order.items, body, now))
  Object.assign(order, modified.order)
  order.lastChange = now.toISOString()
}

function changesData(
  order: MarketplaceOrder,
  after: readonly OrderItem[],
  { reason, manualDiscountValue = 0, manualIncrementValue = 0, add, remove, replace = [] }: ModificationBody,
  now: Date,
): ChangesData {
  const shown = ({ id, uniqueId, quantity }: TakenItem | PutItem): ChangedItem => {
    const item = [...order.items, ...after].find((one) => one.uniqueId === uniqueId)
    const { price = 0, unitMultiplier = null, sellerSku: name = id } = item ?? {}
    return { id, name, quantity, price, unitMultiplier }
  }
  return {
    reason,
    discountValue: manualDiscountValue,
    incrementValue: manualIncrementValue,
    itemsAdded: [...(add?.items ?? []), ...replace.flatMap(({ to }) => to.items)].map(shown),
    itemsRemoved: [...(remove?.items ?? []), ...replace.flatMap(({ from }) => from.items)].map(shown),
    receipt: { date: now.toISOString(), orderId: order.orderId, receipt: randomUUID() },
  }
}

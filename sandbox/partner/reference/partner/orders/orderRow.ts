import type { NewOrder, OrderLine, OrderState } from '../bodies'
import { noteChange } from '../changes'
import { Problem } from '../problem'
import type { Shop } from '../shop'

export interface OrderRow {
  readonly id: number
  readonly reference: string
  readonly state: OrderState
  readonly currency: string
  readonly total: number
  readonly shippingPrice: number
  /** JSON of `NewOrder['shipping']`. */
  readonly shipping: string
  /** When the marketplace said that it is paid; null before. */
  readonly paidAt: number | null
}

export const findOrder = (shop: Shop, reference: string): OrderRow | undefined =>
  shop.db.first<OrderRow>('SELECT * FROM orders WHERE reference = ?', [reference])

/** @throws Problem `order-not-found` */
export function requireOrder(shop: Shop, reference: string): OrderRow {
  const order = findOrder(shop, reference)
  if (!order) throw new Problem(404, 'order-not-found', 'There is no order with this reference')
  return order
}

export const linesOf = (shop: Shop, { id }: OrderRow): OrderLine[] =>
  shop.db.all<OrderLine & Record<string, unknown>>(
    'SELECT sku, quantity, unitPrice FROM orderLines WHERE orderId = ? ORDER BY position',
    [id],
  )

export const shippingOf = ({ shipping }: OrderRow) => JSON.parse(shipping) as NewOrder['shipping']

export function putLines(shop: Shop, orderId: number, lines: readonly OrderLine[]) {
  shop.db.run('DELETE FROM orderLines WHERE orderId = ?', [orderId])
  lines.forEach(({ sku, quantity, unitPrice }, position) =>
    shop.db.run('INSERT INTO orderLines (orderId, position, sku, quantity, unitPrice) VALUES (?, ?, ?, ?, ?)', [
      orderId,
      position,
      sku,
      quantity,
      unitPrice,
    ]),
  )
}

export function setState(shop: Shop, order: OrderRow, state: OrderState) {
  shop.db.run('UPDATE orders SET state = ? WHERE id = ?', [state, order.id])
  noteChange(shop, 'orders', order.reference)
}

export const sumOf = (lines: readonly OrderLine[]) =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)

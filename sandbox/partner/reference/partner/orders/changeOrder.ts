import type { OrderChange } from '../bodies'
import type { Operation } from '../call'
import { noteChange } from '../changes'
import { Problem } from '../problem'
import { soldSku } from '../shelf/skus'
import { release, reserve } from '../shelf/stock'
import { orderBody } from './orderBody'
import { servicesOf, servicesSum } from './lineExtras'
import { linesOf, putLines, requireOrder, shippingOf, sumOf } from './orderRow'

/** The lines given become the whole order. Possible until something is invoiced or has left; each change once. */
export const changeOrder: Operation<OrderChange> = (shop, { reference, body }) => {
  const refused = (detail: string, sku?: string) => new Problem(409, 'change-refused', detail, sku ? { sku } : {})
  const order = requireOrder(shop, reference)
  const changed = [order.id, body.changeId]
  if (shop.db.first('SELECT 1 FROM orderChanges WHERE orderId = ? AND changeId = ?', changed)) {
    return { body: orderBody(shop, reference) }
  }
  if (order.state !== 'open' && order.state !== 'authorized') throw refused(`The order is ${order.state}`)
  if (shop.db.first('SELECT 1 FROM invoices WHERE orderId = ?', [order.id])) throw refused('The order is invoiced')
  if (body.total !== sumOf(body.lines) + servicesSum(servicesOf(shop, order)) + order.shippingPrice) {
    throw new Problem(
      422,
      'invalid-request',
      'total is not the sum of the lines, and of services and shipping of the order',
    )
  }
  const before = linesOf(shop, order)
  for (const { sku } of body.lines) {
    const isNew = !before.some((line) => line.sku === sku)
    if (isNew && !soldSku(shop, sku)) throw refused(`${sku} is not sold here`, sku)
  }
  const until = shop.db.first<{ until: number | null }>('SELECT "until" FROM reservations WHERE orderId = ?', [
    order.id,
  ])
  release(shop, order.id)
  // An open order whose reservation is over holds nothing, before and after.
  if (until) {
    const short = reserve(shop, order.id, body.lines, shippingOf(order).channel, until.until)
    if (short !== undefined) throw refused(`There is not enough of ${short}`, short)
  }
  putLines(shop, order.id, body.lines)
  shop.db.run('UPDATE orders SET total = ? WHERE id = ?', [body.total, order.id])
  shop.db.run('INSERT INTO orderChanges (orderId, changeId) VALUES (?, ?)', changed)
  for (const sku of new Set([...before, ...body.lines].map((line) => line.sku))) noteChange(shop, 'catalog', sku)
  noteChange(shop, 'orders', reference)
  return { body: orderBody(shop, reference) }
}

import type { Operation } from '../call'
import { noteChange } from '../changes'
import { Problem } from '../problem'
import { reserve, unitsPerSku } from '../shelf/stock'
import { orderBody } from './orderBody'
import { linesOf, requireOrder, setState, shippingOf } from './orderRow'

/** Paid: from now on the units are held until they are shipped. Asked again it changes nothing. */
export const authorizeOrder: Operation = (shop, { reference }) => {
  const order = requireOrder(shop, reference)
  if (order.state === 'canceled') throw new Problem(409, 'state-conflict', 'The order is canceled')
  if (order.state === 'open') {
    const lines = linesOf(shop, order)
    const isHeld = shop.db.run('UPDATE reservations SET "until" = NULL WHERE orderId = ? AND "until" > ?', [
      order.id,
      shop.now(),
    ])
    const short = isHeld ? undefined : reserve(shop, order.id, lines, shippingOf(order).channel, null)
    if (short !== undefined) {
      throw new Problem(409, 'out-of-stock', `The reservation is over and ${short} was sold meanwhile`, { sku: short })
    }
    shop.db.run('UPDATE orders SET paidAt = ? WHERE id = ?', [shop.now(), order.id])
    setState(shop, order, 'authorized')
    if (!isHeld) for (const sku of unitsPerSku(lines).keys()) noteChange(shop, 'catalog', sku)
  }
  return { body: orderBody(shop, reference) }
}

import type { NewOrder } from '../bodies'
import type { Operation } from '../call'
import { noteChange } from '../changes'
import { Problem } from '../problem'
import { isAcceptedPrice } from '../shelf/prices'
import { shippingOptionFor } from '../shelf/shippingOptions'
import { soldSku } from '../shelf/skus'
import { reserve, unitsPerSku } from '../shelf/stock'
import type { Shop } from '../shop'
import { orderBody } from './orderBody'
import { putExtras, sumWithServices } from './lineExtras'
import { findOrder, putLines } from './orderRow'

/** The reference is unique for ever: a second order under it is the first one. */
export const createOrder: Operation<NewOrder> = (shop, { body }) => {
  if (findOrder(shop, body.reference)) return { status: 200, body: orderBody(shop, body.reference) }
  checkAmounts(shop, body)
  checkGoods(shop, body)
  checkShipping(shop, body)

  const reserveUntil = Date.parse(body.reserveUntil)
  shop.db.run(
    `INSERT INTO orders (reference, state, currency, total, shippingPrice, shipping, customer, address, createdAt)
     VALUES (?, 'open', ?, ?, ?, ?, ?, ?, ?)`,
    [
      body.reference,
      body.currency,
      body.total,
      body.shipping.price,
      JSON.stringify(body.shipping),
      JSON.stringify(body.customer),
      body.address ? JSON.stringify(body.address) : null,
      shop.now(),
    ],
  )
  const id = shop.db.lastId()
  putLines(shop, id, body.lines)
  putExtras(shop, id, body.lines)
  const short = reserve(shop, id, body.lines, body.shipping.channel, reserveUntil)
  if (short !== undefined) throw new Problem(409, 'out-of-stock', `There is not enough of ${short}`, { sku: short })
  for (const sku of unitsPerSku(body.lines).keys()) noteChange(shop, 'catalog', sku)
  noteChange(shop, 'orders', body.reference)
  return { status: 201, body: orderBody(shop, body.reference) }
}

function checkAmounts(shop: Shop, { currency, lines, shipping, total, reserveUntil }: NewOrder) {
  const wrong = (detail: string) => new Problem(422, 'invalid-request', detail)
  if (currency !== shop.currency) throw wrong(`This shop sells in ${shop.currency}`)
  if (total !== sumWithServices(lines) + shipping.price)
    throw wrong('total is not the sum of lines, services and shipping')
  if (!(Date.parse(reserveUntil) > shop.now())) throw wrong('reserveUntil is over')
}

function checkGoods(shop: Shop, { lines, priceList }: NewOrder) {
  for (const { sku, unitPrice } of lines) {
    if (!soldSku(shop, sku)) throw new Problem(409, 'unknown-sku', `${sku} is not sold here`, { sku })
    if (!isAcceptedPrice(shop, sku, priceList, unitPrice)) {
      throw new Problem(409, 'price-changed', `${sku} has another price`, { sku })
    }
  }
}

function checkShipping(shop: Shop, order: NewOrder) {
  const { deliveryWindow, optionId, price } = order.shipping
  const option = shippingOptionFor(shop, order)
  if (!option) throw new Problem(409, 'shipping-unavailable', `${optionId} does not serve this order`)
  const window = option.deliveryWindows?.find(
    ({ start, end }) =>
      Date.parse(start) === Date.parse(deliveryWindow?.start ?? '') &&
      Date.parse(end) === Date.parse(deliveryWindow?.end ?? ''),
  )
  if (Boolean(option.deliveryWindows) !== Boolean(window)) {
    throw new Problem(409, 'shipping-unavailable', `${optionId} has no such delivery window`)
  }
  if (price !== option.price + (window?.price ?? 0)) {
    throw new Problem(409, 'price-changed', `${optionId} has another price for this order`)
  }
}

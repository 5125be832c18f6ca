import { orderNumber } from '../partner/orders/orderBody'
import { attachmentsOf, servicesOf } from '../partner/orders/lineExtras'
import { linesOf, shippingOf } from '../partner/orders/orderRow'
import type { OrderRow } from '../partner/orders/orderRow'
import type { Shop } from '../partner/shop'

/** An order as the people at the shop see it. */
export const staffOrder = (shop: Shop, order: OrderRow) => ({
  id: String(order.id),
  number: orderNumber(order),
  reference: order.reference,
  state: order.state,
  /** Minor units. */
  paid: order.paidAt === null ? 0 : order.total,
  total: order.total,
  shippingPrice: order.shippingPrice,
  shipping: shippingOf(order),
  lines: linesOf(shop, order),
  services: servicesOf(shop, order),
  attachments: attachmentsOf(shop, order),
})

export type StaffOrder = ReturnType<typeof staffOrder>

import { noteChange } from '../changes'
import { release } from '../shelf/stock'
import type { Shop } from '../shop'
import { setState } from './orderRow'
import type { OrderRow } from './orderRow'

/** Cancels an order nothing of which has left, whoever wanted it, and frees its stock. */
export function closeOrder(shop: Shop, order: OrderRow) {
  for (const sku of release(shop, order.id)) noteChange(shop, 'catalog', sku)
  setState(shop, order, 'canceled')
}

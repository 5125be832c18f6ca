import type { CancelAnswer, OrderLine } from '../partner/bodies'
import { noteChange } from '../partner/changes'
import { keepDecision } from '../partner/orders/cancelOrder'
import { closeOrder } from '../partner/orders/closeOrder'
import { requireOrder } from '../partner/orders/orderRow'
import { Problem } from '../partner/problem'
import { setPrice } from '../partner/shelf/prices'
import { skuRow } from '../partner/shelf/skus'
import type { Shop } from '../partner/shop'
import { deliver, invoice, registerReturn, ship, track } from './paperwork'

/** What people at the shop do; amounts are minor units with tax. Each runs in one transaction. */
export const STAFF_ACTIONS = {
  setPrice(shop: Shop, change: { sku: string; price: number; priceList?: string; listPrice?: number }) {
    requireSku(shop, change.sku)
    setPrice(shop, change.sku, change.priceList ?? '', change)
    noteChange(shop, 'catalog', change.sku)
  },

  /** Counts the shelf anew, units held for orders included. Without a location: where it lies, or the first. */
  setStock(shop: Shop, { sku, onHand, location }: { sku: string; onHand: number; location?: string }) {
    requireSku(shop, sku)
    const place =
      location ??
      shop.db.first<{ name: string }>(
        `SELECT name FROM locations LEFT JOIN stock ON stock.location = name AND stock.sku = ?
         ORDER BY COALESCE(onHand, 0) > 0 DESC, locations.rowid LIMIT 1`,
        [sku],
      )!.name
    shop.db.run('INSERT OR REPLACE INTO stock (sku, location, onHand) VALUES (?, ?, ?)', [sku, place, onHand])
    noteChange(shop, 'catalog', sku)
  },

  /** Takes a SKU off sale, or puts it back. */
  setActive(shop: Shop, { sku, active }: { sku: string; active: boolean }) {
    requireSku(shop, sku)
    shop.db.run('UPDATE skus SET active = ? WHERE sku = ?', [active ? 1 : 0, sku])
    noteChange(shop, 'catalog', sku)
  },

  /** Takes a SKU out of the catalogue for good. */
  remove(shop: Shop, { sku }: { sku: string }) {
    requireSku(shop, sku)
    for (const table of ['skus', 'prices', 'stock']) shop.db.run(`DELETE FROM ${table} WHERE sku = ?`, [sku])
    noteChange(shop, 'catalog', sku)
  },

  /** The shop itself cancels, e.g. because the goods are broken. */
  cancel(shop: Shop, { reference }: { reference: string; reason?: string }) {
    const order = requireOrder(shop, reference)
    if (order.state !== 'open' && order.state !== 'authorized') {
      throw new Problem(409, 'state-conflict', `The order is ${order.state}`)
    }
    closeOrder(shop, order)
  },

  /** From now on a person decides about cancellations, or no longer. */
  decideCancellations(shop: Shop, { byPerson }: { byPerson: boolean }) {
    shop.db.run("DELETE FROM shop WHERE name = 'cancellationsNeedAPerson'")
    if (byPerson) shop.db.run("INSERT INTO shop (name, value) VALUES ('cancellationsNeedAPerson', '1')")
  },

  /** The person decided. */
  decideCancellation(
    shop: Shop,
    { reference, outcome, reason }: { reference: string; outcome: 'done' | 'refused'; reason?: string },
  ) {
    const order = requireOrder(shop, reference)
    if (!shop.db.first("SELECT 1 FROM cancellations WHERE orderId = ? AND outcome = 'deciding'", [order.id])) {
      throw new Problem(409, 'state-conflict', 'Nobody asked for a decision')
    }
    if (outcome === 'done') closeOrder(shop, order)
    else noteChange(shop, 'orders', reference)
    const answer: CancelAnswer = { outcome, ...(reason === undefined ? {} : { reason }) }
    keepDecision(shop, order, answer)
  },

  invoice,
  ship,
  track,
  deliver,
  registerReturn,
}

export type StaffAction = keyof typeof STAFF_ACTIONS
export type { OrderLine }

function requireSku(shop: Shop, sku: string) {
  if (!skuRow(shop, sku)) throw new Problem(409, 'unknown-sku', `There is no SKU ${sku}`, { sku })
}

import { noteChange } from '../changes'
import type { Shop } from '../shop'

/**
 * Forgets what was held for orders that were not paid in time. The order itself stays open: paid late, it takes the
 * units again if they are still there (authorizeOrder).
 */
export function expireReservations(shop: Shop) {
  const over = [shop.now()]
  const isOver = '"until" IS NOT NULL AND "until" <= ?'
  if (!shop.db.first(`SELECT 1 FROM reservations WHERE ${isOver}`, over)) return
  shop.db.transaction(() => {
    const skus = shop.db.all<{ sku: string }>(`SELECT DISTINCT sku FROM reservations WHERE ${isOver}`, over)
    shop.db.run(`DELETE FROM reservations WHERE ${isOver}`, over)
    for (const { sku } of skus) noteChange(shop, 'catalog', sku)
  })
}

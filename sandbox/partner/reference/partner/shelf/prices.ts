import type { Shop } from '../shop'

export interface Price {
  readonly price: number
  readonly listPrice?: number
}

/** The marketplace sells at the price it showed: an old price is still accepted for so long. */
const PRICE_HONOURED_MS = 40 * 60_000

interface PriceRow {
  readonly price: number
  readonly listPrice: number | null
}

/** Price of one unit now: that of the price list, or else everybody's. Undefined while it has none. */
export function priceOf(shop: Shop, sku: string, priceList: string | null | undefined): Price | undefined {
  const row = shop.db.first<PriceRow>(
    'SELECT price, listPrice FROM prices WHERE sku = ? AND list IN (?, \'\') AND "until" IS NULL ORDER BY list DESC',
    [sku, priceList ?? ''],
  )
  return row && { price: row.price, ...(row.listPrice === null ? {} : { listPrice: row.listPrice }) }
}

/** true: one unit costs that now, or did a short while ago. */
export function isAcceptedPrice(shop: Shop, sku: string, priceList: string | null | undefined, price: number): boolean {
  const row = shop.db.first(
    `SELECT 1 FROM prices WHERE sku = ? AND list IN (?, '') AND price = ? AND ("until" IS NULL OR "until" > ?)`,
    [sku, priceList ?? '', price, shop.now() - PRICE_HONOURED_MS],
  )
  return row !== undefined
}

/** @param list '' for everybody's price */
export function setPrice(shop: Shop, sku: string, list: string, { price, listPrice }: Price) {
  shop.db.run('UPDATE prices SET "until" = ? WHERE sku = ? AND list = ? AND "until" IS NULL', [shop.now(), sku, list])
  shop.db.run('INSERT INTO prices (sku, list, price, listPrice) VALUES (?, ?, ?, ?)', [sku, list, price, listPrice])
}

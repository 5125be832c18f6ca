import type { CartLine, Channel, StockAtLocation } from '../bodies'
import type { Shop } from '../shop'

/** What can be promised now, per location: units there are, less those held for orders. */
export function freeStock(shop: Shop, sku: string): StockAtLocation[] {
  const rows = shop.db.all<{ location: string; channels: string | null; free: number }>(
    `SELECT stock.location, locations.channels, stock.onHand - COALESCE((
       SELECT SUM(quantity) FROM reservations
       WHERE sku = stock.sku AND location = stock.location AND ("until" IS NULL OR "until" > ?)
     ), 0) AS free
     FROM stock JOIN locations ON locations.name = stock.location
     WHERE stock.sku = ? ORDER BY stock.location`,
    [shop.now(), sku],
  )
  return rows.map(({ location, channels, free }) => ({
    location,
    // Staff may count fewer units than are promised.
    quantity: Math.max(0, free),
    ...(channels === null ? {} : { channels: JSON.parse(channels) as Channel[] }),
  }))
}

/** Units wanted per SKU: a cart may name one SKU in two lines. */
export function unitsPerSku(lines: readonly CartLine[]): Map<string, number> {
  const units = new Map<string, number>()
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity)
  return units
}

/**
 * Holds the units of an order, of each SKU from as few locations as possible.
 * @param until milliseconds since the epoch; null holds them until they are shipped
 * @returns the first SKU that cannot be held in full; undefined when all are. Roll back when one is missing.
 */
export function reserve(
  shop: Shop,
  orderId: number,
  lines: readonly CartLine[],
  channel: Channel,
  until: number | null,
): string | undefined {
  for (const [sku, wanted] of unitsPerSku(lines)) {
    let missing = wanted
    const fullest = servedBy(freeStock(shop, sku), channel).sort((a, b) => b.quantity - a.quantity)
    for (const { location, quantity } of fullest) {
      const taken = Math.min(missing, quantity)
      if (taken === 0) break
      shop.db.run('INSERT INTO reservations (orderId, sku, location, quantity, "until") VALUES (?, ?, ?, ?, ?)', [
        orderId,
        sku,
        location,
        taken,
        until,
      ])
      missing -= taken
    }
    if (missing > 0) return sku
  }
  return undefined
}

/** Gives back what an order holds. @returns the SKUs whose free stock grew */
export function release(shop: Shop, orderId: number): string[] {
  const held = shop.db.all<{ sku: string }>('SELECT DISTINCT sku FROM reservations WHERE orderId = ?', [orderId])
  shop.db.run('DELETE FROM reservations WHERE orderId = ?', [orderId])
  return held.map(({ sku }) => sku)
}

/** Units leave the building: those held for the order first, from where they were held. */
export function takeOut(shop: Shop, orderId: number, sku: string, quantity: number) {
  const held = shop.db.all<{ rowid: number; location: string; quantity: number }>(
    'SELECT rowid, location, quantity FROM reservations WHERE orderId = ? AND sku = ?',
    [orderId, sku],
  )
  let missing = quantity
  for (const reservation of held) {
    const taken = Math.min(missing, reservation.quantity)
    if (taken === 0) break
    if (taken === reservation.quantity) shop.db.run('DELETE FROM reservations WHERE rowid = ?', [reservation.rowid])
    else shop.db.run('UPDATE reservations SET quantity = quantity - ? WHERE rowid = ?', [taken, reservation.rowid])
    shop.db.run('UPDATE stock SET onHand = MAX(0, onHand - ?) WHERE sku = ? AND location = ?', [
      taken,
      sku,
      reservation.location,
    ])
    missing -= taken
  }
  if (missing > 0) throw new Error(`${missing} units of ${sku} are not held for the order`)
}

const servedBy = (stock: readonly StockAtLocation[], channel: Channel) =>
  stock.filter(({ channels }) => !channels || channels.includes(channel))

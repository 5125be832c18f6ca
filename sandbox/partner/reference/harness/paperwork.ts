import type { CartLine, OrderLine } from '../partner/bodies'
import { noteChange } from '../partner/changes'
import { servicesOf, servicesSum } from '../partner/orders/lineExtras'
import { linesOf, requireOrder, setState, sumOf } from '../partner/orders/orderRow'
import type { OrderRow } from '../partner/orders/orderRow'
import { Problem } from '../partner/problem'
import { takeOut, unitsPerSku } from '../partner/shelf/stock'
import type { Shop } from '../partner/shop'

export interface InvoiceEntry {
  readonly reference: string
  readonly number: string
  readonly key?: string
  readonly url?: string
  /** Everything not yet invoiced when absent. */
  readonly lines?: readonly CartLine[]
}

/** Writes an invoice; the first one carries freight and services. */
export function invoice(shop: Shop, entry: InvoiceEntry) {
  const order = requireOrder(shop, entry.reference)
  if (order.state === 'open' || order.state === 'canceled') throw conflict(`The order is ${order.state}`)
  checkNumber(entry.number)
  const earlier = documents(shop, 'invoices', order)
  const lines = pick(linesOf(shop, order), earlier.flat(), entry.lines)
  const freight = earlier.length === 0 ? order.shippingPrice + servicesSum(servicesOf(shop, order)) : 0
  shop.db.run('INSERT INTO invoices (number, orderId, key, url, issuedAt, total, lines) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    entry.number,
    order.id,
    entry.key,
    entry.url,
    shop.now(),
    sumOf(lines) + freight,
    JSON.stringify(lines),
  ])
  shop.db.run('UPDATE packages SET invoiceNumber = ? WHERE orderId = ? AND invoiceNumber IS NULL', [
    entry.number,
    order.id,
  ])
  noteChange(shop, 'orders', entry.reference)
}

export interface ParcelEntry {
  readonly reference: string
  readonly courier?: string
  readonly trackingCode?: string
  readonly trackingUrl?: string
  /** The latest invoice of the order when absent, or else the next one. */
  readonly invoiceNumber?: string
  /** Everything that is still here when absent. */
  readonly lines?: readonly CartLine[]
}

/** Hands a parcel to the courier. */
export function ship(shop: Shop, parcel: ParcelEntry) {
  const order = requireOrder(shop, parcel.reference)
  if (order.state !== 'authorized' && order.state !== 'partiallyShipped') throw conflict(`The order is ${order.state}`)
  const ordered = linesOf(shop, order)
  const shipped = documents(shop, 'packages', order).flat()
  const contents = pick(ordered, shipped, parcel.lines)
  for (const { sku, quantity } of contents) takeOut(shop, order.id, sku, quantity)
  const latest = shop.db.first<{ number: string }>(
    'SELECT number FROM invoices WHERE orderId = ? ORDER BY rowid DESC LIMIT 1',
    [order.id],
  )
  shop.db.run(
    `INSERT INTO packages (orderId, invoiceNumber, courier, trackingNumber, trackingUrl, dispatchedAt, contents)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      order.id,
      parcel.invoiceNumber ?? latest?.number,
      parcel.courier,
      parcel.trackingCode,
      parcel.trackingUrl,
      shop.now(),
      JSON.stringify(contents),
    ],
  )
  addEvent(shop, shop.db.lastId(), 'Picked up by the courier')
  const all = units(ordered) === units(shipped) + units(contents)
  setState(shop, order, all ? 'shipped' : 'partiallyShipped')
}

/** The courier tells where the parcels are. */
export function track(
  shop: Shop,
  { reference, description, city, state }: { reference: string; description: string; city?: string; state?: string },
) {
  for (const id of onTheWay(shop, requireOrder(shop, reference))) addEvent(shop, id, description, city, state)
  noteChange(shop, 'orders', reference)
}

/** The courier says that everything on the way has arrived. */
export function deliver(shop: Shop, { reference }: { reference: string }) {
  const order = requireOrder(shop, reference)
  for (const id of onTheWay(shop, order)) {
    shop.db.run('UPDATE packages SET deliveredAt = ? WHERE id = ?', [shop.now(), id])
    addEvent(shop, id, 'Delivered')
  }
  setState(shop, order, order.state === 'shipped' ? 'delivered' : order.state)
}

export interface ReturnEntry {
  readonly reference: string
  readonly number: string
  /** The whole order when absent. */
  readonly lines?: readonly CartLine[]
  /** What is given back, freight included; the sum of the lines when absent. */
  readonly total?: number
}

/** Goods came back and are good: they are on the shelf again. Of a canceled order only its invoice is taken back. */
export function registerReturn(shop: Shop, entry: ReturnEntry) {
  const order = requireOrder(shop, entry.reference)
  const isCredit = order.state === 'canceled' && documents(shop, 'invoices', order).length > 0
  if (!isCredit && order.state !== 'shipped' && order.state !== 'delivered')
    throw conflict(`The order is ${order.state}`)
  checkNumber(entry.number)
  const lines = pick(linesOf(shop, order), documents(shop, 'returns', order).flat(), entry.lines)
  shop.db.run('INSERT INTO returns (number, orderId, issuedAt, total, lines) VALUES (?, ?, ?, ?, ?)', [
    entry.number,
    order.id,
    shop.now(),
    entry.total ?? sumOf(lines),
    JSON.stringify(lines),
  ])
  if (!isCredit) restock(shop, lines)
  noteChange(shop, 'orders', entry.reference)
}

function restock(shop: Shop, lines: readonly CartLine[]) {
  for (const [sku, quantity] of unitsPerSku(lines)) {
    shop.db.run(
      `UPDATE stock SET onHand = onHand + ?
       WHERE rowid = (SELECT rowid FROM stock WHERE sku = ? ORDER BY onHand DESC LIMIT 1)`,
      [quantity, sku],
    )
    noteChange(shop, 'catalog', sku)
  }
}

const conflict = (detail: string) => new Problem(409, 'state-conflict', detail)

/** Marketplaces take nothing else as the number of a document (docs/partner-api.yaml, `Invoice`). */
function checkNumber(number: string) {
  if (!/^[A-Za-z0-9-]{1,80}$/.test(number)) {
    throw new Problem(422, 'invalid-request', 'a number is made of letters, digits and hyphens')
  }
}

/** @returns the lines of earlier invoices, returns or parcels of the order, one list each */
const documents = (shop: Shop, table: 'invoices' | 'returns' | 'packages', { id }: OrderRow): OrderLine[][] =>
  shop.db
    .all<{ lines: string }>(
      `SELECT ${table === 'packages' ? 'contents' : 'lines'} AS lines FROM ${table} WHERE orderId = ?`,
      [id],
    )
    .map(({ lines }) => JSON.parse(lines) as OrderLine[])

/** Lines of the order for what is wanted, or for all that no earlier document has. */
function pick(ordered: readonly OrderLine[], earlier: readonly CartLine[], wanted?: readonly CartLine[]): OrderLine[] {
  const used = unitsPerSku(earlier)
  const asked = wanted && unitsPerSku(wanted)
  const picked = ordered.flatMap(({ sku, quantity, unitPrice }) => {
    const gone = Math.min(quantity, used.get(sku) ?? 0)
    used.set(sku, (used.get(sku) ?? 0) - gone)
    const taken = Math.min(quantity - gone, asked ? (asked.get(sku) ?? 0) : Infinity)
    asked?.set(sku, (asked.get(sku) ?? 0) - taken)
    return taken > 0 ? [{ sku, quantity: taken, unitPrice }] : []
  })
  if (picked.length === 0 || [...(asked?.values() ?? [])].some((missing) => missing > 0)) {
    throw conflict('The order has no such units left')
  }
  return picked
}

const units = (lines: readonly CartLine[]) => lines.reduce((sum, { quantity }) => sum + quantity, 0)

const onTheWay = (shop: Shop, { id }: OrderRow): number[] =>
  shop.db
    .all<{ id: number }>('SELECT id FROM packages WHERE orderId = ? AND deliveredAt IS NULL', [id])
    .map((parcel) => parcel.id)

function addEvent(shop: Shop, packageId: number, description: string, city?: string, state?: string) {
  shop.db.run('INSERT INTO trackingEvents (packageId, at, description, city, state) VALUES (?, ?, ?, ?, ?)', [
    packageId,
    shop.now(),
    description,
    city,
    state,
  ])
}

import type { OrderLine } from '../bodies'
import type { Shop } from '../shop'
import { requireOrder } from './orderRow'
import type { OrderRow } from './orderRow'

/** What staff call an order. */
export const orderNumber = ({ id }: Pick<OrderRow, 'id'>) => `REF-${100_000 + id}`

/** `Order` of the document, as it is now. */
export function orderBody(shop: Shop, reference: string) {
  const order = requireOrder(shop, reference)
  return {
    reference,
    id: String(order.id),
    number: orderNumber(order),
    state: order.state,
    currency: order.currency,
    total: order.total,
    invoices: invoicesOf(shop, order),
    packages: packagesOf(shop, order),
    returns: returnsOf(shop, order),
  }
}

interface DocumentRow {
  readonly number: string
  readonly key: string | null
  readonly url: string | null
  readonly issuedAt: number
  readonly total: number
  readonly lines: string
}

const invoicesOf = (shop: Shop, { id }: OrderRow) =>
  shop.db
    .all<DocumentRow>('SELECT * FROM invoices WHERE orderId = ? ORDER BY rowid', [id])
    .map(({ number, key, url, issuedAt, total, lines }) => ({
      number,
      key,
      url,
      issuedAt: dateTime(issuedAt),
      total,
      lines: JSON.parse(lines) as OrderLine[],
    }))

const returnsOf = (shop: Shop, { id }: OrderRow) =>
  shop.db
    .all<DocumentRow>('SELECT * FROM returns WHERE orderId = ? ORDER BY rowid', [id])
    .map(({ number, issuedAt, total, lines }) => ({
      number,
      issuedAt: dateTime(issuedAt),
      total,
      lines: JSON.parse(lines) as OrderLine[],
    }))

interface PackageRow {
  readonly id: number
  readonly invoiceNumber: string
  readonly courier: string | null
  readonly trackingNumber: string | null
  readonly trackingUrl: string | null
  readonly dispatchedAt: number
  readonly deliveredAt: number | null
}

/** A parcel that left before its invoice was written is told once the invoice is there: the document wants its number. */
const packagesOf = (shop: Shop, { id }: OrderRow) =>
  shop.db
    .all<PackageRow>('SELECT * FROM packages WHERE orderId = ? AND invoiceNumber IS NOT NULL ORDER BY id', [id])
    .map((row) => ({
      id: `p${row.id}`,
      invoiceNumber: row.invoiceNumber,
      courier: row.courier,
      trackingNumber: row.trackingNumber,
      trackingUrl: row.trackingUrl,
      dispatchedAt: dateTime(row.dispatchedAt),
      deliveredAt: row.deliveredAt === null ? null : dateTime(row.deliveredAt),
      events: eventsOf(shop, row),
    }))

const eventsOf = (shop: Shop, { id }: PackageRow) =>
  shop.db
    .all<{
      at: number
      description: string
      city: string | null
      state: string | null
    }>('SELECT at, description, city, state FROM trackingEvents WHERE packageId = ? ORDER BY rowid', [id])
    .map((event) => ({ ...event, at: dateTime(event.at) }))

const dateTime = (at: number) => new Date(at).toISOString()

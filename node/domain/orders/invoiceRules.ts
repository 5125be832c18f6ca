import type { OrderRecord } from './orderRecord'
import type { PartnerInvoice } from './partnerOrder'

/** Other characters break tracking and the status change (KI 631970, 409225, 953285, 1302085). */
const NUMBER = /^[A-Za-z0-9-]{1,80}$/

/**
 * Why an invoice must not be sent (PROTOCOL §9.1), in words the partner can act on; undefined when it may.
 */
export function invoiceProblem(record: OrderRecord, invoice: PartnerInvoice): string | undefined {
  if (!NUMBER.test(invoice.number)) return 'the invoice number may hold letters, digits and "-" only'
  if (!(invoice.total > 0)) return 'the invoice has no value'
  if (invoice.lines.length === 0) return 'the invoice has no lines'
  const others = record.invoices.filter(({ number }) => number !== invoice.number)
  const sum = others.reduce((total, { value }) => total + value, invoice.total as number)
  if (sum > record.total) return `invoices of ${sum} exceed the order of ${record.total}`
  const ordered = new Set<string>(record.lines.map(({ sku }) => sku))
  const stranger = invoice.lines.find(({ sku }) => !ordered.has(sku))
  return stranger ? `SKU ${stranger.sku} is on the invoice but not in the order` : undefined
}

/** One row per SKU with its whole quantity: repeated SKUs prevent refunds (KI 1198829). */
export function invoiceRows(invoice: PartnerInvoice): { id: string; price: number; quantity: number }[] {
  const rows = new Map<string, { id: string; price: number; quantity: number }>()
  for (const { sku, quantity, unitPrice } of invoice.lines) {
    const row = rows.get(sku)
    rows.set(sku, { id: sku, price: row?.price ?? unitPrice, quantity: (row?.quantity ?? 0) + quantity })
  }
  return [...rows.values()]
}

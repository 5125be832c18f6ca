import { living } from './livingDocuments'
import { isReturnedInFull } from './returns'
import type { InvoiceFact, OrderLine, OrderRecord } from '../orderRecord'
import type { PartnerInvoice, PartnerReturn } from '../partnerOrder'
import { USABLE_NUMBER } from './usableNumbers'

/**
 * Why a sale invoice must not be sent (PROTOCOL §9.1), in words the partner can act on; undefined when it may.
 * @param others the other invoices of the order, as far as they can be read
 */
export function invoiceProblem(
  record: OrderRecord,
  invoice: PartnerInvoice,
  others: readonly Pick<PartnerInvoice, 'number' | 'lines'>[] = [],
): string | undefined {
  const sum = totalOf(record.invoices.filter(living(record, 'orderInvoice')), invoice)
  const earlier = others.filter(({ number }) =>
    record.invoices.some((fact) => fact.number === number && fact.acceptedAt),
  )
  return (
    documentProblem(invoice) ??
    (sum > record.total ? `invoices of ${sum} exceed the order of ${record.total}` : undefined) ??
    linesProblem(record.lines, invoice, earlier)
  )
}

/** The same for a return invoice: nothing is refunded before everything is invoiced, and never more than that. */
export function returnProblem(
  record: OrderRecord,
  invoice: PartnerReturn,
  others: readonly PartnerReturn[] = [],
): string | undefined {
  const invoiced = record.invoices.reduce((total, { acceptedAt, value }) => total + (acceptedAt ? value : 0), 0)
  const sum = totalOf((record.returns ?? []).filter(living(record, 'returnInvoice')), invoice)
  const earlier = others.filter(({ number }) =>
    record.returns?.some((fact) => fact.number === number && fact.acceptedAt),
  )
  return (
    documentProblem(invoice) ??
    (record.invoices.some(({ number }) => number === invoice.number)
      ? 'a sale invoice has the same number'
      : undefined) ??
    (isInvoicedInFull(record) ? undefined : 'the order is not invoiced in full: a return would refund nothing') ??
    (isReturnedInFull(record) ? 'everything was returned before' : undefined) ??
    (sum > invoiced ? `returns of ${sum} exceed the invoices of ${invoiced}` : undefined) ??
    linesProblem(record.lines, invoice, earlier)
  )
}

const isInvoicedInFull = ({ invoices, total }: OrderRecord) =>
  invoices.reduce((sum, { acceptedAt, value }) => sum + (acceptedAt ? value : 0), 0) >= total

const totalOf = (facts: readonly InvoiceFact[], invoice: PartnerReturn): number =>
  facts
    .filter(({ number }) => number !== invoice.number)
    .reduce((sum, { value }) => sum + value, invoice.total as number)

function documentProblem({ lines, number, total }: PartnerReturn): string | undefined {
  if (!USABLE_NUMBER.test(number)) return 'the invoice number may hold letters, digits and "-" only'
  if (!(total > 0)) return 'the invoice has no value'
  return lines.length === 0 ? 'the invoice has no lines' : undefined
}

/** VTEX matches lines by SKU and open quantity; what does not fit is never shown as delivered (KI 547053). */
function linesProblem(
  ordered: readonly OrderLine[],
  invoice: PartnerReturn,
  earlier: readonly Pick<PartnerReturn, 'number' | 'lines'>[],
): string | undefined {
  const left = new Map<string, number>()
  for (const { sku, quantity } of ordered) left.set(sku, (left.get(sku) ?? 0) + quantity)
  const others = earlier.filter(({ number }) => number !== invoice.number).flatMap(({ lines }) => lines)
  for (const { sku, quantity } of others) left.set(sku, (left.get(sku) ?? 0) - quantity)
  for (const { sku, quantity } of invoice.lines) {
    const units = left.get(sku)
    if (units === undefined) return `SKU ${sku} is on the invoice but not in the order`
    if (quantity > units) return `the invoices have more units of SKU ${sku} than the order`
    left.set(sku, units - quantity)
  }
  return undefined
}

/** One row per SKU with its whole quantity: repeated SKUs prevent refunds (KI 1198829). */
export function invoiceRows(invoice: Pick<PartnerInvoice, 'lines'>): { id: string; price: number; quantity: number }[] {
  const rows = new Map<string, { id: string; price: number; quantity: number }>()
  for (const { sku, quantity, unitPrice } of invoice.lines) {
    const row = rows.get(sku)
    rows.set(sku, { id: sku, price: row?.price ?? unitPrice, quantity: (row?.quantity ?? 0) + quantity })
  }
  return [...rows.values()]
}

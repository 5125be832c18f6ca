import { randomUUID } from 'crypto'

import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceRejected } from '../../domain/errors'
import { canceledAtMarketplace } from '../../domain/orders/cancellation/canceledElsewhere'
import { invoiceRows } from '../../domain/orders/invoices/invoiceRules'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { PartnerInvoice } from '../../domain/orders/partnerOrder'
import { isCanceledAtMarketplace } from '../../domain/orders/payable'
import type { InvoiceBody, MarketplaceOrder } from '../../typings/oms'
import type { StepOutcome } from './stepOutcome'

/**
 * Makes the one call for both kinds of invoice. Repeating it is safe: VTEX knows invoices by their number.
 * @returns undefined when VTEX has the invoice; otherwise what came instead
 */
export async function deliverInvoice(
  work: SellerWork,
  record: OrderRecord,
  type: InvoiceBody['type'],
  invoice: PartnerInvoice,
): Promise<StepOutcome | undefined> {
  const items = await rowsOf(work, record, invoice)
  if (!items) return { kind: 'dead', reason: 'Not sent: OMS does not show the marketplace’s SKU of every line' }
  try {
    await work.marketplaceOrders.sendInvoice(record.marketplaceOrderId, bodyOf(type, invoice, items))
    return undefined
  } catch (error) {
    if (!(error instanceof MarketplaceRejected) || (error.status !== 400 && error.status !== 409)) throw error
    return classified(work, record, invoice, error)
  }
}

/** A refusal is judged by what OMS says of the order; nothing is sent again blindly (AC-77). */
async function classified(
  work: SellerWork,
  { marketplaceOrderId }: OrderRecord,
  { number }: PartnerInvoice,
  refusal: MarketplaceRejected,
): Promise<StepOutcome | undefined> {
  const order = await work.marketplaceOrders.readOrder(marketplaceOrderId)
  if (isCanceledAtMarketplace(order)) {
    const now = work.clock.now()
    const reason = 'it took no invoice for a canceled order'
    return { kind: 'done', change: (current) => canceledAtMarketplace(current, randomUUID(), now, reason) }
  }
  if (order?.packageAttachment?.packages?.some(({ invoiceNumber }) => invoiceNumber === number)) return undefined
  throw refusal
}

type Row = InvoiceBody['items'][number]

/** Lines with the ids the settings ask for; undefined when OMS does not know the marketplace's id of an SKU. */
async function rowsOf(
  { marketplaceOrders, seller }: SellerWork,
  { marketplaceOrderId }: OrderRecord,
  invoice: PartnerInvoice,
): Promise<readonly Row[] | undefined> {
  const rows = invoiceRows(invoice)
  if (seller.invoiceLineIds === 'seller') return rows
  const order = await marketplaceOrders.readOrder(marketplaceOrderId)
  const renamed = rows.map((row) => ({ ...row, id: marketplaceSku(order, row.id) }))
  return renamed.every((row): row is Row => row.id !== undefined) ? renamed : undefined
}

const marketplaceSku = (order: MarketplaceOrder | undefined, sku: string) =>
  order?.items?.find(({ sellerSku }) => sellerSku === sku)?.id ?? undefined

const bodyOf = (type: InvoiceBody['type'], invoice: PartnerInvoice, items: readonly Row[]): InvoiceBody => ({
  type,
  issuanceDate: invoice.issuedAt,
  invoiceNumber: invoice.number,
  invoiceValue: invoice.total,
  invoiceKey: invoice.key ?? null,
  invoiceUrl: invoice.url ?? null,
  embeddedInvoice: null,
  courier: '',
  trackingNumber: '',
  trackingUrl: '',
  dispatchedDate: null,
  items,
})

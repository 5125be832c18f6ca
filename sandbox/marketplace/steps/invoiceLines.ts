import type { AccountState } from '../accountState'
import { invoicedQuantity, type MarketplaceOrder, type OrderItem, type PackageItem } from '../order'
import { unless, type Finding } from '../shape'

export interface InvoiceBody {
  readonly type: 'Output' | 'Input'
  readonly issuanceDate: string
  readonly invoiceNumber: string
  readonly invoiceValue: number
  readonly items: readonly InvoiceRow[]
  readonly [field: string]: unknown
}

interface InvoiceRow {
  readonly id: string
  readonly price: number
  readonly quantity: number
  readonly description?: string | null
}

/** Which id VTEX matches by is unknown (PROTOCOL C-48, U-09): the account says. */
function isOf(item: OrderItem, id: string, by: AccountState['options']['invoiceLinesAre'] = 'sellerSku') {
  if (by === 'either') return item.sellerSku === id || item.id === id
  return (by === 'marketplaceSku' ? item.id : item.sellerSku) === id
}

/**
 * Lines of the invoice over the order lines of their SKU, first line first: one row may cover several lines. What fits no
 * line stays visible with `itemIndex` null, or is left out, as the account is set (AC-96).
 */
export function matchItems(state: AccountState, order: MarketplaceOrder, body: InvoiceBody): PackageItem[] {
  const { invoiceLinesAre, unmatchedInvoiceLines = 'null' } = state.options
  const taken = new Map<number, number>()
  return body.items.flatMap((row) => {
    const shown = { price: row.price, description: row.description ?? null }
    let left = row.quantity
    const matched = order.items.flatMap((item, itemIndex): PackageItem[] => {
      const used = invoicedQuantity(order, body.type, itemIndex) + (taken.get(itemIndex) ?? 0)
      const limit = body.type === 'Input' ? invoicedQuantity(order, 'Output', itemIndex) : item.quantity
      const quantity = isOf(item, row.id, invoiceLinesAre) ? Math.min(left, limit - used) : 0
      if (quantity <= 0) return []
      left -= quantity
      taken.set(itemIndex, (taken.get(itemIndex) ?? 0) + quantity)
      return [{ ...shown, itemIndex, quantity, unitMultiplier: item.unitMultiplier }]
    })
    if (left === 0 || unmatchedInvoiceLines === 'omitted') return matched
    return [...matched, { ...shown, itemIndex: null, quantity: left, unitMultiplier: 1 }]
  })
}

/** VTEX accepts such an invoice, but infers its lines wrongly and never shows the order as delivered (KI 547053). */
export function lineFindings(body: InvoiceBody, rows: readonly PackageItem[]): Finding[] {
  const ids = body.items.map((row) => row.id)
  const asked = body.items.reduce((sum, row) => sum + row.quantity, 0)
  const found = rows.filter((row) => row.itemIndex !== null).reduce((sum, row) => sum + row.quantity, 0)
  return [
    ...unless(new Set(ids).size === ids.length, 'KI 1198829', 'the same SKU must be one invoice line, not several'),
    ...unless(asked === found, 'KI 547053', 'invoice lines must match SKUs and open quantities of the order'),
  ]
}

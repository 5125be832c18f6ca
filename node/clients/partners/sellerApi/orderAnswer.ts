import { fromOwnMinorUnit } from '../../../domain/currency'
import { marketplaceOrderId, sellerSkuId } from '../../../domain/ids'
import type { CurrencyCode } from '../../../domain/money'
import type { PartnerInvoice, PartnerOrderUpdate, PartnerPackage } from '../../../domain/orders/partnerOrder'
import { withUsableNumbers } from '../../../domain/orders/invoices/usableNumbers'
import type { Schemas } from './answerChecks'

/** An order of the document in our words. */
export const orderUpdateOf = (order: Schemas['Order'], currency: CurrencyCode): PartnerOrderUpdate =>
  withUsableNumbers({
    reference: marketplaceOrderId(order.reference),
    partnerId: order.id,
    partnerNumber: order.number,
    state: order.state,
    total: fromOwnMinorUnit(order.total, currency),
    ...(order.lines ? { goods: order.lines.map(({ sku, quantity }) => ({ sku: sellerSkuId(sku), quantity })) } : {}),
    invoices: (order.invoices ?? []).map((invoice) => invoiceOf(invoice, currency)),
    packages: (order.packages ?? []).map(packageOf),
    ...(order.returns?.length ? { returns: order.returns.map((goods) => invoiceOf(goods, currency)) } : {}),
  })

const invoiceOf = (
  invoice: Schemas['Invoice'] | (Schemas['Return'] & { key?: null; url?: null }),
  currency: CurrencyCode,
): PartnerInvoice => ({
  number: invoice.number,
  ...(invoice.key ? { key: invoice.key } : {}),
  ...(invoice.url ? { url: invoice.url } : {}),
  issuedAt: invoice.issuedAt,
  total: fromOwnMinorUnit(invoice.total, currency),
  lines: invoice.lines.map(({ sku, quantity, unitPrice }) => ({
    sku: sellerSkuId(sku),
    quantity,
    unitPrice: fromOwnMinorUnit(unitPrice, currency),
  })),
})

const packageOf = (parcel: Schemas['Package']): PartnerPackage => ({
  id: parcel.id,
  invoiceNumber: parcel.invoiceNumber,
  ...(parcel.courier ? { courier: parcel.courier } : {}),
  ...(parcel.trackingNumber ? { trackingNumber: parcel.trackingNumber } : {}),
  ...(parcel.trackingUrl ? { trackingUrl: parcel.trackingUrl } : {}),
  ...(parcel.dispatchedAt ? { dispatchedAt: parcel.dispatchedAt } : {}),
  ...(parcel.deliveredAt ? { deliveredAt: parcel.deliveredAt } : {}),
  ...(parcel.events?.length
    ? {
        events: parcel.events.map(({ at, description, city, state }) => ({
          at,
          description,
          ...(city ? { city } : {}),
          ...(state ? { state } : {}),
        })),
      }
    : {}),
})

import type { MarketplaceOrderId } from '../../../domain/ids'
import { minorUnits, type MinorUnits } from '../../../domain/money'
import { withUsableNumbers } from '../../../domain/orders/invoices/usableNumbers'
import type { CallBudget, PartnerInvoice, PartnerOrderUpdate, PartnerPackage } from '../partner'
import type { Answer } from './answer'
import { ORDER_UPDATES } from './documents/orders'
import { isDraft, partnerOrder } from './orderAnswer'
import { refundsAfter, returnsOf, unitsBack } from './refunds'
import type { VendureApi } from './vendureApi'

const REFERENCES_PER_REQUEST = 50

/** Asks for orders by reference, in batches one after the other: a shop is slow enough with one question at a time. */
export async function orderUpdates(
  api: VendureApi,
  references: readonly MarketplaceOrderId[],
  budget: CallBudget,
): Promise<PartnerOrderUpdate[]> {
  const wanted = [...new Set(references)]
  const updates: PartnerOrderUpdate[] = []
  for (let from = 0; from < wanted.length; from += REFERENCES_PER_REQUEST) {
    const batch = wanted.slice(from, from + REFERENCES_PER_REQUEST)
    const data = await api.ask(ORDER_UPDATES, {
      variables: { references: batch, take: batch.length * 2 },
      budget,
      ...(batch.length === 1 ? { subject: batch[0] } : {}),
    })
    const found = data
      .get('orders')
      .get('items')
      .list()
      .filter((order) => !isDraft(order))
      .map(orderUpdate)
    updates.push(...found.filter(({ reference }) => batch.includes(reference)))
  }
  return updates
}

function orderUpdate(order: Answer): PartnerOrderUpdate {
  const invoicedAt = order.get('customFields').get('invoicedAt')
  const refunds = invoicedAt.isNull ? [] : refundsAfter(order, invoicedAt.time())
  const invoice = invoiceOf(order, refunds)
  const summary = partnerOrder(order)
  const returns = invoice ? returnsOf(order, refunds, goodsOf) : []
  return withUsableNumbers({
    ...summary,
    state: summary.state === 'partiallyShipped' && hasLeftCompletely(order) ? 'shipped' : summary.state,
    invoices: invoice ? [invoice] : [],
    packages: invoice ? packages(order, invoice.number) : [],
    ...(returns.length > 0 ? { returns } : {}),
  })
}

/**
 * Vendure has no invoices: the shop writes the one invoice of an order into custom fields. What came back since is off
 * the order and still on the invoice.
 */
function invoiceOf(order: Answer, refunds: readonly Answer[]): PartnerInvoice | undefined {
  const custom = order.get('customFields')
  const number = custom.get('invoiceNumber').optionalText()
  if (number === undefined) {
    return undefined
  }
  const back = unitsBack(refunds)
  const backOf = (line: Answer) => back.get(line.get('id').id()) ?? 0
  const rows = order.get('lines').list()
  const cameBack = rows.reduce((sum, line) => sum + backOf(line) * unitPrice(line), 0)
  return {
    number,
    key: custom.get('invoiceKey').optionalText(),
    url: custom.get('invoiceUrl').optionalText(),
    issuedAt: custom.get('invoicedAt').time(),
    total: minorUnits(order.get('totalWithTax').amount() + cameBack),
    lines: rows
      .map((line) => ({ ...goodsOf(line), quantity: line.get('quantity').integer() + backOf(line) }))
      .filter(({ quantity }) => quantity > 0),
  }
}

const goodsOf = (line: Answer) => ({
  sku: line.get('productVariant').get('sku').text() as PartnerInvoice['lines'][number]['sku'],
  unitPrice: unitPrice(line),
})

const unitPrice = (line: Answer): MinorUnits => {
  const agreed = line.get('customFields').get('agreedUnitPrice')
  return agreed.isNull ? line.get('proratedUnitPriceWithTax').amount() : agreed.amount()
}

/** Parcels that have left. One that is only packed has no news for the shopper. */
function packages(order: Answer, invoiceNumber: string): PartnerPackage[] {
  return order
    .get('fulfillments')
    .list()
    .filter(hasLeft)
    .map((parcel) => {
      const id = parcel.get('id').id()
      return {
        id,
        invoiceNumber,
        courier: parcel.get('method').optionalText(),
        trackingNumber: parcel.get('trackingCode').optionalText(),
        dispatchedAt: reachedAt(order, id, 'Shipped') ?? parcel.get('createdAt').time(),
        deliveredAt: reachedAt(order, id, 'Delivered'),
      }
    })
}

const hasLeft = (parcel: Answer) => ['Shipped', 'Delivered'].includes(parcel.get('state').text())

/** A partly delivered order whose every unit is on its way or there has left completely. */
function hasLeftCompletely(order: Answer): boolean {
  const units = (holders: Answer[]) => holders.reduce((sum, holder) => sum + holder.get('quantity').integer(), 0)
  const gone = order
    .get('fulfillments')
    .list()
    .filter(hasLeft)
    .flatMap((parcel) => parcel.get('lines').list())
  return units(gone) >= units(order.get('lines').list())
}

/** When a parcel came into a state: only the order's history knows (PARTNERS §3, trap 6). */
function reachedAt(order: Answer, parcelId: string, state: string): string | undefined {
  const entry = order
    .get('history')
    .get('items')
    .list()
    .find((item) => {
      const data = item.get('data')
      return data.get('fulfillmentId').id() === parcelId && data.get('to').text() === state
    })
  return entry?.get('createdAt').time()
}

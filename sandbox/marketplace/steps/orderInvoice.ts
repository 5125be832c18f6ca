import { randomUUID } from 'node:crypto'
import type { AccountState } from '../accountState'
import { invoicedValue, type MarketplaceOrder, type Package, type PackageItem } from '../order'
import { isInProgress } from '../modifications/orderModification'
import { moveTo, type OrderStatus } from '../orderStatus'
import {
  anyText,
  arrayOf,
  cents,
  dateTime,
  findings,
  matching,
  nullable,
  object,
  oneOf,
  positiveInteger,
  text,
  unless,
  type Finding,
} from '../shape'
import { lineFindings, matchItems, type InvoiceBody } from './invoiceLines'
import { decline, forbidden, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §9.1'

const nullableText = nullable(anyText)

/** Numbers with spaces, slashes or # break tracking and the status change (KI 631970, 409225, 953285, 1302085). */
export const invoiceNumber = matching(/^[A-Za-z0-9-]+$/, 'made of letters, digits and dashes only')

const invoice = object(
  {
    type: oneOf('Output', 'Input'),
    issuanceDate: dateTime,
    invoiceNumber,
    invoiceValue: positiveInteger,
    items: arrayOf(object({ id: text, price: cents, quantity: positiveInteger }, { description: nullableText }), 1),
  },
  {
    invoiceKey: nullableText,
    invoiceUrl: nullableText,
    embeddedInvoice: nullable(matching(/^(?!https?:)/i, 'the XML text, not its address')),
    courier: nullableText,
    trackingNumber: nullableText,
    trackingUrl: nullableText,
    dispatchedDate: nullableText,
  },
)

/** `{date, orderId, receipt}` of every OMS write. */
export const omsReceipt = (order: MarketplaceOrder, now: Date) => ({
  date: now.toISOString(),
  orderId: order.orderId,
  receipt: randomUUID().replaceAll('-', ''),
})

const INVOICEABLE: readonly OrderStatus[] = [
  'payment-approved',
  'request-cancel',
  'waiting-for-seller-decision',
  'invoiced',
]

function valueFindings(order: MarketplaceOrder, body: InvoiceBody): Finding[] {
  const limit = body.type === 'Output' ? order.value : invoicedValue(order, 'Output')
  const total = invoicedValue(order, body.type) + body.invoiceValue
  return [
    ...unless(total <= limit, RULE, `${body.type} invoices would add up to ${total}, more than ${limit}`),
    ...unless(
      body.type === 'Output' || order.status === 'invoiced',
      RULE,
      'an Input invoice refunds nothing before the order is fully invoiced',
    ),
  ]
}

/** An invoice that cannot be taken; whether that is the seller's mistake depends on who closed the order. */
function wrongState(order: MarketplaceOrder): StepAnswer {
  const message = `An order in ${order.status} does not accept invoices`
  const unpaid = !order.authorizedDate
  const canceledBySeller = order.cancellationReceipt !== null || order.cancellationData?.RequestedBySellerNotification
  if (unpaid || canceledBySeller) return refuse(409, 'ORD039', findings(RULE, [message]))
  return decline(409, 'ORD039', message)
}

const optionalText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

const packageOf = (body: InvoiceBody, items: PackageItem[], sent: string): Package => ({
  type: body.type,
  invoiceNumber: body.invoiceNumber,
  invoiceValue: body.invoiceValue,
  issuanceDate: body.issuanceDate,
  invoiceKey: optionalText(body.invoiceKey),
  invoiceUrl: optionalText(body.invoiceUrl),
  embeddedInvoice: optionalText(body.embeddedInvoice),
  items,
  sent,
  courier: optionalText(body.courier),
  trackingNumber: optionalText(body.trackingNumber),
  trackingUrl: optionalText(body.trackingUrl),
  dispatchedDate: optionalText(body.dispatchedDate),
  courierStatus: null,
})

/** `invoice` is a passing status in which totals are compared. */
function settle(state: AccountState, order: MarketplaceOrder, now: Date) {
  for (const request of order.cancellationRequests) request.deniedBySeller = true
  moveTo(state, order, 'invoice', now)
  const complete = invoicedValue(order, 'Output') === order.value
  moveTo(state, order, complete ? 'invoiced' : 'payment-approved', now)
  if (complete) order.invoicedDate = now.toISOString()
}

function receive({ state, params, body, now, caller }: StepRequest): StepAnswer {
  const order = state.orders.get(params.marketplaceOrderId)
  if (!order) return decline(404, 'OMS004', 'Order not found in this account')
  const wrongShape = findings(RULE, invoice(body, 'invoice'))
  if (wrongShape.length > 0) return refuse(400, 'ORD038', wrongShape)

  const received = body as InvoiceBody
  if (received.type === 'Input' && !state.permissions.allow(caller.kind, ['Notify refund'])) return forbidden()
  const sent = JSON.stringify(body)
  const repeated = order.packages.find((one) => one.invoiceNumber === received.invoiceNumber)
  if (repeated) {
    const changed = unless(repeated.sent === sent, RULE, 'values cannot be changed under the same invoiceNumber')
    return { status: 200, body: omsReceipt(order, now), findings: changed }
  }
  if (!INVOICEABLE.includes(order.status)) return wrongState(order)
  const wrongValue = valueFindings(order, received)
  if (wrongValue.length > 0) return refuse(400, 'ORD039', wrongValue)

  const items = matchItems(state, order, received)
  // OMS takes it all the same, and then may hold more than the order is worth.
  const crossing = unless(
    !order.modifications.some(isInProgress),
    'KI 1348894',
    'an invoice must wait until the modification of the order is over',
  )
  order.packages.push(packageOf(received, items, sent))
  if (received.type === 'Output') settle(state, order, now)
  return { status: 200, body: omsReceipt(order, now), findings: [...lineFindings(received, items), ...crossing] }
}

export const orderInvoiceSteps: readonly Step[] = [
  {
    name: 'orderInvoice',
    method: 'POST',
    host: 'account',
    path: '/api/oms/pvt/orders/:marketplaceOrderId/invoice',
    body: 'required',
    subject: 'marketplaceOrderId',
    permissions: ['Notify invoice'],
    answer: receive,
  },
]

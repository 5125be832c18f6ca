import { invoicedQuantity, type MarketplaceOrder, type TrackingEvent } from '../order'
import {
  anyText,
  arrayOf,
  dateTime,
  findings,
  flag,
  isObject,
  matching,
  nullable,
  object,
  text,
  unless,
  type Finding,
} from '../shape'
import { invoiceNumber, omsReceipt } from './orderInvoice'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const TRACKING_RULE = 'PROTOCOL §9.2'
const STATUS_RULE = 'PROTOCOL §9.3'

const tracking = object({
  trackingNumber: text,
  trackingUrl: nullable(anyText),
  courier: nullable(anyText),
  dispatchedDate: nullable(dateTime),
})

const trackingStatus = object({
  isDelivered: flag,
  deliveredDate: nullable(matching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/, 'yyyy-mm-dd hh:mm')),
  events: arrayOf(
    object({
      city: anyText,
      state: anyText,
      description: text,
      date: matching(/^\d{4}-\d\d-\d\d([T ]\S+)?$/, 'YYYY-MM-DD or full ISO 8601'),
    }),
  ),
})

/** The parcel a tracking call is about, or the answer that says why there is none. */
function parcelOf({ state, params, body }: StepRequest, rule: string, wrong: string[]) {
  const order = state.orders.get(params.marketplaceOrderId)
  if (!order) return { refused: decline(404, 'OMS004', 'Order not found in this account') }
  const wrongShape = findings(rule, [...invoiceNumber(params.invoiceNumber, 'invoiceNumber'), ...wrong])
  if (wrongShape.length > 0 || !isObject(body)) return { refused: refuse(400, 'OMS400', wrongShape) }
  const parcel = order.packages.find((one) => one.invoiceNumber === params.invoiceNumber)
  if (!parcel) return { refused: decline(404, 'ORD038', 'Invoice not found') }
  return { order, parcel, body }
}

/** Last write wins (inferred). */
function track(request: StepRequest): StepAnswer {
  const found = parcelOf(request, TRACKING_RULE, [
    ...tracking(request.body, 'tracking'),
    ...(isObject(request.body) && 'isDelivered' in request.body
      ? ['isDelivered belongs to trackingStatus (C-33)']
      : []),
  ])
  if (found.refused) return found.refused
  const { trackingNumber, trackingUrl, courier, dispatchedDate } = found.body as Record<string, string | null>
  Object.assign(found.parcel, { trackingNumber, trackingUrl, courier, dispatchedDate })
  return { status: 200, body: omsReceipt(found.order, request.now) }
}

const eventKey = (event: TrackingEvent) => [event.city, event.state, event.description, event.date].join('\n')

/** Whether VTEX replaces or appends is unknown (U-15): only the full list, without repeats, is safe either way. */
function eventFindings(before: readonly TrackingEvent[], after: readonly TrackingEvent[]): Finding[] {
  const keys = new Set(after.map(eventKey))
  return [
    ...unless(keys.size === after.length, STATUS_RULE, 'the same event must not be sent twice in one list'),
    ...unless(
      before.every((event) => keys.has(eventKey(event))),
      STATUS_RULE,
      'events sent before must be sent again',
    ),
  ]
}

function updateStatus(request: StepRequest): StepAnswer {
  const found = parcelOf(request, STATUS_RULE, trackingStatus(request.body, 'trackingStatus'))
  if (found.refused) return found.refused
  const { parcel } = found
  const body = found.body as { isDelivered: boolean; deliveredDate: string | null; events: TrackingEvent[] }
  const wrong = [
    ...unless(Boolean(parcel.trackingNumber), STATUS_RULE, 'a tracking number must be sent first'),
    ...unless(!body.isDelivered || body.deliveredDate !== null, STATUS_RULE, 'a delivered parcel needs deliveredDate'),
  ]
  if (wrong.length > 0) return refuse(400, 'OMS400', wrong)
  const eventsWrong = eventFindings(parcel.courierStatus?.data ?? [], body.events)
  parcel.courierStatus = {
    status: body.events[body.events.length - 1]?.description ?? '',
    finished: body.isDelivered,
    deliveredDate: body.deliveredDate,
    data: body.events,
  }
  return { status: 200, body: omsReceipt(found.order, request.now), findings: eventsWrong }
}

/** Units of all order lines that invoices of one type cover. */
const coveredQuantity = (order: MarketplaceOrder) =>
  order.items.reduce((total, _item, index) => total + invoicedQuantity(order, 'Output', index), 0)

/** Delivered = fully invoiced, every parcel arrived, and every invoice line matched to the order (KI 547053). */
export const isDelivered = (order: MarketplaceOrder) =>
  order.status === 'invoiced' &&
  coveredQuantity(order) === order.items.reduce((total, item) => total + item.quantity, 0) &&
  order.packages.filter((one) => one.type === 'Output').every((one) => one.courierStatus?.finished)

const INVOICE = '/api/oms/pvt/orders/:marketplaceOrderId/invoice/:invoiceNumber'

export const orderTrackingSteps: readonly Step[] = [
  {
    name: 'orderTracking',
    method: 'PATCH',
    host: 'account',
    path: INVOICE,
    body: 'required',
    subject: 'marketplaceOrderId',
    permissions: ['Notify invoice'],
    answer: track,
  },
  {
    name: 'trackingStatus',
    method: 'PUT',
    host: 'account',
    path: `${INVOICE}/tracking`,
    body: 'required',
    subject: 'marketplaceOrderId',
    permissions: ['Notify invoice'],
    answer: updateStatus,
  },
]

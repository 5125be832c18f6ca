import { isInProgress } from '../modifications/orderModification'
import { invoicedValue, type MarketplaceOrder } from '../order'
import { cancelOrder } from '../orderStatus'
import { findings, flag, object, text, unless, type Finding } from '../shape'
import { omsReceipt } from './orderInvoice'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §8.2'

/** `reason` is optional in the OMS schema but required by its twin: "always send one" (C-51). */
const cancellation = object({ reason: text }, { requestedByUser: flag })

function stateFindings(order: MarketplaceOrder): Finding[] {
  if (!order.isCompleted) return findings(RULE, ['an incomplete order cannot be canceled by the seller'])
  const invoiced = invoicedValue(order, 'Output')
  if (order.status === 'invoiced') {
    const returned = invoicedValue(order, 'Input') === invoiced
    return returned ? [] : findings(RULE, ['an invoiced order needs an Input invoice of its full value first'])
  }
  return invoiced > 0 ? findings(RULE, ['a partially invoiced order can never be canceled']) : []
}

function cancel({ state, params, body, now }: StepRequest): StepAnswer {
  const order = state.orders.get(params.marketplaceOrderId)
  if (!order) return decline(404, 'OMS004', 'Order not found in this account')
  const wrong = findings(RULE, cancellation(body, 'cancellation'))
  if (wrong.length > 0) return refuse(400, 'OMS400', wrong)
  if (order.status === 'canceled') return decline(400, 'OMS007', 'The order is already canceled')
  const wrongState = stateFindings(order)
  if (wrongState.length > 0) return refuse(400, 'OMS007', wrongState)
  const { reason, requestedByUser = false } = body as { reason: string; requestedByUser?: boolean }
  order.cancellationData = {
    RequestedByUser: requestedByUser,
    RequestedBySystem: false,
    RequestedBySellerNotification: true,
    RequestedByPaymentNotification: false,
    Reason: reason,
    CancellationDate: now.toISOString(),
  }
  const crossing = unless(
    !order.modifications.some(isInProgress),
    'PROTOCOL §16',
    'a modification must be finished or canceled before the order is',
  )
  cancelOrder(state, order, now)
  return { status: 200, body: omsReceipt(order, now), findings: crossing }
}

export const sellerCancellationSteps: readonly Step[] = [
  {
    name: 'sellerCancellation',
    method: 'POST',
    host: 'account',
    path: '/api/oms/pvt/orders/:marketplaceOrderId/cancel',
    body: 'required',
    subject: 'marketplaceOrderId',
    permissions: ['Cancel order'],
    answer: cancel,
  },
]

import type { AccountState } from '../accountState'
import { applyModification } from '../modifications/modifyOrder'
import { hasAgreed, type AgreementType, type OrderModification } from '../modifications/orderModification'
import type { MarketplaceOrder } from '../order'
import { findings, object, oneOf, unless, type Finding } from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §10.1'

/** The seller has acknowledged a modification: whoever tells it the next step may go on. */
export type Acknowledged = (state: AccountState, order: MarketplaceOrder, modification: OrderModification) => void

const agreement = object({ agreementType: oneOf('Acknowledgment', 'Confirmation') })

/** The handshake is Acknowledgment by the seller, Confirmation by the marketplace, Confirmation by the seller. */
function turnFindings(modification: OrderModification, type: AgreementType): Finding[] {
  if (type === 'Acknowledgment' || modification.requestedBy === 'seller') return []
  return [
    ...unless(hasAgreed(modification, 'seller', 'Acknowledgment'), RULE, 'Confirmation needs the Acknowledgment first'),
    ...unless(
      hasAgreed(modification, 'marketplace', 'Confirmation'),
      RULE,
      'the seller confirms after the Confirmation of the marketplace',
    ),
  ]
}

function agree(request: StepRequest, acknowledged: Acknowledged): StepAnswer {
  const { state, params, body, now } = request
  const order = state.orders.get(params.marketplaceOrderId)
  if (!order) return decline(404, 'CHK0201', 'Order not found')
  const modification = order.modifications.find((one) => one.requestId === params.requestId)
  if (!modification) return decline(404, 'CHK0289', 'Change order request not found')
  const wrong = findings('PROTOCOL §10.2', agreement(body, 'agreement'))
  if (wrong.length > 0) return refuse(400, 'SalesOrderSystem035', wrong)

  const { agreementType } = body as { agreementType: AgreementType }
  const answer = { orderId: order.orderId, changeRequestId: modification.requestId, agreementType }
  // Repeating an agreement is harmless, whatever became of the modification (PROTOCOL §10.2).
  if (hasAgreed(modification, 'seller', agreementType)) return { status: 200, body: answer }
  if (modification.status === 'canceled') return decline(400, 'SalesOrderSystem017', 'The change was canceled')
  if (order.status === 'canceled') return decline(400, 'SalesOrderSystem008', 'Cannot change cancelled order')
  const outOfTurn = turnFindings(modification, agreementType)
  if (outOfTurn.length > 0) return refuse(400, 'CHK0124', outOfTurn)

  modification.agreements.push({ from: 'seller', type: agreementType, at: now.toISOString() })
  if (agreementType === 'Confirmation') {
    applyModification(state, order, modification.body, now)
    modification.status = 'done'
    return { status: 200, body: answer }
  }
  if (modification.status === 'waiting-acknowledgement') modification.status = 'waiting-confirmation'
  return { status: 200, body: answer, afterwards: () => acknowledged(state, order, modification) }
}

/** Both documented routes (PROTOCOL C-34); the second hangs from the marketplace services endpoint. */
const ROUTES = ['/api/order-system/orders', '/api/oms/pvt/orders']

export const sendAgreementSteps = (acknowledged: Acknowledged): readonly Step[] =>
  ROUTES.map((route) => ({
    name: 'sendAgreement',
    method: 'POST',
    host: 'account',
    path: `${route}/:marketplaceOrderId/changes/:requestId/send-agreement`,
    body: 'required',
    subject: 'marketplaceOrderId',
    permissions: ['Change order', 'Cancel order', 'Orders Full Access'],
    answer: (request) => agree(request, acknowledged),
  }))

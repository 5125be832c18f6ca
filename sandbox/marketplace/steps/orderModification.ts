import type { AccountState } from '../accountState'
import { cancelModification, openModification } from '../modifications/openModification'
import { modifiedOrder } from '../modifications/modifyOrder'
import { isInProgress, type ModificationBody, type OrderModification } from '../modifications/orderModification'
import { modificationShape } from '../modifications/modificationShape'
import type { MarketplaceOrder } from '../order'
import { findings, matching, object } from '../shape'
import { decline, refuse, type Step, type StepAnswer, type StepRequest } from './step'

const RULE = 'PROTOCOL §10.3'
const BAD_REQUEST = 400

const orderOf = ({ state, params }: StepRequest) => state.orders.get(params.marketplaceOrderId)

const noOrder = () => decline(404, 'CHK0201', 'Order not found')

/** A modification as every answer of the order system shows it. */
function modificationView(modification: OrderModification) {
  const { requestId, workflowId, body, totalChangeValue } = modification
  return { requestId, workflowId, ...body, totalChangeValue, totals: [] }
}

const detailView = (state: AccountState, order: MarketplaceOrder, modification: OrderModification) => ({
  ...modificationView(modification),
  status: modification.status,
  inProgress: isInProgress(modification),
  date: modification.date,
  origin: { account: state.account, orderId: order.orderId, component: 'MarketplaceComponent' },
  settings: {},
  logs: modification.agreements.map(({ from, type, at }) => ({ date: at, message: `${type} from ${from}` })),
})

type Work = (order: MarketplaceOrder, request: StepRequest) => StepAnswer

const withOrder =
  (work: Work): Step['answer'] =>
  (request) => {
    const order = orderOf(request)
    return order ? work(order, request) : noOrder()
  }

/** @param work gets a modification of the order of the path */
const withModification = (
  work: (order: MarketplaceOrder, modification: OrderModification, request: StepRequest) => StepAnswer,
): Step['answer'] =>
  withOrder((order, request) => {
    const found = order.modifications.find((one) => one.requestId === request.params.requestId)
    return found ? work(order, found, request) : decline(404, 'CHK0289', 'Change order request not found')
  })

/** The body, checked, or the answer that refuses it. */
function asked({ body }: StepRequest): ModificationBody | StepAnswer {
  const wrong = findings(RULE, modificationShape(body, 'modification'))
  return wrong.length > 0 ? refuse(BAD_REQUEST, 'CHK0124', wrong) : (body as ModificationBody)
}

const create: Work = (order, request) => {
  const body = asked(request)
  if ('status' in body) return body
  const opened = openModification(request.state, order, body, { requestedBy: 'seller', now: request.now })
  if ('code' in opened) return refuse(BAD_REQUEST, opened.code, findings(RULE, [opened.message]))
  return { status: 202, body: modificationView(opened) }
}

const preview: Work = (order, request) => {
  const body = asked(request)
  if ('status' in body) return body
  const modified = modifiedOrder(request.state, order, body)
  if ('code' in modified) return decline(BAD_REQUEST, modified.code, modified.message)
  return { status: 200, body: { ...modified.body, totalChangeValue: modified.order.value - order.value, totals: [] } }
}

const cancellation = object({ reason: matching(/\S/, 'a non-empty reason') })

const cancel = withModification((_order, modification, { body }) => {
  const wrong = findings(RULE, cancellation(body, 'cancellation'))
  if (wrong.length > 0) return refuse(BAD_REQUEST, 'CHK0124', wrong)
  if (modification.status === 'done') {
    return refuse(BAD_REQUEST, 'CHK0124', findings(RULE, ['a processed modification cannot be canceled']))
  }
  if (isInProgress(modification)) cancelModification(modification, (body as { reason: string }).reason)
  return { status: 200 }
})

const retry = withModification((_order, modification) =>
  isInProgress(modification) ? { status: 204 } : decline(BAD_REQUEST, 'SalesOrderSystem016', 'Cannot retry change'),
)

const CHANGES = '/api/order-system/orders/:marketplaceOrderId/changes'

const step = (name: string, method: Step['method'], path: string, answer: Step['answer']): Step => ({
  name,
  method,
  host: 'account',
  path,
  body: method === 'GET' || path.endsWith('/retry') ? 'none' : 'required',
  subject: 'marketplaceOrderId',
  permissions: ['Change order', 'Cancel order', 'Orders Full Access'],
  answer,
})

export const orderModificationSteps: readonly Step[] = [
  step('createModification', 'PATCH', CHANGES, withOrder(create)),
  step('previewModification', 'POST', `${CHANGES}/preview`, withOrder(preview)),
  step(
    'listModifications',
    'GET',
    CHANGES,
    withOrder((order, { state }) => ({
      status: 200,
      body: { requests: order.modifications.map((one) => detailView(state, order, one)) },
    })),
  ),
  step(
    'readModification',
    'GET',
    `${CHANGES}/:requestId`,
    withModification((order, modification, { state }) => ({
      status: 200,
      body: detailView(state, order, modification),
    })),
  ),
  step('retryModification', 'POST', `${CHANGES}/:requestId/retry`, retry),
  step('cancelModification', 'POST', `${CHANGES}/:requestId/cancel`, cancel),
]

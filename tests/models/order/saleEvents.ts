import { authorizeFulfillment } from '../../../node/middlewares/authorizeFulfillment/authorizeFulfillment'
import { orderCancellation } from '../../../node/middlewares/orderCancellation/orderCancellation'
import { orderPlacement } from '../../../node/middlewares/orderPlacement/orderPlacement'
import { ORDER_ID } from '../../unit/fixtures/orders'
import { placementBody } from '../../unit/fixtures/placementBody'
import { answerOf, SOON_S, type Answer, type ModelEvent } from './modelEvent'

const params = { orderId: `XS-${ORDER_ID}` }
const cancellation = {
  marketplaceOrderId: ORDER_ID,
  cancellationRequestId: 'request-1',
  reason: 'x',
  requestedByUser: true,
}

const isConfirmed = ({ status, body }: Answer) => status === 200 && Object.keys(body as object).length > 0

/** What the marketplace does about a sale. */
export const SALE_EVENTS: readonly ModelEvent[] = [
  {
    name: 'place',
    afterS: SOON_S,
    possible: ({ oms }) => ['nothing', 'order-create-error', 'payment-pending'].includes(oms.state.status),
    first: ({ oms }) => {
      if (oms.state.status === 'nothing') oms.change({ status: 'order-create-error' })
    },
    run: ({ work }) => answerOf(orderPlacement, { work, body: [placementBody()] }),
    seen: ({ oms }, { status }) => {
      if (status === 200 && oms.state.status === 'order-create-error') {
        oms.change({ status: 'payment-pending', accepted: true })
      }
    },
  },
  {
    name: 'marketplace gives the placement up',
    afterS: SOON_S,
    possible: ({ oms }) => oms.state.status === 'order-create-error',
    first: ({ oms }) => oms.change({ status: 'canceled' }),
  },
  {
    name: 'authorize',
    afterS: SOON_S,
    possible: ({ oms: { state } }) =>
      state.status === 'payment-pending' ||
      (state.paid && !state.authorizationConfirmed && state.status !== 'canceled'),
    goesOn: ({ oms }) => oms.state.paid,
    first: ({ oms }) => {
      if (oms.state.status === 'payment-pending') oms.change({ status: 'payment-approved', paid: true })
    },
    run: ({ work }) => answerOf(authorizeFulfillment, { work, body: { marketplaceOrderId: ORDER_ID }, params }),
    seen: ({ oms }, { status }) => {
      if (status === 200) oms.change({ authorizationConfirmed: true })
    },
  },
  {
    // An invoiced order too: the request and the invoice can cross.
    name: 'ask to cancel',
    afterS: SOON_S,
    possible: ({ oms }) =>
      ['payment-pending', 'payment-approved', 'request-cancel', 'invoiced'].includes(oms.state.status),
    goesOn: ({ oms }) => oms.state.status === 'request-cancel',
    first: ({ oms }) => {
      if (oms.state.status !== 'invoiced') oms.change({ status: 'request-cancel' })
    },
    run: ({ work }) => answerOf(orderCancellation, { work, body: cancellation, params }),
    seen: ({ oms }, answer) => {
      if (!isConfirmed(answer)) return
      oms.change({ cancellationConfirmed: true })
      if (oms.state.status === 'request-cancel') oms.cancellationConfirmed()
    },
  },
]

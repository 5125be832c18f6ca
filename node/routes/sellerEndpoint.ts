import { authorizeBodySchema } from '../middlewares/authorizeFulfillment/authorizeBody'
import { authorizeFulfillment } from '../middlewares/authorizeFulfillment/authorizeFulfillment'
import { answerInTime } from '../middlewares/fulfillmentSimulation/answerInTime'
import { fulfillmentSimulation } from '../middlewares/fulfillmentSimulation/fulfillmentSimulation'
import { readSimulation } from '../middlewares/fulfillmentSimulation/readSimulation'
import { errorBoundary } from '../middlewares/guards/errorBoundary'
import { jsonBody } from '../middlewares/guards/jsonBody'
import { method } from '../middlewares/guards/method'
import { redactAccessKey, sellerAccess } from '../middlewares/guards/sellerAccess'
import { wakeSweeper } from '../middlewares/guards/wakeSweeper'
import { cancelBodySchema } from '../middlewares/orderCancellation/cancelBody'
import { orderCancellation } from '../middlewares/orderCancellation/orderCancellation'
import { modificationBodySchema } from '../middlewares/orderModification/modificationBody'
import { orderModification } from '../middlewares/orderModification/orderModification'
import { agreementBodySchema, sendAgreement } from '../middlewares/orderModification/sendAgreement'
import { orderPlacement } from '../middlewares/orderPlacement/orderPlacement'
import { placementBodySchema } from '../middlewares/orderPlacement/placementBodySchema'
import { sellerPayment } from '../middlewares/sellerPayment/sellerPayment'
import { inbound, oneStep } from './route'

/** Payment data is not looked at: what is not read cannot be lost. */
const paymentRoute = oneStep('sellerPayment', [
  redactAccessKey,
  errorBoundary,
  sellerAccess,
  method('POST'),
  sellerPayment,
])

const simulationGuards = [redactAccessKey, errorBoundary, answerInTime, sellerAccess, method('POST', 'GET')]
const simulationRoute = oneStep('fulfillmentSimulation', [...simulationGuards, readSimulation, fulfillmentSimulation])
const placementRoute = inbound(['POST'], jsonBody(placementBodySchema), orderPlacement, wakeSweeper)
const authorizeRoute = inbound(['POST'], jsonBody(authorizeBodySchema), authorizeFulfillment, wakeSweeper)
const modificationRoute = inbound(['PATCH', 'POST'], jsonBody(modificationBodySchema), orderModification, wakeSweeper)
const agreementRoute = inbound(['POST'], jsonBody(agreementBodySchema), sendAgreement, wakeSweeper)
const cancellationRoute = inbound(['POST'], jsonBody(cancelBodySchema), orderCancellation, wakeSweeper)

/** What the marketplace asks at a seller's endpoint, in the order a sale goes through it. */
export const sellerEndpoint = {
  fulfillmentSimulation: simulationRoute,
  orderPlacement: placementRoute,
  authorizeFulfillment: authorizeRoute,
  orderCancellation: cancellationRoute,
  // The same steps below a base without `/api`: sources disagree on it (PROTOCOL C-02).
  fulfillmentSimulationWithoutApi: simulationRoute,
  orderPlacementWithoutApi: placementRoute,
  authorizeFulfillmentWithoutApi: authorizeRoute,
  orderCancellationWithoutApi: cancellationRoute,

  installmentOptions: paymentRoute,
  sellerPayment: paymentRoute,
  installmentOptionsWithoutApi: paymentRoute,
  sellerPaymentWithoutApi: paymentRoute,

  orderModification: modificationRoute,
  sendAgreement: agreementRoute,
  // No document says where they arrive at a seller: every plausible path (PROTOCOL §10.2, U-03).
  orderModificationWithoutApi: modificationRoute,
  sendAgreementWithoutApi: agreementRoute,
  orderModificationWithoutPvt: modificationRoute,
  sendAgreementWithoutPvt: agreementRoute,
  orderModificationWithoutApiAndPvt: modificationRoute,
  sendAgreementWithoutApiAndPvt: agreementRoute,
  orderModificationAtOrderSystem: modificationRoute,
  sendAgreementAtOrderSystem: agreementRoute,
  orderModificationAtOrderSystemWithoutApi: modificationRoute,
  sendAgreementAtOrderSystemWithoutApi: agreementRoute,
  orderModificationAtOrderSystemBelowApi: modificationRoute,
  sendAgreementAtOrderSystemBelowApi: agreementRoute,
}

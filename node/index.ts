import { Service, type ParamsContext, type RouteHandler } from '@vtex/api'

import { Clients } from './clients'
import { syncCatalog } from './events/catalog/syncCatalog'
import { partnerHints } from './events/hints/partnerHints'
import { onAppSetup } from './events/onAppSetup'
import { orderStatus } from './events/orderStatus/orderStatus'
import { deliverOutbox } from './events/outbox/deliverOutbox'
import { onSweep } from './events/sweep/onSweep'
import { authorizeBodySchema } from './middlewares/authorizeFulfillment/authorizeBody'
import { authorizeFulfillment } from './middlewares/authorizeFulfillment/authorizeFulfillment'
import { answerInTime } from './middlewares/fulfillmentSimulation/answerInTime'
import { fulfillmentSimulation } from './middlewares/fulfillmentSimulation/fulfillmentSimulation'
import { readSimulation } from './middlewares/fulfillmentSimulation/readSimulation'
import { configuredSeller } from './middlewares/guards/configuredSeller'
import { errorBoundary } from './middlewares/guards/errorBoundary'
import { inSequence } from './middlewares/guards/inSequence'
import { jsonBody } from './middlewares/guards/jsonBody'
import { method } from './middlewares/guards/method'
import { operatorAccess } from './middlewares/guards/operatorAccess'
import { redactAccessKey, sellerAccess } from './middlewares/guards/sellerAccess'
import { wakeSweeper } from './middlewares/guards/wakeSweeper'
import { deadLetters } from './middlewares/operations/deadLetters'
import { decideCancellation, decisionBodySchema } from './middlewares/operations/decideCancellation'
import { doctor } from './middlewares/operations/doctor/doctor'
import { catalogSku, catalogSkus, resendSku } from './middlewares/operations/catalog/catalogSkus'
import { catalogStatus } from './middlewares/operations/catalog/catalogStatus'
import { catalogSync, catalogSyncBodySchema, stopCatalogSync } from './middlewares/operations/catalog/catalogSync'
import { eraseBodySchema, eraseOrder } from './middlewares/operations/eraseOrder'
import { health } from './middlewares/operations/health'
import { installHook } from './middlewares/operations/installHook'
import { installScheduler } from './middlewares/operations/installScheduler'
import { orderList } from './middlewares/operations/orderList'
import { orderTimeline } from './middlewares/operations/orderTimeline'
import { problems } from './middlewares/operations/problems'
import { reconcileBodySchema, reconcileOne } from './middlewares/operations/reconcileOne'
import { reconciliation, startReconciliation } from './middlewares/operations/reconciliation'
import { registerBodySchema, registerSeller } from './middlewares/operations/registerSeller/registerSeller'
import { replayBodySchema, replayStep } from './middlewares/operations/replayStep'
import { accessKeys } from './middlewares/operations/sellerStanding/accessKeys'
import { disconnectBodySchema, disconnectSeller } from './middlewares/operations/sellerStanding/disconnectSeller'
import { pauseBodySchema, pauseSeller, resumeSeller } from './middlewares/operations/sellerStanding/pauseSeller'
import { revokeBodySchema, revokeKeys } from './middlewares/operations/sellerStanding/revokeKeys'
import { operatorInvoiceBodySchema, sendOperatorInvoice } from './middlewares/operations/sendOperatorInvoice'
import { operatorTrackingBodySchema, sendOperatorTracking } from './middlewares/operations/sendOperatorTracking'
import { sellerActivity } from './middlewares/operations/sellerActivity'
import { schedulerAccess, tick } from './middlewares/operations/tick'
import { cancelBodySchema } from './middlewares/orderCancellation/cancelBody'
import { orderCancellation } from './middlewares/orderCancellation/orderCancellation'
import { hookAccess } from './middlewares/orderHook/hookAccess'
import { hookBodySchema, orderHook } from './middlewares/orderHook/orderHook'
import { modificationBodySchema } from './middlewares/orderModification/modificationBody'
import { orderModification } from './middlewares/orderModification/orderModification'
import { agreementBodySchema, sendAgreement } from './middlewares/orderModification/sendAgreement'
import { orderPlacement } from './middlewares/orderPlacement/orderPlacement'
import { placementBodySchema } from './middlewares/orderPlacement/placementBodySchema'
import { partnerWebhooks } from './middlewares/partnerWebhooks/partnerWebhooks'
import { signedWebhook } from './middlewares/partnerWebhooks/signedWebhook'
import { sellerPayment } from './middlewares/sellerPayment/sellerPayment'
import type { Middleware, RequestState, Step } from './typings/context'

type Route = RouteHandler<Clients, RequestState, ParamsContext>[]

/** The runtime times and cancels every entry of a list on its own: as one entry a step costs that once. */
const oneStep = (name: string, entries: readonly unknown[]): Route =>
  [inSequence(name, entries as Middleware[])] as Route

/** A call of the marketplace to a seller's endpoint: known by its key, in the protocol's shape. */
const inbound = <Body>(methods: string[], body: Middleware<Body>, step: Step<Body>, ...around: Middleware[]): Route =>
  oneStep(step.name, [redactAccessKey, errorBoundary, sellerAccess, method(...methods), ...around, body, step])

/** Payment data is not looked at: what is not read cannot be lost. */
const paymentRoute = oneStep('sellerPayment', [
  redactAccessKey,
  errorBoundary,
  sellerAccess,
  method('POST'),
  sellerPayment,
])

/** A call of an operator. */
const operation = (methods: string[], resource: string, ...steps: (Middleware<never> | Step<never>)[]): Route =>
  [errorBoundary, method(...methods), operatorAccess(resource), configuredSeller, ...steps] as Route

/** A call of an operator that is about all sellers, or about one whose settings cannot be used. */
const accountOperation = (methods: string[], resource: string, ...steps: (Middleware<never> | Step<never>)[]): Route =>
  [errorBoundary, method(...methods), operatorAccess(resource), ...steps] as Route

const simulationGuards = [redactAccessKey, errorBoundary, answerInTime, sellerAccess, method('POST', 'GET')]
const simulationRoute = oneStep('fulfillmentSimulation', [...simulationGuards, readSimulation, fulfillmentSimulation])
const placementRoute = inbound(['POST'], jsonBody(placementBodySchema), orderPlacement, wakeSweeper)
const authorizeRoute = inbound(['POST'], jsonBody(authorizeBodySchema), authorizeFulfillment, wakeSweeper)
const modificationRoute = inbound(['PATCH', 'POST'], jsonBody(modificationBodySchema), orderModification, wakeSweeper)
const agreementRoute = inbound(['POST'], jsonBody(agreementBodySchema), sendAgreement, wakeSweeper)
const cancellationRoute = inbound(['POST'], jsonBody(cancelBodySchema), orderCancellation, wakeSweeper)

export default new Service<Clients, RequestState, ParamsContext>({
  clients: { implementation: Clients, options: { default: { timeout: 1_500, retries: 0 } } },
  routes: {
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

    partnerWebhooks: [errorBoundary, method('POST'), signedWebhook, partnerWebhooks] as Route,

    orderHook: [errorBoundary, method('POST'), hookAccess, jsonBody(hookBodySchema), orderHook] as Route,

    registerSeller: operation(['POST'], 'save-seller', jsonBody(registerBodySchema), registerSeller),
    accessKeys: accountOperation(['GET'], 'OMSViewer', accessKeys),
    revokeKeys: accountOperation(['POST'], 'save-seller', jsonBody(revokeBodySchema), revokeKeys),
    pauseSeller: accountOperation(['POST'], 'save-seller', jsonBody(pauseBodySchema), pauseSeller),
    resumeSeller: accountOperation(['POST'], 'save-seller', jsonBody(pauseBodySchema), resumeSeller),
    disconnectSeller: accountOperation(['POST'], 'save-seller', jsonBody(disconnectBodySchema), disconnectSeller),
    doctor: accountOperation(['GET'], 'OMSViewer', doctor),
    sellerDoctor: accountOperation(['GET'], 'OMSViewer', doctor),
    catalogSync: operation(['POST'], 'save-seller', jsonBody(catalogSyncBodySchema), catalogSync),
    stopCatalogSync: operation(['POST'], 'save-seller', stopCatalogSync),
    catalogStatus: operation(['GET'], 'OMSViewer', catalogStatus),
    catalogSkus: operation(['GET'], 'OMSViewer', catalogSkus),
    catalogSku: operation(['GET'], 'OMSViewer', catalogSku),
    resendSku: operation(['POST'], 'save-seller', resendSku),
    sellerActivity: operation(['GET'], 'OMSViewer', sellerActivity),
    orderTimeline: operation(['GET'], 'OMSViewer', orderTimeline),
    orderList: operation(['GET'], 'OMSViewer', orderList),
    deadLetters: operation(['GET'], 'OMSViewer', deadLetters),
    replayStep: operation(['POST'], 'save-seller', jsonBody(replayBodySchema), replayStep),
    installScheduler: operation(['POST'], 'save-seller', installScheduler),
    reconcileOne: operation(['POST'], 'save-seller', jsonBody(reconcileBodySchema), reconcileOne),
    eraseOrder: operation(['POST'], 'save-seller', jsonBody(eraseBodySchema), eraseOrder),
    reconciliation: operation(['GET'], 'OMSViewer', reconciliation),
    startReconciliation: operation(['POST'], 'save-seller', startReconciliation),
    sendOperatorInvoice: operation(['POST'], 'save-seller', jsonBody(operatorInvoiceBodySchema), sendOperatorInvoice),
    sendOperatorTracking: operation(
      ['POST'],
      'save-seller',
      jsonBody(operatorTrackingBodySchema),
      sendOperatorTracking,
    ),
    decideCancellation: operation(['POST'], 'save-seller', jsonBody(decisionBodySchema), decideCancellation),
    sellerProblems: accountOperation(['GET'], 'OMSViewer', problems),
    installHook: accountOperation(['POST'], 'save-seller', installHook),
    problems: accountOperation(['GET'], 'OMSViewer', problems),

    tick: [errorBoundary, method('POST'), schedulerAccess, tick] as Route,
    health: [errorBoundary, method('GET', 'HEAD'), health] as Route,
  },
  events: { onAppSetup, deliverOutbox, syncCatalog, partnerHints, orderStatus, sweep: onSweep },
})

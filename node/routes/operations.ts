import { jsonBody } from '../middlewares/guards/jsonBody'
import { catalogSku, catalogSkus, resendSku } from '../middlewares/operations/catalog/catalogSkus'
import { catalogStatus } from '../middlewares/operations/catalog/catalogStatus'
import { catalogSync, catalogSyncBodySchema, stopCatalogSync } from '../middlewares/operations/catalog/catalogSync'
import { deadLetters } from '../middlewares/operations/deadLetters'
import { decideCancellation, decisionBodySchema } from '../middlewares/operations/decideCancellation'
import { doctor } from '../middlewares/operations/doctor/doctor'
import { eraseBodySchema, eraseOrder } from '../middlewares/operations/eraseOrder'
import { installHook } from '../middlewares/operations/installHook'
import { installScheduler } from '../middlewares/operations/installScheduler'
import { orderList } from '../middlewares/operations/orderList'
import { orderTimeline } from '../middlewares/operations/orderTimeline'
import { problems } from '../middlewares/operations/problems'
import { reconcileBodySchema, reconcileOne } from '../middlewares/operations/reconcileOne'
import { reconciliation, startReconciliation } from '../middlewares/operations/reconciliation'
import { registerBodySchema, registerSeller } from '../middlewares/operations/registerSeller/registerSeller'
import { replayBodySchema, replayStep } from '../middlewares/operations/replayStep'
import { sellerActivity } from '../middlewares/operations/sellerActivity'
import { accessKeys } from '../middlewares/operations/sellerStanding/accessKeys'
import { disconnectBodySchema, disconnectSeller } from '../middlewares/operations/sellerStanding/disconnectSeller'
import { pauseBodySchema, pauseSeller, resumeSeller } from '../middlewares/operations/sellerStanding/pauseSeller'
import { revokeBodySchema, revokeKeys } from '../middlewares/operations/sellerStanding/revokeKeys'
import { operatorInvoiceBodySchema, sendOperatorInvoice } from '../middlewares/operations/sendOperatorInvoice'
import { operatorTrackingBodySchema, sendOperatorTracking } from '../middlewares/operations/sendOperatorTracking'
import { accountOperation, operation } from './route'

/** What operators ask, from the Admin or by hand. */
export const operations = {
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
  sendOperatorTracking: operation(['POST'], 'save-seller', jsonBody(operatorTrackingBodySchema), sendOperatorTracking),
  decideCancellation: operation(['POST'], 'save-seller', jsonBody(decisionBodySchema), decideCancellation),
  sellerProblems: accountOperation(['GET'], 'OMSViewer', problems),
  installHook: accountOperation(['POST'], 'save-seller', installHook),
  problems: accountOperation(['GET'], 'OMSViewer', problems),
}

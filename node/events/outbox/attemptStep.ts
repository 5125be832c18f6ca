import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import {
  ConnectorError,
  MarketplaceRejected,
  MarketplaceUnavailable,
  PartnerRefused,
  PartnerUnavailable,
} from '../../domain/errors'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { OwedStep, OwedStepKind } from '../../domain/orders/owedStep'
import { acknowledgeChange } from './acknowledgeChange'
import { applyChange } from './applyChange'
import { authorizeAtPartner } from './authorizeAtPartner'
import { cancelAtPartner } from './cancelAtPartner'
import { cancelChange } from './cancelChange'
import { cancellationDeadline } from './cancellationDeadline'
import { checkInvoice } from './checkInvoice'
import { confirmChange } from './confirmChange'
import { releaseReservation } from './releaseReservation'
import { reportProblem } from './reportProblem'
import { resolvePlacement } from './resolvePlacement'
import { sendInvoice } from './sendInvoice'
import { sendReturnInvoice } from './sendReturnInvoice'
import { sendSellerCancellation } from './sendSellerCancellation'
import { sendTracking } from './sendTracking'
import { sendTrackingStatus } from './sendTrackingStatus'
import type { StepOutcome } from './stepOutcome'

type Attempt = (work: SellerWork, record: OrderRecord, step: OwedStep, budget: CallBudget) => Promise<StepOutcome>

const ATTEMPTS: Record<OwedStepKind, Attempt> = {
  resolvePlacement,
  authorizeAtPartner,
  cancelAtPartner,
  releaseReservation,
  orderInvoice: sendInvoice,
  orderTracking: sendTracking,
  trackingStatus: sendTrackingStatus,
  sellerCancellation: sendSellerCancellation,
  cancellationDeadline,
  returnInvoice: sendReturnInvoice,
  invoiceCheck: checkInvoice,
  changeAcknowledgment: acknowledgeChange,
  applyChange,
  changeConfirmation: confirmChange,
  changeCancellation: cancelChange,
  reportProblem,
}

/** Makes one attempt; decides in one place which failures are worth repeating (PROTOCOL §14.2). */
export async function attemptStep(
  work: SellerWork,
  record: OrderRecord,
  step: OwedStep,
  budget: CallBudget,
): Promise<StepOutcome> {
  try {
    return await ATTEMPTS[step.kind](work, record, step, budget)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error instanceof PartnerRefused) return { kind: 'dead', reason: error.message }
    if (error instanceof MarketplaceRejected && !isWorthRepeating(error, step))
      return { kind: 'dead', reason: error.message }
    if (!(error instanceof MarketplaceUnavailable || error instanceof PartnerUnavailable))
      return { kind: 'later', reason: error.message }
    const { retryAfterSeconds } = error
    return {
      kind: 'later',
      reason: error.message,
      unavailable: true,
      ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
    }
  }
}

/** An invoice that was accepted a moment ago may not be visible to tracking yet (PROTOCOL §14.2). */
const isWorthRepeating = ({ status }: MarketplaceRejected, { kind }: OwedStep) =>
  status === 404 && (kind === 'orderTracking' || kind === 'trackingStatus')

import { SellerRegister } from '../../clients/marketplace/sellerRegister'
import {
  commissionChanges,
  mappingChanges,
  registrationChanges,
  type CommissionRow,
  type RegistrationChange,
} from '../../domain/registration/registrationChanges'
import { sellerRegistration, type SellerRegistration } from '../../domain/registration/sellerRegistration'
import { fulfillmentEndpoint } from './fulfillmentEndpoint'
import type { SetupJob } from './setupJob'

/** What the marketplace has, and what it lacks to be as the settings say. */
export interface RegistrationPlan {
  readonly existing: Partial<SellerRegistration> | undefined
  readonly registration: SellerRegistration
  readonly registrationDiffers: boolean
  /** All rows to send, when one of them differs. */
  readonly commissions?: readonly CommissionRow[]
  readonly mappingDiffers: boolean
  /** The same for people. */
  readonly changes: readonly RegistrationChange[]
}

export const sellerRegister = ({ vtex, work, settings, operatorToken }: SetupJob) =>
  new SellerRegister(
    vtex,
    { clock: work.clock, journal: work.log, operationId: vtex.operationId, appKeyPair: settings.appKeyPair },
    operatorToken,
  )

/** Compares settings and marketplace. Reads only. @throws MarketplaceRejected, MarketplaceUnavailable */
export async function planRegistration(
  job: SetupJob,
  existing: Partial<SellerRegistration> | undefined,
  key: string,
): Promise<RegistrationPlan> {
  const { seller } = job.work
  const register = sellerRegister(job)
  const registration = sellerRegistration(seller, fulfillmentEndpoint(job, key), existing)
  const own = registrationChanges(existing, registration)
  const isNew = existing === undefined
  const commissions = commissionChanges(
    seller.commissions.length > 0 && !isNew ? await register.commissions(seller.sellerId) : [],
    seller.commissions,
  )
  const mapping = mappingChanges(
    seller.salesChannelMapping.length > 0 && !isNew ? await register.salesChannelMapping(seller.sellerId) : [],
    seller.salesChannelMapping,
  )
  return {
    existing,
    registration,
    registrationDiffers: own.length > 0,
    ...(commissions.changes.length > 0 ? { commissions: commissions.rows } : {}),
    mappingDiffers: mapping.length > 0,
    changes: [...own, ...commissions.changes, ...mapping],
  }
}

import { registrationChanges, type RegistrationChange } from '../../domain/registration/registrationChanges'
import type { SellerRegistration } from '../../domain/registration/sellerRegistration'
import { planRegistration, sellerRegister } from './planRegistration'
import type { SetupJob } from './setupJob'

export interface Published {
  readonly changes: readonly RegistrationChange[]
  readonly isActive: boolean
  /** What the marketplace shows otherwise than it was written. */
  readonly problem?: string
}

/** Without these VTEX does not reach the seller, or does not show it (PROTOCOL §3.2). */
const READ_BACK: readonly string[] = ['isActive', 'fulfillmentEndpoint', 'availableSalesChannels']

/**
 * Makes the marketplace have the seller as the settings say, and reads back what decides whether it sells.
 * @throws MarketplaceRejected, MarketplaceUnavailable: repeatable, what was written stays
 */
export async function publishSeller(
  job: SetupJob,
  existing: Partial<SellerRegistration> | undefined,
  key: string,
): Promise<Published> {
  const { sellerId, salesChannelMapping } = job.work.seller
  const register = sellerRegister(job)
  const plan = await planRegistration(job, existing, key)
  const { registration } = plan
  if (plan.registrationDiffers) await register.registerSeller(registration)
  if (plan.commissions) await register.saveCommissions(sellerId, plan.commissions)
  if (plan.mappingDiffers) await register.saveSalesChannelMapping(sellerId, salesChannelMapping)
  const told = { changes: plan.changes, isActive: registration.isActive }
  if (!plan.registrationDiffers) return told

  const shown = await register.readSeller(sellerId)
  const differing = registrationChanges(shown, registration).filter(({ field }) => READ_BACK.includes(field))
  if (differing.length === 0) return told
  const fields = differing.map(({ field }) => field).join(', ')
  return {
    ...told,
    problem: `The marketplace took the seller but does not show its ${fields} as written; look at the seller and its trade policies in Admin and save them there (known issue 515480), then register again`,
  }
}

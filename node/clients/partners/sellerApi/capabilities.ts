import type { Tenant } from '../../tenantCache'
import { TenantCache } from '../../tenantCache'
import type { Clock } from '../../../domain/clock'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget } from '../partner'
import type { Schemas } from './answerChecks'
import { GET_CAPABILITIES } from './operations'
import type { SellerApi } from './sellerApi'

const BELIEVED_MS = 10 * 60_000
const remembered = new TenantCache<{ readonly declared: Schemas['Capabilities']; readonly readAt: number }>(5_000)

/** Which optional parts the partner has, asked at most every 10 minutes. */
export async function capabilitiesOf(
  api: SellerApi,
  tenant: Tenant,
  seller: SellerSettings,
  clock: Clock,
  budget: CallBudget,
): Promise<Schemas['Capabilities']> {
  const key = `${seller.sellerId}\n${seller.partnerHost}`
  const known = remembered.get(tenant, key)
  if (known && clock.now() - known.readAt < BELIEVED_MS) return known.declared
  const declared = await api.call(GET_CAPABILITIES, { path: '/capabilities', budget }, (answer) => answer)
  remembered.set(tenant, key, { declared, readAt: clock.now() })
  return declared
}

import type { Clock } from '../../../domain/clock'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import { TenantCache, type Tenant } from '../../tenantCache'
import { PartnerGuard } from './partnerGuard'

const guards = new TenantCache<PartnerGuard>(5_000)

/** The guard of a seller's partner in this process; a new host or cap gets a new one. */
export function guardOf(tenant: Tenant, seller: SellerSettings, clock: Clock): PartnerGuard {
  const key = `${seller.sellerId}\n${seller.partnerHost}`
  const known = guards.get(tenant, key)
  if (known && known.atOnce === seller.partnerConcurrency) return known
  const guard = new PartnerGuard(seller.partnerConcurrency, clock)
  guards.set(tenant, key, guard)
  return guard
}

import type { SellerWork } from '../../clients/sellerWork'
import { TenantCache, type Tenant } from '../../clients/tenantCache'
import { ConnectorError } from '../../domain/errors'

const EVERY_MS = 10 * 60_000
/** Far longer than a placement can last: nobody is working on such a draft any more. */
const OLDER_THAN_MS = 30 * 60_000
const lastSwept = new TenantCache<number>(5_000)

/** Lets an adapter clear away what a crash left half made at the partner, where its platform has such leftovers. */
export async function sweepDrafts(tenant: Tenant, { clock, partner, seller }: SellerWork): Promise<void> {
  const now = clock.now()
  if (!partner.sweepDrafts || now - (lastSwept.get(tenant, seller.sellerId) ?? 0) < EVERY_MS) return
  lastSwept.set(tenant, seller.sellerId, now)
  try {
    await partner.sweepDrafts(new Date(now - OLDER_THAN_MS), { deadlineAt: now + 10_000 })
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
  }
}

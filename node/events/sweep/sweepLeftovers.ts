import type { SellerWork } from '../../clients/sellerWork'
import { TenantCache, type Tenant } from '../../clients/tenantCache'
import { ConnectorError } from '../../domain/errors'
import { isClosed } from '../../domain/orders/states'

const EVERY_MS = 10 * 60_000
/** Far longer than a placement can last: nobody is working on what is that old. */
const OLDER_THAN_MS = 30 * 60_000
const PARTNER_MS = 10_000
const lastSwept = new TenantCache<number>(5_000)

/** Clears away what crashes left behind: half-made orders at the partner, reservations nobody owns (DESIGN D16). */
export async function sweepLeftovers(tenant: Tenant, work: SellerWork): Promise<void> {
  const now = work.clock.now()
  if (now - (lastSwept.get(tenant, work.seller.sellerId) ?? 0) < EVERY_MS) return
  lastSwept.set(tenant, work.seller.sellerId, now)
  try {
    if (!work.partner.capabilities.reserves) await sweepReservations(work, now - OLDER_THAN_MS)
    await work.partner.sweepDrafts?.(new Date(now - OLDER_THAN_MS), { deadlineAt: now + PARTNER_MS })
  } catch (error) {
    // Tried again in ten minutes; what failed is in the journal.
    if (!(error instanceof ConnectorError)) throw error
  }
}

async function sweepReservations(work: SellerWork, takenBefore: number): Promise<void> {
  for (const [id, skus] of await work.reservations.heldSince(takenBefore)) {
    const record = (await work.orders.read(id)) ?? (await work.orders.read(id))
    // A 404 alone proves nothing: the claim knows whether there was a record (DESIGN D7).
    const gone = record ? isClosed(record.state) : !(await work.claims.isRecorded(id))
    if (gone) await work.reservations.release(id, skus)
  }
}

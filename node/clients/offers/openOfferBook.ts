import { partsOfSnapshotKey } from '../../domain/offers/offerSnapshot'
import { guardOf } from '../partners/resilience/guardOf'
import type { SellerWork } from '../sellerWork'
import type { SnapshotStore } from '../storage/snapshotStore'
import type { Tenant } from '../tenantCache'
import { KnownOffers } from './knownOffers'
import { OfferBook } from './offerBook'

/** The offers of a seller, for one piece of work. The partner is opened when nothing known will do. */
export function openOfferBook(work: SellerWork, tenant: Tenant, snapshots: SnapshotStore): OfferBook {
  const { seller, clock } = work
  const known = new KnownOffers({
    tenant,
    seller,
    snapshots,
    clock,
    onOutdated: async (keys) => {
      const skus = new Set(keys.map((key) => partsOfSnapshotKey(key).sku))
      await work.hints.add([...skus].map((id) => ({ kind: 'sku', id })))
    },
  })
  const guard = guardOf(tenant, seller, clock)
  return new OfferBook({ tenant, seller, partner: () => work.partner, guard, known, clock })
}

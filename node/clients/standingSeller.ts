import type { IOContext } from '@vtex/api'

import { withStanding } from '../domain/access/withStanding'
import type { Clock } from '../domain/clock'
import type { SellerSettings } from '../domain/settings/sellerSettings'
import { accessOf } from './accessCheck'
import type { Clients } from './index'
import { AccessStore } from './storage/accessStore'

/** The seller as settings and standing make it, for work that no key opened; the standing is believed for 30 s. */
export async function standingSeller(
  { clients, vtex }: { readonly clients: Clients; readonly vtex: IOContext },
  seller: SellerSettings,
  clock: Clock,
): Promise<SellerSettings> {
  return withStanding(seller, await accessOf(vtex, () => new AccessStore(clients.records), seller.sellerId, clock))
}

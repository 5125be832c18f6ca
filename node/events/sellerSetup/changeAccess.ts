import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'
import { rememberAccess } from '../../clients/accessCheck'
import { AccessStore } from '../../clients/storage/accessStore'
import type { SellerAccess } from '../../domain/access/sellerAccess'
import type { Clock } from '../../domain/clock'
import type { SellerId } from '../../domain/ids'

interface AccessOf {
  readonly clients: Clients
  readonly vtex: IOContext
  readonly clock: Clock
}

/** Changes keys or standing of a seller; this process knows it at once, the others within 30 s. */
export async function changeAccess(
  { clients, vtex, clock }: AccessOf,
  seller: SellerId,
  change: (access: SellerAccess) => SellerAccess,
): Promise<SellerAccess> {
  const access = await new AccessStore(clients.records).update(seller, change)
  rememberAccess(vtex, access, clock)
  return access
}

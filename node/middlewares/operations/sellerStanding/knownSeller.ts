import { settingsOf } from '../../../clients/settingsOf'
import { AccessStore } from '../../../clients/storage/accessStore'
import type { SellerAccess } from '../../../domain/access/sellerAccess'
import { NotFound } from '../../../domain/errors'
import { sellerId, type SellerId } from '../../../domain/ids'
import type { ConnectorSettings } from '../../../domain/settings/parseSettings'
import type { ConnectorContext } from '../../../typings/context'
import { routeParam } from '../../guards/sellerAccess'

export interface KnownSeller {
  readonly id: SellerId
  readonly access: SellerAccess
  readonly settings: ConnectorSettings
}

/**
 * A seller that was registered, whether its settings can be used, are wrong or are gone: stopping it must always work.
 * @throws NotFound; StorageUnavailable when its record exists and cannot be read
 */
export async function knownSeller(ctx: ConnectorContext<never>): Promise<KnownSeller> {
  const id = sellerId(routeParam(ctx, 'sellerId'))
  const access = await new AccessStore(ctx.clients.records).find(id)
  if (!access) throw new NotFound('No seller of this id was registered')
  return { id, access, settings: await settingsOf(ctx, ctx.state.clock) }
}

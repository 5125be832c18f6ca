import { keyStates } from '../../../domain/access/sellerAccess'
import type { ConnectorContext } from '../../../typings/context'
import { knownSeller } from './knownSeller'

/** Which keys open the seller's endpoint, how long, and whether retired ones are still used. Never the keys. */
export async function accessKeys(ctx: ConnectorContext<never>) {
  const { id, access } = await knownSeller(ctx)
  ctx.status = 200
  ctx.body = {
    sellerId: id,
    keys: keyStates(access, ctx.state.clock.now()),
    ...(access.pausedHereAt ? { pausedHereAt: access.pausedHereAt } : {}),
    ...(access.pausedThereAt ? { pausedThereAt: access.pausedThereAt } : {}),
    ...(access.disconnectedAt ? { disconnectedAt: access.disconnectedAt } : {}),
  }
}

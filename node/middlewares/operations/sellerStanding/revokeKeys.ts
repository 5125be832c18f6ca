import { keyStates, withRevokedKeys } from '../../../domain/access/sellerAccess'
import { changeAccess } from '../../../events/sellerSetup/changeAccess'
import type { ConnectorContext } from '../../../typings/context'
import { knownSeller } from './knownSeller'

export interface RevokeBody {
  /** The current key too: VTEX does not reach the seller until it is registered again. */
  readonly all?: boolean | null
}

export const revokeBodySchema = {
  type: 'object',
  properties: { all: { type: ['boolean', 'null'] } },
} as const

/** Ends retired keys before their time, because one of them leaked; other pods believe the old list for 30 s at most. */
export async function revokeKeys(ctx: ConnectorContext<RevokeBody>) {
  const { body, clock } = ctx.state
  const { id } = await knownSeller(ctx as ConnectorContext<never>)
  const access = await changeAccess({ clients: ctx.clients, vtex: ctx.vtex, clock }, id, (current) =>
    withRevokedKeys(current, body.all ? 'all' : 'retired'),
  )
  ctx.status = 200
  ctx.body = { sellerId: id, keys: keyStates(access, clock.now()) }
}

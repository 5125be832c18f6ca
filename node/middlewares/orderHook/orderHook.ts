import { followOrderStatus } from '../../events/orderStatus/followOrderStatus'
import type { ConnectorContext } from '../../typings/context'

/** PROTOCOL §11.3. */
export interface HookBody {
  readonly hookConfig?: string | null
  readonly OrderId?: string | null
  readonly State?: string | null
  readonly Origin?: { readonly Account?: string | null } | null
}

export const hookBodySchema = {
  type: 'object',
  properties: {
    hookConfig: { type: ['string', 'null'] },
    OrderId: { type: ['string', 'null'] },
    State: { type: ['string', 'null'] },
    Origin: { type: ['object', 'null'], properties: { Account: { type: ['string', 'null'] } } },
  },
} as const

/** VTEX counts anything slower than 5 s as undelivered. */
const WORKING_MS = 3_500

/**
 * The order hook: a safety net for calls that never came. A ping is answered and nothing is done (AC-86). What cannot be
 * followed now is answered 503, and VTEX tells it again.
 */
export async function orderHook(ctx: ConnectorContext<HookBody>) {
  const { body, clock, startedAt } = ctx.state
  const isOurs = !body.Origin?.Account || body.Origin.Account === ctx.vtex.account
  if (!body.hookConfig && isOurs)
    await followOrderStatus(ctx, { orderId: body.OrderId, status: body.State }, startedAt + WORKING_MS, clock)
  ctx.status = 200
  ctx.body = {}
}

import { openProblems } from '../../clients/openProblems'
import { settingsOf } from '../../clients/settingsOf'
import { NotFound } from '../../domain/errors'
import type { ConnectorContext } from '../../typings/context'
import { routeParam } from '../guards/sellerAccess'

/** What a person has to look at, each with its fix (DESIGN D15): of one seller, or of all. Read only. */
export async function problems(ctx: ConnectorContext) {
  const { clock } = ctx.state
  const settings = await settingsOf(ctx, clock)
  const only = routeParam(ctx, 'sellerId') || undefined
  const isKnown = only === undefined || settings.sellers.has(only) || settings.problems.some((p) => p.sellerId === only)
  if (!isKnown) throw new NotFound('The app settings hold no seller of this id')
  const sellers = await openProblems(ctx, settings, clock, only)
  ctx.status = 200
  ctx.body = only === undefined ? { sellers } : sellers[0]
}

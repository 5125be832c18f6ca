import { openSellerWork } from '../../clients/openSellerWork'
import { settingsOf } from '../../clients/settingsOf'
import { standingSeller } from '../../clients/standingSeller'
import { NotFound, SettingsError } from '../../domain/errors'
import type { Middleware } from '../../typings/context'
import { routeParam } from './sellerAccess'

/** Opens the work of the seller named in the path, for an operator: what is wrong with its settings is said. */
export const configuredSeller: Middleware = async function configuredSeller(ctx, next) {
  const id = routeParam(ctx, 'sellerId')
  const settings = await settingsOf(ctx, ctx.state.clock)
  const seller = settings.sellers.get(id)
  if (!seller) {
    const problem = settings.problems.find((candidate) => candidate.sellerId === id || candidate.sellerId === undefined)
    if (problem) throw new SettingsError(problem.field, problem.message.replace(`${problem.field}: `, ''))
    throw new NotFound('The app settings hold no seller of this id')
  }
  const { clock } = ctx.state
  ctx.state.work = openSellerWork(ctx, await standingSeller(ctx, seller, clock), settings, clock)
  await next()
}

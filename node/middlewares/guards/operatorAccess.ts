import { OperatorIdentity } from '../../clients/marketplace/operatorIdentity'
import { CallLog } from '../../domain/callJournal'
import { BadRequest, Forbidden, Unauthorized } from '../../domain/errors'
import type { Middleware } from '../../typings/context'

/**
 * Lets an operator in: a VtexId token of this account, in the cookie or in the header of the same name, with the
 * License Manager resource the operation needs. Platform rules on public routes are not relied upon (PLATFORM §2.4).
 * @param resource key of the License Manager resource
 */
export const operatorAccess = (resource: string): Middleware =>
  async function operatorAccessGuard(ctx, next) {
    // A cookie travels by itself: a form on a foreign page must not be able to act with it.
    if (ctx.method !== 'GET' && !ctx.is('application/json')) {
      throw new BadRequest('Send Content-Type: application/json')
    }
    const token = ctx.get('VtexIdclientAutCookie') || ctx.vtex.adminUserAuthToken
    if (!token) throw new Unauthorized('Send a VtexId token of this account in the header VtexIdclientAutCookie')
    const scope = { clock: ctx.state.clock, journal: new CallLog() }
    const identity = new OperatorIdentity(ctx.vtex, scope, token)
    if (!(await identity.isOfThisAccount())) throw new Unauthorized('The token is not valid in this account')
    if (!(await identity.may(resource))) throw new Forbidden(`The token lacks the resource ${resource}`)
    ctx.state.operatorToken = token
    await next()
  }

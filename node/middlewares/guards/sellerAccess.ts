import { REDACTED_KEY } from '../../domain/access/accessKey'
import { keyOpens } from '../../clients/accessCheck'
import { openSellerWork } from '../../clients/sellerWork'
import { settingsOf } from '../../clients/settingsOf'
import { AccessStore } from '../../clients/storage/accessStore'
import { NotFound } from '../../domain/errors'
import { sellerId } from '../../domain/ids'
import type { ConnectorContext, Middleware } from '../../typings/context'

/**
 * Takes the key out of everything that may be printed, before anything can print it: the runtime writes the path of
 * every request to its log (DESIGN D4). Must be the very first middleware.
 */
export const redactAccessKey: Middleware = async function redactAccessKey(ctx, next) {
  const key = routeParam(ctx, 'accessKey')
  accessKeys.set(ctx, key)
  ctx.vtex.route.params = { ...ctx.vtex.route.params, accessKey: REDACTED_KEY }
  if (key) {
    for (const shown of [key, encodeURIComponent(key)]) ctx.url = ctx.url.split(shown).join(REDACTED_KEY)
  }
  ctx.originalUrl = ctx.url
  for (const header of ['x-colossus-params', 'x-forwarded-path', 'x-original-url']) delete ctx.req.headers[header]
  await next()
}

const accessKeys = new WeakMap<object, string>()

/**
 * Lets in who knows the seller's key. A wrong key, an unknown seller and a seller without settings get the same 404.
 */
export const sellerAccess: Middleware = async function sellerAccess(ctx, next) {
  const id = sellerId(routeParam(ctx, 'sellerId'))
  const key = accessKeys.get(ctx) ?? ''
  const { clock } = ctx.state
  const settings = await settingsOf(ctx, clock)
  const open = await keyOpens(ctx.vtex, new AccessStore(ctx.clients.records), id, key, clock)
  const seller = settings.sellers.get(id)
  if (!open || !seller) throw new NotFound()
  ctx.state.work = openSellerWork(ctx, seller, settings, clock)
  await next()
}

/** A path parameter of a public route; VTEX hands them over already parsed. */
export function routeParam(ctx: Pick<ConnectorContext, 'vtex'>, name: string): string {
  const value = ctx.vtex.route.params[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

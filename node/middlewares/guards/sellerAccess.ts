import { REDACTED_KEY } from '../../domain/access/accessKey'
import { openedAgainBy, openedBy } from '../../clients/accessCheck'
import { countLateUse } from '../../clients/lateKeyUses'
import { openSellerWork } from '../../clients/openSellerWork'
import { believedSettings, settingsOf } from '../../clients/settingsOf'
import { AccessStore } from '../../clients/storage/accessStore'
import { ProblemStore } from '../../clients/storage/problemStore'
import { withStanding } from '../../domain/access/withStanding'
import { NotFound, TooManyCalls } from '../../domain/errors'
import { sellerId, type SellerId } from '../../domain/ids'
import { OFFERED_KEY, type ConnectorContext, type Middleware } from '../../typings/context'
import { countWrongKey, WRONG_KEYS_A_MINUTE } from './wrongKeys'

/**
 * Takes the key out of everything that may be printed, before anything can print it: the runtime writes the path of
 * every request to its log (DESIGN D4). Must be the very first middleware.
 */
export const redactAccessKey: Middleware = function redactAccessKey(ctx, next) {
  const key = routeParam(ctx, 'accessKey')
  ctx.state[OFFERED_KEY] = key
  ctx.vtex.route.params.accessKey = REDACTED_KEY
  ctx.req.url = ctx.originalUrl = redacted(ctx.req.url ?? '', key)
  const { headers } = ctx.req
  for (const header of CARRY_THE_PATH) if (headers[header] !== undefined) headers[header] = REDACTED_KEY
  return next()
}

const CARRY_THE_PATH = ['x-colossus-params', 'x-forwarded-path', 'x-original-url']

function redacted(url: string, key: string): string {
  if (key === '') return url
  const plain = without(key, url)
  // A key of ours is the same encoded; what a stranger sends instead of one may not be.
  return SAME_ENCODED.test(key) ? plain : without(encodeURIComponent(key), plain)
}

const SAME_ENCODED = /^[\w-]*$/

function without(key: string, url: string): string {
  const at = url.indexOf(key)
  if (at < 0) return url
  const end = at + key.length
  return url.slice(0, at) + REDACTED_KEY + without(key, url.slice(end))
}

/**
 * Lets in who knows the seller's key. A wrong key, an unknown seller and a seller without settings get the same 404,
 * and the same 429 when they come too often; the right key is never throttled.
 */
export const sellerAccess: Middleware = async function sellerAccess(ctx, next) {
  const id = sellerId(routeParam(ctx, 'sellerId'))
  const { clock, [OFFERED_KEY]: key = '' } = ctx.state
  const settings = believedSettings(ctx.vtex, clock) ?? (await settingsOf(ctx, clock))
  const store = () => new AccessStore(ctx.clients.records)
  const access = openedAgainBy(ctx.vtex, id, key, clock) ?? (await openedBy(ctx.vtex, store, id, key, clock))
  const seller = settings.sellers.get(id)
  if (!access) return refuse(ctx, id, seller !== undefined)
  if (!seller) throw new NotFound()
  // Not awaited: a count must not make a shopper wait, and one that is lost does no harm.
  void countLateUse(ctx.vtex, store, access, key, clock)
  ctx.state.work = openSellerWork(ctx, withStanding(seller, access), settings, clock)
  await next()
}

/** @throws NotFound, or TooManyCalls from the 31st within a minute on */
async function refuse(ctx: ConnectorContext, id: SellerId, isKnown: boolean): Promise<never> {
  const { clock } = ctx.state
  const count = countWrongKey(ctx.vtex, id, clock.now())
  if (count <= WRONG_KEYS_A_MINUTE) throw new NotFound()
  if (isKnown && count === WRONG_KEYS_A_MINUTE + 1) {
    await new ProblemStore(ctx.clients.records, ctx.vtex, id, clock).raise({
      code: 'wrongKey',
      subject: id,
      message: `More than ${WRONG_KEYS_A_MINUTE} calls in a minute came with a wrong key`,
      fix: 'If VTEX cannot reach the seller, register it again: the marketplace may have an old endpoint. Otherwise somebody is guessing; no key of 256 bits is found that way.',
    })
  }
  throw new TooManyCalls('Too many calls with a wrong key', 60)
}

/** A path parameter of a public route; VTEX hands them over already parsed. */
export function routeParam(ctx: Pick<ConnectorContext, 'vtex'>, name: string): string {
  const value = ctx.vtex.route.params[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

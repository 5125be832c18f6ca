import {
  BadRequest,
  BodyTooLarge,
  Forbidden,
  MarketplaceRejected,
  MarketplaceUnavailable,
  MethodNotAllowed,
  NotFound,
  NotImplemented,
  PartnerInDoubt,
  PartnerUnavailable,
  SettingsError,
  StepRefused,
  StorageUnavailable,
  TooManyCalls,
  TryAgainLater,
  Unauthorized,
  ConnectorError,
} from '../../domain/errors'
import { systemClock } from '../../clients/systemClock'
import type { ConnectorContext, Middleware } from '../../typings/context'

interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly headers?: Record<string, string>
}

/**
 * The only place where an error becomes a status (DESIGN D5). Answers VTEX's envelope; nothing raw leaves the app and
 * nothing of the request is echoed. Also puts `no-store` on every answer.
 */
export const errorBoundary: Middleware = async function errorBoundary(ctx, next) {
  ctx.state.clock = systemClock
  ctx.state.startedAt = systemClock.now()
  ctx.set('Cache-Control', 'no-store')
  try {
    await next()
  } catch (error) {
    answer(ctx, refusalOf(error))
    if (!(error instanceof ConnectorError)) logUnexpected(ctx, error)
  }
}

function answer(ctx: ConnectorContext, refusal: Refusal) {
  ctx.status = refusal.status
  for (const [name, value] of Object.entries(refusal.headers ?? {})) ctx.set(name, value)
  ctx.body = { error: { code: refusal.code, message: refusal.message, exception: null } }
}

export function refusalOf(error: unknown): Refusal {
  if (error instanceof StepRefused) {
    return { status: 409, code: error.code, message: error.message, headers: { 'x-vtex-error-code': error.code } }
  }
  if (error instanceof BadRequest) return { status: 400, code: 'badRequest', message: error.message }
  if (error instanceof BodyTooLarge) return { status: 413, code: 'bodyTooLarge', message: error.message }
  if (error instanceof Unauthorized) return { status: 401, code: 'unauthorized', message: error.message }
  if (error instanceof Forbidden) return { status: 403, code: 'forbidden', message: error.message }
  if (error instanceof NotFound) return { status: 404, code: 'notFound', message: error.message }
  if (error instanceof MethodNotAllowed) {
    return {
      status: 405,
      code: 'methodNotAllowed',
      message: error.message,
      headers: { Allow: error.allowed.join(', ') },
    }
  }
  if (error instanceof NotImplemented) return { status: 501, code: 'notImplemented', message: error.message }
  if (error instanceof TooManyCalls) {
    return {
      status: 429,
      code: 'tooManyCalls',
      message: error.message,
      headers: { 'Retry-After': String(error.retryAfterSeconds) },
    }
  }
  if (error instanceof SettingsError) return { status: 422, code: 'settings', message: error.message }
  if (error instanceof MarketplaceRejected) return { status: 502, code: 'marketplaceRejected', message: error.message }
  if (error instanceof TryAgainLater) return later('tryAgainLater', error.message, error.retryAfterSeconds)
  if (error instanceof PartnerUnavailable) return later('partnerUnavailable', error.message, error.retryAfterSeconds)
  if (error instanceof MarketplaceUnavailable)
    return later('marketplaceUnavailable', error.message, error.retryAfterSeconds)
  if (error instanceof StorageUnavailable) return later('storageUnavailable', error.message)
  if (error instanceof PartnerInDoubt) return later('outcomeUnknown', error.message)
  if (error instanceof ConnectorError) return later('unavailable', error.message)
  return { status: 500, code: 'ORD008', message: 'Unexpected failure; the log has its name' }
}

const DEFAULT_RETRY_AFTER_S = 5

const later = (code: string, message: string, seconds = DEFAULT_RETRY_AFTER_S): Refusal => ({
  status: 503,
  code,
  message,
  headers: { 'Retry-After': String(Math.ceil(seconds)) },
})

/** Name and place only: the message of a foreign error may hold anything. */
function logUnexpected(ctx: ConnectorContext, error: unknown) {
  const { name, stack } = error instanceof Error ? error : { name: typeof error, stack: undefined }
  const place = stack?.split('\n').find((line) => line.trim().startsWith('at '))
  ctx.vtex.logger.error({ event: 'unexpectedError', route: ctx.vtex.route.id, name, place: place?.trim() })
}

import type { ErrorRequestHandler } from 'express'
import { Problem } from './problem'

const TITLES: Record<string, string> = {
  'invalid-request': 'The request is not as described',
  unauthorized: 'The token is wrong',
  'order-not-found': 'No such order',
  'cursor-expired': 'Begin without a cursor',
  'out-of-stock': 'Out of stock',
  'unknown-sku': 'Not sold here',
  'price-changed': 'The price changed',
  'shipping-unavailable': 'This shipping option does not serve the order',
  'state-conflict': 'The state of the order does not allow it',
  'change-refused': 'The change cannot be applied',
  'idempotency-conflict': 'The key was used with another body',
  'rate-limited': 'Too many requests',
  unavailable: 'Come back later',
  internal: 'Something broke',
}

/** The one place where an error becomes an answer. Must be the last handler of the app. */
export const answerProblem: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error)
  const { status, code, detail, more } = problemOf(error)
  if (code === 'internal') console.error(error)
  if (more.retryAfter !== undefined) response.set('Retry-After', String(more.retryAfter))
  response
    .status(status)
    .type('application/problem+json')
    .json({ type: 'about:blank', title: TITLES[code], status, code, detail: detail.slice(0, 1000), ...more })
}

const DEFAULT_RETRY_SECONDS = 5

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) {
    return error.status === 503 && error.more.retryAfter === undefined
      ? new Problem(503, error.code, error.detail, { ...error.more, retryAfter: DEFAULT_RETRY_SECONDS })
      : error
  }
  // The body parser and the validator say with `status` that the caller is to blame.
  const { status = 500, message } = error as { status?: number; message: string }
  if (status === 401) return new Problem(401, 'unauthorized', 'Send the header "Authorization: Bearer TOKEN"')
  if (status >= 400 && status < 500) return new Problem(status, 'invalid-request', message)
  return new Problem(500, 'internal', 'See the log of the partner')
}

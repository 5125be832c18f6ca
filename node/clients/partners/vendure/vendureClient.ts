import { ExternalClient } from '@vtex/api'
import type { IOContext } from '@vtex/api'

import { OutboundDenied } from '../../../domain/errors'
import { TransportFailure } from './transportFailure'

/** What a shop answered: any status that carries a GraphQL body. */
export interface ShopResponse {
  readonly status: number
  readonly body: unknown
  /** Session token that the shop hands out with a login. */
  readonly token?: string
}

/** No answer of a shop is near this size (whole catalogue page: under 400 kB); more is a fault or an attack. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

const ADMIN_API = '/admin-api'

/** One POST to a shop's Admin API. Knows HTTP, deadlines and the platform's outbound proxy; knows nothing of GraphQL. */
export class VendureClient extends ExternalClient {
  /** @param host host of the shop, with its port if it has one */
  constructor(context: IOContext, host: string) {
    super(`http://${host}`, outboundContext(context), {
      headers: { 'x-vtex-use-https': 'true' },
      memoizable: false,
      retries: 0,
    })
  }

  /**
   * @param remainingMs time until the answer is of no use; it also ends an answer that only drips in
   * @throws TransportFailure when there is no answer to look at; OutboundDenied when the platform lets nothing out
   */
  async post(body: object, token: string | undefined, remainingMs: number): Promise<ShopResponse> {
    if (remainingMs <= 0) {
      throw new TransportFailure({ acted: 'no', status: 0, note: 'no time left' })
    }
    const abort = new AbortController()
    const alarm = setTimeout(() => abort.abort(), remainingMs)
    try {
      const response = await this.http.postRaw<unknown>(ADMIN_API, body, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        // The platform's timeout is socket inactivity and 1 s by default: ours must not be the shorter one.
        timeout: remainingMs + 1_000,
        signal: abort.signal,
        maxContentLength: MAX_ANSWER_BYTES,
        metric: 'vendure-admin-api',
      } as Parameters<typeof this.http.postRaw>[2])
      return {
        status: response.status,
        body: response.data,
        token: response.headers['vendure-auth-token'] || undefined,
      }
    } catch (error) {
      return answerOrThrow(error, abort.signal.aborted)
    } finally {
      clearTimeout(alarm)
    }
  }
}

/** Nothing about the shopper, the store or the request travels to the shop: only the credential of the proxy does. */
const outboundContext = (context: IOContext): IOContext => ({
  ...context,
  account: '',
  operationId: '',
  product: '',
  host: undefined,
  locale: undefined,
  segmentToken: undefined,
  sessionToken: undefined,
  tenant: undefined,
  binding: undefined,
  // A shopper who leaves must not cut a call in two: our deadline ends it.
  cancellation: undefined,
})

interface HttpFailure {
  readonly code?: string
  readonly message?: string
  readonly response?: { readonly status: number; readonly data: unknown; readonly headers?: Record<string, unknown> }
}

/** The request never reached the shop. */
const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** The shop, or something before it, declined to look at the request. */
const NOT_HANDLED = (status: number) => status === 429 || status === 503 || (status >= 300 && status < 500)

function answerOrThrow(error: unknown, timedOut: boolean): ShopResponse {
  const { response, code } = error as HttpFailure
  if (!response) {
    throw new TransportFailure({
      acted: !timedOut && code !== undefined && NOT_SENT.includes(code) ? 'no' : 'maybe',
      status: 0,
      note: timedOut ? 'no answer in time' : (code ?? 'no answer'),
    })
  }
  const { status, data } = response
  // Apollo answers a document it cannot validate with 400 and errors[].
  if (status === 400 && hasErrors(data)) {
    return { status, body: data }
  }
  if (status === 403 && isPolicyRefusal(data)) {
    throw new OutboundDenied(
      `The platform lets no call out to this partner. Add an outbound-access policy for its host with the path ${ADMIN_API} to manifest.json and publish the app again`,
    )
  }
  throw new TransportFailure({
    acted: NOT_HANDLED(status) ? 'no' : 'maybe',
    status,
    note: `HTTP ${status}`,
    retryAfterSeconds: seconds(response.headers?.['retry-after']),
  })
}

const hasErrors = (body: unknown) => body instanceof Object && Array.isArray((body as { errors?: unknown }).errors)

/** PLATFORM §1.4: the proxy's own 403 names the resource it guards. */
function isPolicyRefusal(body: unknown): boolean {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '')
  return text.includes('vrn:proxy') || text.includes('cannot perform action')
}

function seconds(header: unknown): number | undefined {
  const value = Number(header)
  return Number.isFinite(value) && value > 0 ? Math.min(value, 3600) : undefined
}

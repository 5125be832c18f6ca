import { ExternalClient } from '@vtex/api'
import type { IOContext } from '@vtex/api'

import { OutboundDenied } from '../../domain/errors'
import { isPolicyRefusal } from '../policyRefusal'
import { TransportFailure } from './transportFailure'

export interface PartnerRequest {
  readonly method: 'get' | 'post'
  /** Path and query below the partner's origin. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
  /** Time until the answer is of no use; it also ends an answer that only drips in. */
  readonly remainingMs: number
  readonly metric: string
}

/** Whatever the partner answered, good or bad. */
export interface PartnerResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /** Parsed JSON, or the text when it is none. */
  readonly body: unknown
}

/** No answer of a partner is near this size (a catalogue page: under 400 kB); more is a fault or an attack. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024

/** One HTTP call to a partner. Knows deadlines and the platform's outbound proxy; knows no platform's language. */
export class PartnerHttp extends ExternalClient {
  /** @param path the manifest's fixed path of the platform: named when the platform refuses the call */
  constructor(
    context: IOContext,
    host: string,
    private readonly path: string,
  ) {
    super(`http://${host}`, outboundContext(context), {
      headers: { 'x-vtex-use-https': 'true' },
      memoizable: false,
      retries: 0,
    })
  }

  /**
   * @throws TransportFailure when there is no answer to look at; OutboundDenied when the platform lets nothing out
   */
  async exchange({ method, path, headers = {}, body, remainingMs, metric }: PartnerRequest): Promise<PartnerResponse> {
    if (remainingMs <= 0) {
      throw new TransportFailure({ acted: 'no', status: 0, note: 'no time left' })
    }
    const abort = new AbortController()
    const alarm = setTimeout(() => abort.abort(), remainingMs)
    const config = {
      headers,
      // The platform's timeout is socket inactivity and 1 s by default: ours must not be the shorter one.
      timeout: remainingMs + 1_000,
      signal: abort.signal,
      maxContentLength: MAX_ANSWER_BYTES,
      metric,
    } as Parameters<typeof this.http.postRaw>[2]
    try {
      const response =
        method === 'get'
          ? await this.http.getRaw<unknown>(path, config)
          : await this.http.postRaw<unknown>(path, body, config)
      return { status: response.status, headers: response.headers as Record<string, unknown>, body: response.data }
    } catch (error) {
      return this.answerOrThrow(error, abort.signal.aborted)
    } finally {
      clearTimeout(alarm)
    }
  }

  private answerOrThrow(error: unknown, timedOut: boolean): PartnerResponse {
    const { response, code, message } = error as HttpFailure
    if (!response) {
      const tooLarge = message?.includes('maxContentLength') === true
      throw new TransportFailure({
        acted: !timedOut && code !== undefined && NOT_SENT.includes(code) ? 'no' : 'maybe',
        status: 0,
        note: timedOut ? 'no answer in time' : tooLarge ? 'the answer is too large' : (code ?? 'no answer'),
      })
    }
    const { status, data, headers } = response
    if (status === 403 && isPolicyRefusal(data)) {
      throw new OutboundDenied(
        `The platform lets no call out to this partner. Add an outbound-access policy for its host with the path ${this.path} to manifest.json and publish the app again`,
      )
    }
    return { status, headers: headers ?? {}, body: data }
  }
}

/** Nothing about the shopper, the store or the request travels to the partner: only the credential of the proxy does. */
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

/** The request never reached the partner. */
const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']

/** Seconds of a `Retry-After` header, at most an hour. */
export function retryAfterOf(headers: Readonly<Record<string, unknown>>): number | undefined {
  const value = Number(headers['retry-after'])
  return Number.isFinite(value) && value > 0 ? Math.min(value, 3600) : undefined
}

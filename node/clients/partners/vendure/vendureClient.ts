import type { IOContext } from '@vtex/api'

import { PartnerHttp, retryAfterOf } from '../partnerHttp'
import { TransportFailure } from '../transportFailure'

/** What a shop answered: any status that carries a GraphQL body. */
export interface ShopResponse {
  readonly status: number
  readonly body: unknown
  /** Session token that the shop hands out with a login. */
  readonly token?: string
}

const ADMIN_API = '/admin-api'

/** One POST to a shop's Admin API; knows nothing of GraphQL. */
export class VendureClient {
  private readonly http: PartnerHttp

  /** @param host host of the shop */
  constructor(context: IOContext, host: string) {
    this.http = new PartnerHttp(context, host, ADMIN_API)
  }

  /**
   * @param remainingMs time until the answer is of no use
   * @throws TransportFailure when there is no answer to look at; OutboundDenied when the platform lets nothing out
   */
  async post(body: object, token: string | undefined, remainingMs: number): Promise<ShopResponse> {
    const response = await this.http.exchange({
      method: 'post',
      path: ADMIN_API,
      body,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      remainingMs,
      metric: 'vendure-admin-api',
    })
    const { status, headers } = response
    const ok = status >= 200 && status < 300
    // Apollo answers a document it cannot validate with 400 and errors[].
    if (!ok && !(status === 400 && hasErrors(response.body))) {
      throw new TransportFailure({
        acted: NOT_HANDLED(status) ? 'no' : 'maybe',
        status,
        note: `HTTP ${status}`,
        retryAfterSeconds: retryAfterOf(headers),
      })
    }
    return { status, body: response.body, token: (headers['vendure-auth-token'] as string | undefined) || undefined }
  }
}

/** The shop, or something before it, declined to look at the request. */
const NOT_HANDLED = (status: number) => status === 429 || status === 503 || (status >= 300 && status < 500)

const hasErrors = (body: unknown) => body instanceof Object && Array.isArray((body as { errors?: unknown }).errors)

import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { RegisteredSeller } from './accountState'
import { everyAnswerFindings } from './answers/everyAnswer'
import type { Outbound } from './exchange'
import type { Journal } from './journal'
import type { Finding } from './shape'

export type SellerStep =
  | 'fulfillmentSimulation'
  | 'orderPlacement'
  | 'authorizeFulfillment'
  | 'orderCancellation'
  | 'orderModification'
  | 'sendAgreement'

export interface SellerCall {
  readonly step: SellerStep
  /** Path segment of authorize and cancel. */
  readonly orderId?: string
  /** What the journal calls it; the order or the first SKU when absent. */
  readonly subject?: string
  readonly body?: unknown
  /** Sent as it is instead of `body`: malformed JSON and the like. */
  readonly rawBody?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Added to the query of the registered endpoint. */
  readonly query?: Readonly<Record<string, string>>
  /** Used instead of the step's own path below the endpoint. */
  readonly path?: string
  /** Used instead of the registered fulfillment endpoint. */
  readonly endpoint?: string
}

export interface SellerAnswer {
  /** 0 when no answer came in time. */
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The parsed answer; undefined when it is empty or not JSON. */
  readonly body: unknown
  readonly ms: number
  readonly operationId: string
  readonly failure?: 'timeout' | 'unreachable'
}

/** Steps without a documented path name theirs in the call. */
const PATHS: Partial<Record<SellerStep, (orderId: string) => string>> = {
  fulfillmentSimulation: () => '/pvt/orderForms/simulation',
  orderPlacement: () => '/pvt/orders',
  authorizeFulfillment: (orderId) => `/pvt/orders/${encodeURIComponent(orderId)}/fulfill`,
  orderCancellation: (orderId) => `/pvt/orders/${encodeURIComponent(orderId)}/cancel`,
}

/** A path segment this long in a registered endpoint is its access key (256 random bits are 43 characters). */
const SHORTEST_KEY = 20

const withoutKey = (path: string, endpoint: URL) =>
  endpoint.pathname
    .split('/')
    .filter((segment) => segment.length >= SHORTEST_KEY)
    .reduce((shown, key) => shown.replaceAll(key, '***'), path)

/** The steps hang from one registered base, whose query is kept (PROTOCOL §1.2). */
export function sellerUrl(endpoint: string, call: SellerCall): URL {
  const path = call.path ?? PATHS[call.step]?.(call.orderId ?? '')
  if (path === undefined) throw new Error(`A ${call.step} needs a path`)
  const url = new URL(endpoint)
  url.pathname = url.pathname.replace(/\/$/, '') + path
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value)
  return url
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An address reserved for documentation (RFC 5737). */
const SHOPPER_ADDRESS = '203.0.113.10'

/** Headers VTEX is known to send; the credential is listed for placement only and nobody can check it (C-40). */
const headersOf = (step: SellerStep, operationId: string): Record<string, string> => ({
  accept: 'application/json',
  'accept-encoding': 'gzip',
  'content-type': 'application/json',
  'user-agent': 'vtex-marketplace-stand-in',
  'x-forwarded-for': SHOPPER_ADDRESS,
  'x-forwarded-proto': 'https',
  'x-vtex-operation-id': operationId,
  traceparent: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`,
  ...(step === 'orderPlacement' ? { authorization: 'VTEX key="stand-in" token="stand-in"' } : {}),
})

interface Limits {
  readonly simulationTimeoutMs: number
  readonly callTimeoutMs: number
}

/** What the marketplace asks a seller, with the journal and the rules that hold for every answer. */
export class SellerCalls {
  constructor(
    private readonly outbound: Outbound,
    private readonly journal: Journal,
    private readonly limits: Limits,
  ) {}

  async send(account: string, seller: RegisteredSeller, call: SellerCall): Promise<SellerAnswer> {
    const { step, method = 'POST' } = call
    const endpoint = call.endpoint ?? seller.fulfillmentEndpoint
    const url = sellerUrl(endpoint, call)
    const operationId = call.headers?.['x-vtex-operation-id'] ?? randomUUID()
    const body = call.rawBody ?? (call.body === undefined ? undefined : JSON.stringify(call.body))
    const subject = call.subject ?? call.orderId ?? seller.id
    const path = withoutKey(url.pathname, new URL(endpoint))
    const close = this.journal.open({ account, direction: 'out', step, subject, method, path, operationId })
    const startedAt = performance.now()
    const { status, headers, content, failure } = await this.outbound.call({
      method,
      url,
      body,
      headers: { ...headersOf(step, operationId), ...call.headers },
      timeoutMs: step === 'fulfillmentSimulation' ? this.limits.simulationTimeoutMs : this.limits.callTimeoutMs,
    })
    close(status)
    const text = content.toString('utf8')
    const ms = Math.round(performance.now() - startedAt)
    const answer: SellerAnswer = { status, headers, text, body: parsed(text), ms, operationId, failure }
    this.report(account, call, subject, everyAnswerFindings(step, answer))
    return answer
  }

  /** Writes down the rules a step broke, whoever found out. */
  report(account: string, { step }: { readonly step: string }, subject: string, findings: readonly Finding[]) {
    this.journal.report({ account, step, subject }, findings)
  }
}

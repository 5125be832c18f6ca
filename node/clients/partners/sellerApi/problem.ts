import {
  PartnerAnswerInvalid,
  PartnerInDoubt,
  PartnerRefused,
  PartnerUnavailable,
  type ConnectorError,
  type PartnerRefusal,
} from '../../../domain/errors'
import type { PartnerResponse } from '../partnerHttp'
import { flawOf, type Schemas } from './answerChecks'
import type { Operation } from './operation'

/** The codes of the document. Any other text of a partner goes no further than here. */
const CODES = [
  'invalid-request',
  'unauthorized',
  'order-not-found',
  'cursor-expired',
  'out-of-stock',
  'unknown-sku',
  'price-changed',
  'shipping-unavailable',
  'state-conflict',
  'change-refused',
  'idempotency-conflict',
  'rate-limited',
  'unavailable',
  'internal',
] as const
export type ProblemCode = (typeof CODES)[number]

/** A refusal in the form of the document, or what a foreign answer comes down to. */
export interface Problem {
  readonly status: number
  /** `other`: a problem document with a code of its own; it counts by its status. */
  readonly code: ProblemCode | 'other' | typeof FOREIGN
  readonly sku?: string
}

/** The answer is no problem document. */
const FOREIGN = 'foreign'

const REFUSALS: Readonly<Record<string, PartnerRefusal>> = {
  'out-of-stock': 'outOfStock',
  'unknown-sku': 'unknownSku',
  'price-changed': 'priceChanged',
  'shipping-unavailable': 'shippingUnavailable',
  'state-conflict': 'stateConflict',
}

/** Reads a refusal. What is not in the form of the document, e.g. an HTML error page, counts by its status alone. */
export function problemOf({ status, body }: PartnerResponse): Problem {
  if (flawOf('Problem', body)) return { status, code: FOREIGN }
  const { code, sku } = body as Schemas['Problem']
  return { status, code: CODES.find((known) => known === code) ?? 'other', ...(sku ? { sku } : {}) }
}

/** What a refusal means that the caller did not expect. Codes decide; without one of ours, the status does. */
export function refusalOf(
  { id, kind }: Operation<keyof Schemas>,
  { code, sku, status }: Problem,
  { about = [], retryAfterSeconds }: { readonly about?: readonly string[]; readonly retryAfterSeconds?: number },
): ConnectorError {
  const named = sku !== undefined && about.includes(sku) ? ` (${sku})` : ''
  const text = `The partner answered ${id} with ${status} ${describe(code)}${named}`
  if (status === 429 || (status === 503 && code !== FOREIGN)) return new PartnerUnavailable(text, retryAfterSeconds)
  if (status === 401 || status === 403) {
    return new PartnerUnavailable(`${text}: check the token of the seller in the settings`)
  }
  if (status >= 300 && status < 400) return new PartnerUnavailable(`${text}: redirects are not followed`)
  // Something was done under that key before: what, has to be asked.
  if (code === 'idempotency-conflict' && kind === 'write') return new PartnerInDoubt(text)
  if (code !== FOREIGN && status < 500) {
    return kind === 'write'
      ? new PartnerRefused(REFUSALS[code] ?? 'other', text)
      : new PartnerUnavailable(text, undefined, true)
  }
  if (kind === 'write') {
    // A page that is not of the API, such as 404 of another server, was not the partner's doing.
    return status < 500 ? new PartnerUnavailable(text) : new PartnerInDoubt(text)
  }
  return status < 500 ? new PartnerAnswerInvalid(text) : new PartnerUnavailable(text, retryAfterSeconds)
}

const describe = (code: Problem['code']) =>
  code === FOREIGN ? 'and no problem document' : code === 'other' ? 'and a code of its own' : code

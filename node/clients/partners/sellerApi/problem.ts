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

/** A refusal in the form of the document, or what a foreign answer comes down to. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly sku?: string
}

/** Not one of the document's codes: the answer is no problem document. */
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
  return { status, code, ...(sku ? { sku } : {}) }
}

/** What a refusal means that the caller did not expect. Codes decide; without one of ours, the status does. */
export function refusalOf(
  { id, kind }: Operation<keyof Schemas>,
  { code, sku, status }: Problem,
  retryAfterSeconds: number | undefined,
): ConnectorError {
  const about = sku ? ` (${sku})` : ''
  const text = `The partner answered ${id} with ${status} ${code === FOREIGN ? 'and no problem document' : code}${about}`
  if (status === 429 || (status === 503 && code !== FOREIGN)) return new PartnerUnavailable(text, retryAfterSeconds)
  if (status === 401 || status === 403) {
    return new PartnerUnavailable(`${text}: check the token of the seller in the settings`)
  }
  if (status >= 300 && status < 400) return new PartnerUnavailable(`${text}: redirects are not followed`)
  if (code !== FOREIGN && status < 500) {
    return kind === 'write' ? new PartnerRefused(REFUSALS[code] ?? 'other', text) : new PartnerUnavailable(text)
  }
  if (kind === 'write') {
    // A page that is not of the API, such as 404 of another server, was not the partner's doing.
    return status < 500 ? new PartnerUnavailable(text) : new PartnerInDoubt(text)
  }
  return status < 500 ? new PartnerAnswerInvalid(text) : new PartnerUnavailable(text, retryAfterSeconds)
}

import type { IOContext, InstanceOptions } from '@vtex/api'

import { MarketplaceRejected, MarketplaceUnavailable, OutboundDenied } from '../../domain/errors'
import { journaled, type CallScope } from '../callScope'
import { isPolicyRefusal } from '../policyRefusal'

/** Shape in which every major of the runtime reports a failed call (DESIGN D3). */
interface FailedCall {
  readonly response?: { readonly status?: number; readonly headers?: Record<string, unknown>; readonly data?: unknown }
}

interface Answer {
  readonly status: number
}

const DEFAULT_TIMEOUT_MS = 5_000

/** Options all clients of VTEX APIs share: nothing cached across tenants, nothing retried behind our back. */
export const vtexClientOptions = (
  token: Pick<IOContext, 'authToken'>,
  scope: Pick<CallScope, 'appKeyPair'>,
  options?: InstanceOptions,
): InstanceOptions => ({
  timeout: DEFAULT_TIMEOUT_MS,
  ...options,
  memoizable: false,
  retries: 0,
  headers: {
    ...options?.headers,
    ...authorization(token, scope),
    'X-Vtex-Use-Https': 'true',
    Accept: 'application/json',
  },
})

const authorization = (
  { authToken }: Pick<IOContext, 'authToken'>,
  { appKeyPair }: Pick<CallScope, 'appKeyPair'>,
): Record<string, string> =>
  appKeyPair
    ? { 'X-VTEX-API-AppKey': appKeyPair.key, 'X-VTEX-API-AppToken': appKeyPair.token }
    : { VtexIdclientAutCookie: authToken }

/** Resource the app, key or operator needs for a step (PROTOCOL §1.4): named when VTEX answers 401 or 403. */
const RESOURCE_OF_STEP: Record<string, string> = {
  readSeller: 'Seller Register / View Seller',
  registerSeller: 'Seller Register / Save Seller',
  setSellerActive: 'Seller Register / Save Seller',
  readCommissions: 'Seller Register / View Seller',
  saveCommissions: 'Seller Register / Save Seller',
  readSalesChannelMapping: 'Seller Register / View Seller',
  saveSalesChannelMapping: 'Seller Register / Save Seller',
  readScheduler: 'Master Data / ADMIN_DS',
  installScheduler: 'Master Data / ADMIN_DS',
  removeScheduler: 'Master Data / ADMIN_DS',
  changeNotification: 'Catalog / Seller SKUs',
  skuSuggestion: 'Channels / Send marketplace suggestion',
  readSuggestion: 'Channels / Send marketplace suggestion',
  readBindings: 'Catalog API / View Product',
  readCategories: 'Catalog / Category',
  readBrands: 'Catalog / Brand',
  priceNotification: 'Seller Register / View Seller',
  inventoryNotification: 'Seller Register / View Seller',
  readOrder: 'OMS / View order',
  orderInvoice: 'OMS / Notify invoice',
  orderTracking: 'OMS / Notify invoice',
  trackingStatus: 'OMS / Notify invoice',
  sellerCancellation: 'OMS / Cancel order',
  sendAgreement: 'OMS / Change order',
  listModifications: 'OMS / Change order',
  readModification: 'OMS / Change order',
  cancelModification: 'OMS / Change order',
  orderHookConfig: 'OMS / Feed v3 and Hook Admin',
  listOrders: 'OMS / List orders',
}

/**
 * Makes one call to VTEX, writes it down and turns every failure into an error of ours; a raw HTTP error never
 * escapes, since the runtime would print its headers and body (DESIGN D5).
 * @throws MarketplaceUnavailable no answer, 408, 429 or 5xx; MarketplaceRejected any other status; OutboundDenied
 */
export async function vtexCall<T extends Answer>(
  scope: CallScope,
  step: string,
  subject: string | undefined,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await journaled(scope, { peer: 'marketplace', step, subject }, run, (outcome) => ({
      status: 'value' in outcome ? outcome.value.status : statusOf(outcome.error),
    }))
  } catch (error) {
    throw vtexError(step, error)
  }
}

const statusOf = (error: unknown) => (error as FailedCall).response?.status ?? 0

function vtexError(step: string, error: unknown) {
  const { response } = error as FailedCall
  const status = response?.status
  if (status === undefined) return new MarketplaceUnavailable(step, `VTEX did not answer ${step}`)
  if (status === 403 && isPolicyRefusal(response?.data)) {
    return new OutboundDenied(
      `The platform refused ${step}: the manifest needs an outbound-access policy for its host and path`,
    )
  }
  if (status === 408 || status === 429 || status >= 500) {
    return new MarketplaceUnavailable(step, `VTEX answered ${status} to ${step}`, retryAfter(response?.headers), status)
  }
  const resource = RESOURCE_OF_STEP[step]
  const hint = (status === 401 || status === 403) && resource ? `: the caller needs the resource "${resource}"` : ''
  return new MarketplaceRejected(step, status, `VTEX answered ${status} to ${step}${hint}`)
}

function retryAfter(headers: Record<string, unknown> | undefined): number | undefined {
  const seconds = Number(headers?.['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined
}

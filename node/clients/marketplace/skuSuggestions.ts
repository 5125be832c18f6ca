import { ExternalClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { suggestionStatus, type SuggestionStatus } from '../../domain/catalog/suggestionStatus'
import { MarketplaceRejected } from '../../domain/errors'
import type { SellerId, SellerSkuId } from '../../domain/ids'
import type { SkuSuggestion } from '../../typings/skuSuggestion'
import type { CallScope } from '../callScope'
import { pacedCall } from './pacedCall'
import { vtexClientOptions } from './vtexCall'

/** What the marketplace says about a suggestion. `observation` is somebody's free text: shown, never kept. */
export interface ReadSuggestion {
  readonly status: SuggestionStatus
  readonly observation?: string
}

/** Received SKUs of the marketplace (PROTOCOL §4.3, §4.4): `api.vtex.com` only. */
export class SkuSuggestions extends ExternalClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    options?: InstanceOptions,
  ) {
    super('http://api.vtex.com', context, vtexClientOptions(context, scope, options))
  }

  /** Creates a suggestion, or a new version of one that is pending. */
  async sendSuggestion(seller: SellerId, sku: SellerSkuId, suggestion: SkuSuggestion): Promise<void> {
    await pacedCall(this.scope, 'suggestions', 'skuSuggestion', sku, () =>
      this.http.putRaw(this.path(seller, sku), suggestion, { metric: 'skuSuggestion' }),
    )
  }

  /** @returns undefined when the marketplace has none of this SKU */
  async readSuggestion(seller: SellerId, sku: SellerSkuId): Promise<ReadSuggestion | undefined> {
    try {
      const { data } = await pacedCall(this.scope, 'suggestions', 'readSuggestion', sku, () =>
        this.http.getRaw<unknown>(this.path(seller, sku), { metric: 'readSuggestion' }),
      )
      const answer = lowerCased(data)
      return {
        status: suggestionStatus(answer.status),
        ...(typeof answer.observation === 'string' && answer.observation ? { observation: answer.observation } : {}),
      }
    } catch (error) {
      if (error instanceof MarketplaceRejected && error.status === 404) return undefined
      throw error
    }
  }

  private path(seller: SellerId, sku: SellerSkuId) {
    return `/${this.context.account}/suggestions/${encodeURIComponent(seller)}/${encodeURIComponent(sku)}`
  }
}

/** Sources disagree on the casing of the answer (PROTOCOL §4.4). */
const lowerCased = (answer: unknown): Record<string, unknown> =>
  typeof answer === 'object' && answer !== null
    ? Object.fromEntries(Object.entries(answer).map(([key, value]) => [key.toLowerCase(), value]))
    : {}

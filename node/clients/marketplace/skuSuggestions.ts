import { ExternalClient, type InstanceOptions, type IOContext } from '@vtex/api'

import type { SellerId, SellerSkuId } from '../../domain/ids'
import type { SkuSuggestion } from '../../typings/skuSuggestion'
import type { CallScope } from '../callScope'
import { vtexCall, vtexClientOptions } from './vtexCall'

/** Received SKUs of the marketplace (PROTOCOL §4.3): `api.vtex.com` only. */
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
    const { account } = this.context
    await vtexCall(this.scope, 'skuSuggestion', sku, () =>
      this.http.putRaw(`/${account}/suggestions/${encodeURIComponent(seller)}/${encodeURIComponent(sku)}`, suggestion, {
        metric: 'skuSuggestion',
      }),
    )
  }
}

import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { MarketplaceRejected, MarketplaceUnavailable } from '../../domain/errors'
import { sellerSkuId, type SellerId, type SellerSkuId } from '../../domain/ids'
import type { CallScope } from '../callScope'
import { pacedCall } from './pacedCall'
import { vtexClientOptions } from './vtexCall'

export interface SkuBinding {
  readonly sku: SellerSkuId
  readonly active: boolean
}

interface BindingRow {
  readonly SellerStockKeepingUnitId?: unknown
  readonly SellerId?: unknown
  readonly IsActive?: unknown
}

/** The marketplace's list of what a seller sells there (PROTOCOL §4.2). Read only. */
export class SkuBindings extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions(context, scope, options))
  }

  /** @param page from 1 @returns an empty list after the last page */
  async page(seller: SellerId, page: number, size: number): Promise<SkuBinding[]> {
    const query = new URLSearchParams({ page: String(page), size: String(size) })
    const { data } = await pacedCall(this.scope, 'catalog', 'readBindings', undefined, () =>
      this.http.getRaw<unknown>(
        `/api/sku-binding/pvt/skuseller/paged/sellerid/${encodeURIComponent(seller)}?${query.toString()}`,
        { metric: 'readBindings' },
      ),
    )
    if (!Array.isArray(data))
      throw new MarketplaceUnavailable('readBindings', 'VTEX answered readBindings with no list')
    return (data as readonly (BindingRow | null)[]).flatMap((row) => {
      const sku = row?.SellerStockKeepingUnitId
      return typeof sku === 'string' || typeof sku === 'number'
        ? [{ sku: sellerSkuId(String(sku)), active: row?.IsActive !== false }]
        : []
    })
  }

  /** @returns whether the marketplace sells this SKU of the seller */
  async has(seller: SellerId, sku: SellerSkuId): Promise<boolean> {
    try {
      const { data } = await pacedCall(this.scope, 'catalog', 'readBinding', sku, () =>
        this.http.getRaw<{ readonly IsRemoved?: unknown }>(
          `/api/sku-binding/pvt/skuseller/${encodeURIComponent(seller)}/${encodeURIComponent(sku)}`,
          { metric: 'readBinding' },
        ),
      )
      return data?.IsRemoved !== true
    } catch (error) {
      if (error instanceof MarketplaceRejected && error.status === 404) return false
      throw error
    }
  }
}

import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { MarketplaceRejected } from '../../domain/errors'
import type { SellerId, SellerSkuId } from '../../domain/ids'
import type { CallScope } from '../callScope'
import { pacedCall } from './pacedCall'
import { vtexClientOptions } from './vtexCall'

/** Tells the marketplace that something about an SKU changed (PROTOCOL §4.1, §4.6). */
export class CatalogNotifications extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions(context, scope, options))
  }

  /**
   * Two path segments, always the seller's SKU id (C-03).
   * @returns true: bound, nothing to suggest; false: unknown there, a suggestion is due. Anything else is thrown.
   */
  async notifyChange(seller: SellerId, sku: SellerSkuId): Promise<boolean> {
    try {
      await pacedCall(this.scope, 'catalog', 'changeNotification', sku, () =>
        this.http.postRaw(
          `/api/catalog_system/pvt/skuseller/changenotification/${encodeURIComponent(seller)}/${encodeURIComponent(sku)}`,
          undefined,
          { metric: 'changeNotification', headers: { 'Content-Type': 'application/json' } },
        ),
      )
      return true
    } catch (error) {
      if (error instanceof MarketplaceRejected && error.status === 404) return false
      throw error
    }
  }

  notifyPrice(seller: SellerId, sku: SellerSkuId) {
    return this.notify('priceNotification', seller, sku, 'price')
  }

  notifyInventory(seller: SellerId, sku: SellerSkuId) {
    return this.notify('inventoryNotification', seller, sku, 'inventory')
  }

  private async notify(step: string, seller: SellerId, sku: SellerSkuId, what: 'price' | 'inventory'): Promise<void> {
    await pacedCall(this.scope, 'notifications', step, sku, () =>
      this.http.postRaw(
        `/api/notificator/${encodeURIComponent(seller)}/changenotification/${encodeURIComponent(sku)}/${what}`,
        undefined,
        { metric: step, headers: { 'Content-Type': 'application/json' } },
      ),
    )
  }
}

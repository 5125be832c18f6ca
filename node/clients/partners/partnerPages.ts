import type { CatalogItem } from '../../domain/catalog/catalogItem'
import type { SellerSkuId } from '../../domain/ids'
import type { PartnerOrderUpdate } from '../../domain/orders/partnerOrder'

export interface CatalogPage {
  readonly items: readonly CatalogItem[]
  /** SKUs of the page whose description breaks the contract, and why. */
  readonly broken?: readonly { readonly sku: SellerSkuId; readonly reason: string }[]
  readonly next?: string
  /** The partner no longer knows the cursor: begin anew. */
  readonly restart?: true
}

export interface OrderFeedPage {
  readonly updates: readonly PartnerOrderUpdate[]
  readonly next: string
  /** More can be read at once. */
  readonly more: boolean
}

export interface CatalogFeedPage {
  /** New and changed SKUs, as they are now. */
  readonly items: readonly CatalogItem[]
  readonly broken?: CatalogPage['broken']
  readonly deleted: readonly SellerSkuId[]
  readonly next: string
  /** More can be read at once. */
  readonly more: boolean
}

import type { SellerSkuId } from '../ids'
import type { CurrencyCode, MinorUnits } from '../money'

/** One sellable variant as the partner describes it. Nothing is required but the SKU: content is checked by the domain. */
export interface CatalogItem {
  readonly sku: SellerSkuId
  readonly productId: string
  readonly productName: string
  readonly skuName: string
  readonly description?: string
  readonly brand?: string
  /** Department first. */
  readonly categoryPath: readonly string[]
  readonly eans: readonly string[]
  readonly refId?: string
  readonly images: readonly { readonly name: string; readonly url: string }[]
  readonly heightCm?: number
  readonly widthCm?: number
  readonly lengthCm?: number
  readonly weightGrams?: number
  /** Variation attributes, e.g. colour and size. */
  readonly skuSpecifications: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly productSpecifications: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly measurementUnit?: string
  readonly unitMultiplier?: number
  /** false: the partner keeps it but does not sell it. */
  readonly active: boolean
  readonly currency: CurrencyCode
  readonly price?: MinorUnits
  readonly listPrice?: MinorUnits
  readonly stock: number
}

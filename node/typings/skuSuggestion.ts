/** Body of a suggestion (PROTOCOL §4.3): Pascal case outside, camel case inside (C-15). */
export interface SkuSuggestion {
  readonly ProductName: string
  readonly ProductId: string
  readonly ProductDescription: string
  readonly BrandName: string
  readonly SkuName: string
  readonly SellerId: string
  /** Centimetres. */
  readonly Height: number
  readonly Width: number
  readonly Length: number
  /** Grams, with `WeightKg` beside it (C-13). */
  readonly Weight: number
  readonly WeightKg: number
  readonly RefId: string
  /** Always a list: a plain string is ignored by the matcher (KI 897301). */
  readonly EAN?: readonly string[]
  readonly CategoryFullPath: string
  readonly SkuSpecifications: readonly Specification[]
  readonly ProductSpecifications: readonly Specification[]
  readonly Images: readonly { readonly imageName: string; readonly imageUrl: string }[]
  readonly MeasurementUnit: string
  readonly UnitMultiplier: number
  /** Required by VTEX's document, which gives it no other value. */
  readonly Updated: null
  readonly AvailableQuantity: number
  /** Currency units, not cents (C-12). */
  readonly Pricing: { readonly Currency: string; readonly SalePrice: number; readonly CurrencySymbol: string }
}

export interface Specification {
  readonly fieldName: string
  readonly fieldValues: readonly string[]
}

import type { CatalogItem } from '../../domain/catalog/catalogItem'
import { toDecimal, ZERO } from '../../domain/money'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { SkuSuggestion } from '../../typings/skuSuggestion'

/**
 * An SKU in the shape of a suggestion. Its content must have passed `contentProblems`.
 * @param names of brand and category, as the marketplace has them
 */
export function skuSuggestion(
  item: CatalogItem,
  seller: SellerSettings,
  names: { readonly brand: string; readonly category: string } = {
    brand: item.brand ?? '',
    category: item.categoryPath.join('/'),
  },
): SkuSuggestion {
  const grams = item.weightGrams ?? 0
  return {
    ProductName: item.productName,
    ProductId: item.productId,
    ProductDescription: item.description ?? item.productName,
    BrandName: names.brand,
    SkuName: item.skuName,
    SellerId: seller.sellerId,
    Height: item.heightCm ?? 0,
    Width: item.widthCm ?? 0,
    Length: item.lengthCm ?? 0,
    Weight: grams,
    WeightKg: grams / 1_000,
    // One of both is required; the matcher scores higher with both (PROTOCOL §4.3).
    RefId: item.refId ?? item.sku,
    ...(item.eans.length > 0 ? { EAN: item.eans } : {}),
    CategoryFullPath: names.category,
    SkuSpecifications: item.skuSpecifications.map(specification),
    ProductSpecifications: item.productSpecifications.map(specification),
    Images: item.images.map((image, index) => ({
      imageName: index === 0 ? 'Main' : String(index + 1),
      imageUrl: image.url,
    })),
    MeasurementUnit: item.measurementUnit ?? 'un',
    UnitMultiplier: item.unitMultiplier ?? 1,
    Updated: null,
    AvailableQuantity: Math.max(0, Math.floor(item.stock)),
    Pricing: {
      Currency: item.currency,
      SalePrice: toDecimal(item.price ?? ZERO),
      CurrencySymbol: currencySymbol(item.currency),
    },
  }
}

const specification = ({ name, values }: { readonly name: string; readonly values: readonly string[] }) => ({
  fieldName: name,
  fieldValues: values,
})

const currencySymbol = (currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? currency

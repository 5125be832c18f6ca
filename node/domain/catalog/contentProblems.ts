import type { CatalogItem } from './catalogItem'
import { isEan } from './ean'
import { inTaxonomy, translateBrand, translateCategory, type NameMapping, type Taxonomy } from './nameMapping'

const NAME_LIMIT = 150
/** Ids go into URL paths of VTEX: `/` and spaces are a risk there (PROTOCOL §4.1, U-11). */
const SAFE_SKU = /^[A-Za-z0-9._-]{1,100}$/

/**
 * Why VTEX's matcher would not take this SKU (PROTOCOL §4.3), in words its owner can act on.
 * @returns nothing when the content is complete
 */
export function contentProblems(item: CatalogItem): string[] {
  const problems: string[] = []
  const check = (fine: boolean, problem: string) => void (fine || problems.push(problem))
  check(SAFE_SKU.test(item.sku), 'the SKU id may hold letters, digits, ".", "_" and "-" only')
  check(item.active, 'the partner does not sell it')
  check(item.price !== undefined, 'it has no price')
  check(item.productId.trim() !== '', 'its product needs an id')
  check(item.productName.trim() !== '' && item.skuName.trim() !== '', 'product and SKU need a name')
  check(
    item.productName.length <= NAME_LIMIT && item.skuName.length <= NAME_LIMIT,
    `a name is longer than ${NAME_LIMIT} characters`,
  )
  check(!!item.brand?.trim(), 'it has no brand')
  check(item.categoryPath.length > 0, 'it has no category')
  const wrongEan = item.eans.find((ean) => !isEan(ean))
  check(wrongEan === undefined, `EAN ${wrongEan?.slice(0, 20)} has a wrong length or check digit`)
  for (const [what, value] of [
    ['height', item.heightCm],
    ['width', item.widthCm],
    ['length', item.lengthCm],
    ['weight', item.weightGrams],
  ] as const) {
    check(value !== undefined && Number.isFinite(value) && value > 0, `its ${what} must be more than 0`)
  }
  check(item.unitMultiplier === undefined || item.unitMultiplier > 0, 'its unit multiplier must be more than 0')
  check(item.images.length > 0, 'it has no image')
  const insecure = item.images.find((image) => !isHttps(image.url))
  check(insecure === undefined, `image ${insecure?.name.slice(0, 40)} is not served over https`)
  const specifications = [...item.skuSpecifications, ...item.productSpecifications]
  check(
    specifications.every(({ name, values }) => name.trim() !== '' && values.every((value) => value.trim() !== '')),
    'a specification lacks its name or value',
  )
  return problems
}

function isHttps(address: string): boolean {
  try {
    return new URL(address).protocol === 'https:'
  } catch {
    return false
  }
}

/** Names as the marketplace has them, and those it has no counterpart of (AC-10). */
export interface PlacedItem {
  readonly category: string
  readonly brand: string
  readonly missing: { readonly category?: string; readonly brand?: string }
}

export function placeItem(item: CatalogItem, mapping: NameMapping, taxonomy: Taxonomy): PlacedItem {
  const category = inTaxonomy(taxonomy.categories, translateCategory(mapping, item.categoryPath))
  const brand = inTaxonomy(taxonomy.brands, translateBrand(mapping, item.brand ?? ''))
  return {
    category: 'name' in category ? category.name : category.missing,
    brand: 'name' in brand ? brand.name : brand.missing,
    missing: {
      ...('missing' in category && item.categoryPath.length > 0 ? { category: category.missing } : {}),
      ...('missing' in brand && item.brand ? { brand: brand.missing } : {}),
    },
  }
}

export function mappingProblems({ missing }: PlacedItem): string[] {
  return [
    ...(missing.category
      ? [`mapping missing: the marketplace has no category "${missing.category.slice(0, 60)}"`]
      : []),
    ...(missing.brand ? [`mapping missing: the marketplace has no brand "${missing.brand.slice(0, 40)}"`] : []),
  ]
}

const REASONS_TOLD = 3

export const reasonOf = (problems: readonly string[]): string | undefined =>
  problems.length === 0
    ? undefined
    : [
        ...problems.slice(0, REASONS_TOLD),
        ...(problems.length > REASONS_TOLD ? [`and ${problems.length - REASONS_TOLD} more`] : []),
      ].join('; ')

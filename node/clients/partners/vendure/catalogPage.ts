import { PartnerAnswerInvalid } from '../../../domain/errors'
import type { SellerSkuId } from '../../../domain/ids'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget, CatalogItem, CatalogPage } from '../partner'
import type { Answer } from './answer'
import { CATALOG_PAGE } from './documents/catalog'
import { isSold, priceOf } from './offers'
import { sellableUnits } from './sellable'
import type { VariantIds } from './variantIds'
import type { VendureApi } from './vendureApi'

const PRODUCTS_PER_PAGE = 50

/** Facet that holds the brand, by convention of Vendure's own sample shop. */
const BRAND_FACET = 'brand'

const ROOT_COLLECTION = '__root_collection__'

/** One page of products, each with all its variants. The cursor is the number of products already seen. */
export async function catalogPage(
  api: VendureApi,
  ids: VariantIds,
  seller: SellerSettings,
  cursor: string | undefined,
  budget: CallBudget,
): Promise<CatalogPage> {
  const skip = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isSafeInteger(skip) || skip < 0) {
    throw new PartnerAnswerInvalid(`"${cursor}" is not a cursor of this catalogue`, 'cursor')
  }
  const data = await api.ask(CATALOG_PAGE, { variables: { take: PRODUCTS_PER_PAGE, skip }, budget })
  const settings = data.get('globalSettings')
  const products = data.get('products').get('items').list()
  const items = products.flatMap((product) =>
    product
      .get('variants')
      .list()
      .map((variant) => catalogItem(product, variant, settings, seller)),
  )
  products
    .flatMap((product) => product.get('variants').list())
    .forEach((variant) =>
      ids.learn(variant.get('sku').text() as SellerSkuId, isSold(variant) ? variant.get('id').id() : null),
    )
  const seen = skip + products.length
  const more = products.length > 0 && seen < data.get('products').get('totalItems').integer()
  return { items, ...(more ? { next: String(seen) } : {}) }
}

function catalogItem(product: Answer, variant: Answer, settings: Answer, seller: SellerSettings): CatalogItem {
  const facets = facetsOf(product)
  const custom = variant.get('customFields')
  const sku = variant.get('sku').text() as SellerSkuId
  const ean = custom.get('ean').optionalText()
  return {
    sku,
    productId: product.get('id').id(),
    productName: product.get('name').text(),
    skuName: variant.get('name').text(),
    description: product.get('description').optionalText(),
    brand: facets.get(BRAND_FACET)?.values[0],
    categoryPath: categoryPath(product.get('collections').list()),
    eans: ean === undefined ? [] : [ean],
    refId: sku,
    images: images(product, variant),
    lengthCm: centimetres(custom.get('lengthMm')),
    widthCm: centimetres(custom.get('widthMm')),
    heightCm: centimetres(custom.get('heightMm')),
    weightGrams: custom.get('weightGrams').optionalInteger(),
    skuSpecifications: variant
      .get('options')
      .list()
      .map((option) => ({ name: option.get('group').get('name').text(), values: [option.get('name').text()] })),
    productSpecifications: [...facets.entries()]
      .filter(([code]) => code !== BRAND_FACET)
      .map(([, specification]) => specification),
    active: isSold(variant),
    currency: seller.currency,
    ...priceOf(variant, seller.currency),
    stock: sellableUnits(variant, settings),
  }
}

/** Facets by code, each with its values in the shop's order. */
function facetsOf(product: Answer): Map<string, { name: string; values: string[] }> {
  const facets = new Map<string, { name: string; values: string[] }>()
  for (const value of product.get('facetValues').list()) {
    const facet = value.get('facet')
    const code = facet.get('code').text()
    const known = facets.get(code) ?? { name: facet.get('name').text(), values: [] }
    known.values.push(value.get('name').text())
    facets.set(code, known)
  }
  return facets
}

/** The deepest collection the product is in, department first; the first of them when two are as deep. */
function categoryPath(collections: readonly Answer[]): string[] {
  return collections
    .map((collection) =>
      collection
        .get('breadcrumbs')
        .list()
        .map((crumb) => crumb.get('name').text())
        .filter((name) => name !== ROOT_COLLECTION),
    )
    .reduce((deepest, path) => (path.length > deepest.length ? path : deepest), [])
}

/** The variant's own pictures, or else the product's; the one the shop puts forward comes first. */
function images(product: Answer, variant: Answer): { name: string; url: string }[] {
  const owner = variant.get('assets').list().length > 0 ? variant : product
  const featured = owner.get('featuredAsset')
  const first = featured.isNull ? undefined : featured.get('id').id()
  const pictures = owner
    .get('assets')
    .list()
    .filter((asset) => asset.get('type').text() === 'IMAGE')
  return [
    ...pictures.filter((asset) => asset.get('id').id() === first),
    ...pictures.filter((asset) => asset.get('id').id() !== first),
  ].map((asset) => ({ name: asset.get('name').text(), url: asset.get('preview').text() }))
}

function centimetres(millimetres: Answer): number | undefined {
  const value = millimetres.optionalInteger()
  return value === undefined ? undefined : value / 10
}

import { Readable } from 'node:stream'
import type { INestApplicationContext } from '@nestjs/common'
import { Asset, AssetService, RequestContextService } from '@vendure/core'
import type { AdminApi } from '../adminApi'
import { optionNames } from '../catalog'
import type { ProductEntry, VariantEntry } from '../catalog'
import { drawPicture } from '../picture'
import { seedFacets } from './seedFacets'
import { slug } from './slug'

const DEFAULT_COLOR = '#7a8b6f'

/** Creates products with their options, variants, pictures and stock. Answers the product ids in the same order. */
export async function seedProducts(
  app: INestApplicationContext,
  api: AdminApi,
  products: readonly ProductEntry[],
  locations: ReadonlyMap<string, string>,
): Promise<string[]> {
  const facetValues = await seedFacets(api, products)
  const ids: string[] = []
  for (const product of products) {
    const pictures = await drawAssets(app, product.variants)
    const { createProduct } = await api.run<{ createProduct: { id: string } }>(
      'mutation AddProduct($input: CreateProductInput!) { createProduct(input: $input) { id } }',
      {
        input: {
          enabled: product.enabled ?? true,
          featuredAssetId: pictures[0],
          assetIds: pictures,
          facetValueIds: facetValues(product),
          translations: [translated(product.name, { description: product.description ?? '' })],
        },
      },
    )
    const options = await addOptions(api, createProduct.id, product)
    await api.run(
      'mutation AddVariants($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id } }',
      {
        input: product.variants.map((variant, index) => ({
          ...variantInput(product, variant, locations),
          productId: createProduct.id,
          optionIds: optionNames(product).map((name) => options.get(`${name}\n${variant.options?.[name]}`)),
          featuredAssetId: pictures[index],
          assetIds: [pictures[index]],
        })),
      },
    )
    ids.push(createProduct.id)
  }
  return ids
}

const variantInput = (product: ProductEntry, variant: VariantEntry, locations: ReadonlyMap<string, string>) => ({
  sku: variant.sku,
  enabled: variant.enabled ?? true,
  price: variant.price,
  trackInventory: 'TRUE',
  stockLevels: Object.entries(variant.stock ?? {}).map(([location, stockOnHand]) => ({
    stockLocationId: locations.get(location),
    stockOnHand,
  })),
  customFields: {
    ean: variant.ean,
    weightGrams: variant.weightGrams,
    lengthMm: variant.lengthMm,
    widthMm: variant.widthMm,
    heightMm: variant.heightMm,
  },
  translations: [
    { languageCode: 'pt_BR', name: variant.name ?? [product.name, ...Object.values(variant.options ?? {})].join(' ') },
  ],
})

/** Answers option ids by `name\nvalue`. */
async function addOptions(api: AdminApi, productId: string, product: ProductEntry): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const name of optionNames(product)) {
    const values = [...new Set(product.variants.map((variant) => variant.options?.[name] ?? ''))]
    const { createProductOptionGroup: group } = await api.run<{
      createProductOptionGroup: { id: string; options: { id: string; name: string }[] }
    }>(
      `mutation AddOptionGroup($input: CreateProductOptionGroupInput!) {
        createProductOptionGroup(input: $input) { id options { id name } }
      }`,
      {
        input: {
          code: slug(`${product.name} ${name}`),
          translations: [{ languageCode: 'pt_BR', name }],
          options: values.map((value) => ({
            code: slug(value),
            translations: [{ languageCode: 'pt_BR', name: value }],
          })),
        },
      },
    )
    await api.run(
      `mutation UseOptionGroup($productId: ID!, $groupId: ID!) {
        addOptionGroupToProduct(productId: $productId, optionGroupId: $groupId) { id }
      }`,
      { productId, groupId: group.id },
    )
    for (const option of group.options) {
      ids.set(`${name}\n${option.name}`, option.id)
    }
  }
  return ids
}

async function drawAssets(app: INestApplicationContext, variants: readonly VariantEntry[]): Promise<string[]> {
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin' })
  const ids: string[] = []
  for (const { sku, color } of variants) {
    const picture = Readable.from([drawPicture(sku, color ?? DEFAULT_COLOR)])
    const asset = await app.get(AssetService).createFromFileStream(picture, `${slug(sku)}.png`, ctx)
    if (!(asset instanceof Asset)) {
      throw new Error(`the shop refused the picture of ${sku}: ${asset.message}`)
    }
    ids.push(String(asset.id))
  }
  return ids
}

const translated = (name: string, more: object) => ({ languageCode: 'pt_BR', name, slug: slug(name), ...more })

import type { AdminApi } from '../adminApi'
import type { ProductEntry } from '../catalog'
import { slug } from './slug'

const BRAND = 'brand'

/** Brand and specifications as facets. Answers which facet values belong to a product. */
export async function seedFacets(
  api: AdminApi,
  products: readonly ProductEntry[],
): Promise<(product: ProductEntry) => string[]> {
  const valuesByFacet = new Map<string, Set<string>>()
  for (const [facet, value] of products.flatMap(facetsOf)) {
    valuesByFacet.set(facet, (valuesByFacet.get(facet) ?? new Set()).add(value))
  }
  const ids = new Map<string, string>()
  for (const [facet, values] of valuesByFacet) {
    const { createFacet } = await api.run<{ createFacet: { values: { id: string; name: string }[] } }>(
      'mutation AddFacet($input: CreateFacetInput!) { createFacet(input: $input) { values { id name } } }',
      {
        input: {
          code: slug(facet),
          isPrivate: false,
          translations: [{ languageCode: 'pt_BR', name: facet === BRAND ? 'Marca' : facet }],
          values: [...values].map((value) => ({
            code: slug(value),
            translations: [{ languageCode: 'pt_BR', name: value }],
          })),
        },
      },
    )
    createFacet.values.forEach((value) => ids.set(`${facet}\n${value.name}`, value.id))
  }
  return (product) => facetsOf(product).map(([facet, value]) => ids.get(`${facet}\n${value}`) as string)
}

const facetsOf = (product: ProductEntry): [string, string][] => [
  ...(product.brand === undefined ? [] : [[BRAND, product.brand] as [string, string]]),
  ...Object.entries(product.specifications ?? {}).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  ),
]

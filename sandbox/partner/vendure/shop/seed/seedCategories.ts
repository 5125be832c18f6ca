import { setTimeout as pause } from 'node:timers/promises'
import type { AdminApi } from '../adminApi'
import type { ProductEntry } from '../catalog'
import { slug } from './slug'

interface Category {
  readonly path: readonly string[]
  readonly productIds: string[]
}

/** Categories as nested collections, each listing its products and those of its branches. */
export async function seedCategories(api: AdminApi, products: readonly ProductEntry[], productIds: readonly string[]) {
  const ids = new Map<string, string>()
  for (const [key, { path, productIds: members }] of categoriesOf(products, productIds)) {
    const name = path[path.length - 1]
    const { createCollection } = await api.run<{ createCollection: { id: string } }>(
      'mutation AddCollection($input: CreateCollectionInput!) { createCollection(input: $input) { id } }',
      {
        input: {
          parentId: ids.get(path.slice(0, -1).join('\n')),
          inheritFilters: false,
          filters: [
            {
              code: 'product-id-filter',
              arguments: [
                { name: 'productIds', value: JSON.stringify(members) },
                { name: 'combineWithAnd', value: 'false' },
              ],
            },
          ],
          translations: [{ languageCode: 'pt_BR', name, slug: slug(path.join(' ')), description: '' }],
        },
      },
    )
    ids.set(key, createCollection.id)
  }
  await settled(api)
}

/** By path, parents before their branches. */
function categoriesOf(products: readonly ProductEntry[], productIds: readonly string[]): Map<string, Category> {
  const categories = new Map<string, Category>()
  products.forEach((product, index) => {
    const path = product.category ?? []
    path.forEach((_, depth) => {
      const branch = path.slice(0, depth + 1)
      const key = branch.join('\n')
      const category = categories.get(key) ?? { path: branch, productIds: [] }
      category.productIds.push(productIds[index])
      categories.set(key, category)
    })
  })
  return categories
}

/** Vendure fills collections in background jobs: the shop opens when they are through. */
async function settled(api: AdminApi) {
  for (;;) {
    const { jobs } = await api.run<{ jobs: { totalItems: number } }>(
      'query OpenJobs { jobs(options: { filter: { isSettled: { eq: false } } }) { totalItems } }',
    )
    if (jobs.totalItems === 0) {
      return
    }
    await pause(50)
  }
}

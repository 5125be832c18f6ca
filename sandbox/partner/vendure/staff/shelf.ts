import type { AdminApi } from '../shop/adminApi'

export interface StockAtLocation {
  readonly location: string
  readonly onHand: number
  readonly allocated: number
}

interface RawVariant {
  readonly id: string
  readonly stockLevels: readonly {
    readonly stockOnHand: number
    readonly stockAllocated: number
    readonly stockLocation: { readonly id: string; readonly name: string }
  }[]
}

/** @throws Error when no SKU has this name */
export async function findVariant(api: AdminApi, sku: string): Promise<RawVariant> {
  const { productVariants } = await api.run<{ productVariants: { items: RawVariant[] } }>(
    `query StaffVariant($sku: String!) {
      productVariants(options: { filter: { sku: { eq: $sku } } }) {
        items { id stockLevels { stockOnHand stockAllocated stockLocation { id name } } }
      }
    }`,
    { sku },
  )
  const [found] = productVariants.items
  if (!found) {
    throw new Error(`the store has no SKU ${sku}`)
  }
  return found
}

export async function updateVariant(api: AdminApi, sku: string, change: Record<string, unknown>) {
  const { id } = await findVariant(api, sku)
  await api.run(
    'mutation StaffUpdateVariant($input: UpdateProductVariantInput!) { updateProductVariants(input: [$input]) { id } }',
    { input: { id, ...change } },
  )
}

/** @param location absent: the one that holds the SKU, or the first */
export async function countStock(api: AdminApi, sku: string, onHand: number, location?: string) {
  const { stockLevels } = await findVariant(api, sku)
  const level = location
    ? stockLevels.find((candidate) => candidate.stockLocation.name === location)
    : (stockLevels.find((candidate) => candidate.stockOnHand > 0) ?? stockLevels[0])
  if (!level) {
    throw new Error(`${sku} has no stock location ${location ?? ''}`)
  }
  await updateVariant(api, sku, {
    stockLevels: [{ stockLocationId: level.stockLocation.id, stockOnHand: onHand }],
  })
}

export async function stockOf(api: AdminApi, sku: string): Promise<StockAtLocation[]> {
  const { stockLevels } = await findVariant(api, sku)
  return stockLevels.map((level) => ({
    location: level.stockLocation.name,
    onHand: level.stockOnHand,
    allocated: level.stockAllocated,
  }))
}

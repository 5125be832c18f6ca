import { readFileSync } from 'node:fs'

/** What the marketplace must know of a catalogue before it can be sold there. */
export interface CatalogFile {
  readonly products: readonly {
    readonly brand: string
    readonly category: readonly string[]
    readonly variants: readonly { readonly sku: string }[]
  }[]
}

export const readCatalogFile = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as CatalogFile

export const skusOf = ({ products }: CatalogFile) => products.flatMap(({ variants }) => variants.map(({ sku }) => sku))

/** The operator of this marketplace mapped every category and brand of the store. */
export function taxonomyOf({ products }: CatalogFile) {
  const paths = [...new Set(products.map(({ category }) => category.join('/')))].filter(Boolean)
  const names = [...new Set(products.map(({ brand }) => brand))].filter(Boolean)
  return {
    categories: paths.map((categoryPath, index) => ({ id: index + 1, path: categoryPath })),
    brands: names.map((name, index) => ({ id: 2_000_001 + index, name })),
  }
}

import { readFileSync } from 'node:fs'
import Ajv from 'ajv'
import schema from './catalog.schema.json'

/** What a shop sells; every field is explained in the README, amounts are minor units with tax. */
export interface Catalog {
  readonly shop?: { readonly name?: string; readonly currency?: string; readonly country?: string }
  readonly stockLocations: readonly string[]
  readonly shippingMethods: readonly ShippingMethodEntry[]
  readonly products: readonly ProductEntry[]
}

export interface ShippingMethodEntry {
  readonly id: string
  readonly name: string
  readonly postalCodes: { readonly from: string; readonly to: string }
  readonly price: number
  readonly pricePerKg?: number
  readonly maxWeightGrams?: number
  /** VTEX notation, e.g. `5bd`. */
  readonly estimate: string
}

export interface ProductEntry {
  readonly name: string
  readonly description?: string
  readonly brand?: string
  readonly category?: readonly string[]
  readonly specifications?: Readonly<Record<string, readonly string[]>>
  readonly enabled?: boolean
  readonly variants: readonly VariantEntry[]
}

export interface VariantEntry {
  readonly sku: string
  readonly name?: string
  readonly options?: Readonly<Record<string, string>>
  readonly price?: number
  readonly ean?: string
  readonly weightGrams?: number
  readonly lengthMm?: number
  readonly widthMm?: number
  readonly heightMm?: number
  readonly stock?: Readonly<Record<string, number>>
  readonly color?: string
  readonly enabled?: boolean
  /** Sold with it; Vendure has nothing of the kind. */
  readonly services?: readonly ServiceEntry[]
  /** Forms a shopper fills in; Vendure has nothing of the kind. */
  readonly attachments?: readonly AttachmentEntry[]
}

export interface ServiceEntry {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly price: number
}

export interface AttachmentEntry {
  readonly name: string
  readonly required?: boolean
  readonly fields: readonly {
    readonly name: string
    readonly maxLength?: number
    readonly options?: readonly string[]
  }[]
}

/** The catalogue file cannot be used; the message lists every problem found, one a line. */
export class CatalogError extends Error {}

const matchesSchema = new Ajv({ allErrors: true }).compile<Catalog>(schema)

/** @throws CatalogError when the file is missing, is no JSON or breaks a rule of the README. */
export function readCatalog(file: string): Catalog {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new CatalogError(`${file}: ${(cause as Error).message}`)
  }
  return checkCatalog(value, file)
}

export function checkCatalog(value: unknown, name = 'catalogue'): Catalog {
  if (!matchesSchema(value)) {
    const problems = (matchesSchema.errors ?? []).map((error) => {
      const extra = 'additionalProperty' in error.params ? ` (${String(error.params.additionalProperty)})` : ''
      return `${name}${error.instancePath}: ${error.message}${extra}`
    })
    throw new CatalogError(problems.join('\n'))
  }
  const problems = [...problemsOf(value)]
  if (problems.length > 0) {
    throw new CatalogError(problems.map((problem) => `${name}: ${problem}`).join('\n'))
  }
  return value
}

function* problemsOf(catalog: Catalog): Generator<string> {
  const skus = new Set<string>()
  for (const product of catalog.products) {
    const options = optionNames(product)
    const combinations = new Set<string>()
    for (const variant of product.variants) {
      if (skus.has(variant.sku)) {
        yield `SKU ${variant.sku} is there twice`
      }
      skus.add(variant.sku)
      if (variant.ean !== undefined && !hasRightCheckDigit(variant.ean)) {
        yield `SKU ${variant.sku}: the check digit of EAN ${variant.ean} is wrong`
      }
      for (const location of Object.keys(variant.stock ?? {})) {
        if (!catalog.stockLocations.includes(location)) {
          yield `SKU ${variant.sku}: "${location}" is not one of stockLocations`
        }
      }
      const combination = options.map((option) => variant.options?.[option])
      if (combination.includes(undefined)) {
        yield `SKU ${variant.sku}: all variants of "${product.name}" need the same options (${options.join(', ')})`
      }
      if (combinations.has(combination.join('\n'))) {
        yield `SKU ${variant.sku}: another variant of "${product.name}" has the same options`
      }
      combinations.add(combination.join('\n'))
    }
  }
  const methods = catalog.shippingMethods.map((method) => method.id)
  if (new Set(methods).size < methods.length) {
    yield 'two shipping methods have the same id'
  }
}

/** Names of the options that tell the variants of a product apart, in the order of their first use. */
export const optionNames = (product: ProductEntry): string[] => [
  ...new Set(product.variants.flatMap((variant) => Object.keys(variant.options ?? {}))),
]

/** GS1: weights 3 and 1 from the right, check digit last. */
function hasRightCheckDigit(ean: string): boolean {
  const digits = [...ean].map(Number).reverse()
  return digits.reduce((sum, digit, place) => sum + digit * (place % 2 === 1 ? 3 : 1), 0) % 10 === 0
}

import { inTaxonomy, translateBrand, translateCategory, type NameMapping, type Taxonomy } from '../catalog/nameMapping'
import type { UnmappedPolicy } from '../settings/sellerSettings'
import type { Finding } from './finding'

/** Names of the partner, as its catalogue has them. */
export interface PartnerNames {
  /** Department first, parts joined by `/`. */
  readonly categories: readonly string[]
  readonly brands: readonly string[]
}

const NAME = 'mapping'
const NAMES_TOLD = 3

/**
 * Judges a seller's mapping tables, and names of its catalogue, by what the marketplace has (PROTOCOL §17.13). Lists that
 * could not be read judge nothing.
 */
export function mappingFindings(
  mapping: NameMapping,
  taxonomy: Taxonomy,
  names: PartnerNames,
  unmapped: UnmappedPolicy,
): Finding[] {
  const lacking = (known: ReadonlyMap<string, string> | undefined, wanted: readonly string[]) => [
    ...new Set(wanted.flatMap((name) => ('missing' in inTaxonomy(known, name) ? [name] : []))),
  ]
  const targets = [...mapping.categories.values(), ...mapping.below.values()]
  const wrongCategories = lacking(taxonomy.categories, targets)
  const wrongBrands = lacking(taxonomy.brands, [...mapping.brands.values()])
  const told = new Set([...wrongCategories, ...wrongBrands])
  const isNews = (name: string) => !told.has(name)
  const categories = names.categories.map((path) => translateCategory(mapping, path.split('/')))
  const brands = names.brands.map((brand) => translateBrand(mapping, brand))
  return [
    ...tableFinding('categoryMapping', 'category', wrongCategories, unmapped),
    ...tableFinding('brandMapping', 'brand', wrongBrands, unmapped),
    ...namesFinding('categoryMapping', 'category', lacking(taxonomy.categories, categories).filter(isNews), unmapped),
    ...namesFinding('brandMapping', 'brand', lacking(taxonomy.brands, brands).filter(isNews), unmapped),
  ]
}

type Table = 'categoryMapping' | 'brandMapping'
type Kind = 'category' | 'brand'

function tableFinding(table: Table, kind: Kind, wrong: readonly string[], unmapped: UnmappedPolicy): Finding[] {
  if (wrong.length === 0) return []
  const message = `${table} leads to what the marketplace has not: ${quoted(wrong)}`
  const fix = `Correct ${table}, or create the ${kind} in the marketplace; its lists are read anew every ten minutes`
  return [{ check: NAME, level: unmapped === 'hold' ? 'error' : 'warning', message, fix }]
}

function namesFinding(table: Table, kind: Kind, missing: readonly string[], unmapped: UnmappedPolicy): Finding[] {
  if (missing.length === 0) return []
  const outcome = unmapped === 'hold' ? 'its SKUs are not sent' : 'its SKUs wait until somebody maps them'
  const message = `The marketplace has no ${kind} ${quoted(missing)}: ${outcome}`
  const fix = `Name a counterpart in ${table}, or create the ${kind} in the marketplace`
  return [{ check: NAME, level: unmapped === 'hold' ? 'warning' : 'info', message, fix }]
}

function quoted(names: readonly string[]): string {
  const more = names.length - NAMES_TOLD
  const some = names.slice(0, NAMES_TOLD).map((name) => `"${name.slice(0, 60)}"`)
  return `${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

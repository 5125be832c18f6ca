import { SettingsError } from '../errors'

/** The partner's names on the left, the marketplace's on the right (PROTOCOL §17.13). */
export interface NameMapping {
  /** By lower-case category path. */
  readonly categories: ReadonlyMap<string, string>
  /** Everything at or below a category, by lower-case path. */
  readonly below: ReadonlyMap<string, string>
  /** By lower-case brand. */
  readonly brands: ReadonlyMap<string, string>
}

export const NO_MAPPING: NameMapping = { categories: new Map(), below: new Map(), brands: new Map() }

/** What the marketplace has, by lower-case name; absent: it could not be read, so nothing is judged by it. */
export interface Taxonomy {
  readonly categories?: ReadonlyMap<string, string>
  readonly brands?: ReadonlyMap<string, string>
}

export type Mapped = { readonly name: string } | { readonly missing: string }

const WHOLE_BRANCH = '/*'
const keyOf = (name: string) => name.trim().toLowerCase()

/** A path in one spelling: no blanks around its parts, none of them empty. */
export const pathOf = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/')

/**
 * Reads the two mapping tables of a seller: `theirs = ours` entries, one per line or separated by semicolons. A category
 * that ends in `/*` stands for everything at or below it.
 * @throws SettingsError naming the table and the entry that cannot be read
 */
export function parseMapping(
  tables: { readonly categories?: string; readonly brands?: string },
  path: string,
): NameMapping {
  const categories = entriesOf(tables.categories, `${path}.categoryMapping`).map(
    ([from, to]) => [pathOf(from.split('/')), pathOf(to.split('/'))] as const,
  )
  const isBranch = ([from]: readonly [string, string]) => from.endsWith(WHOLE_BRANCH)
  return {
    categories: new Map(categories.filter((entry) => !isBranch(entry)).map(([from, to]) => [keyOf(from), to])),
    below: new Map(categories.filter(isBranch).map(([from, to]) => [keyOf(from.slice(0, -WHOLE_BRANCH.length)), to])),
    brands: new Map(entriesOf(tables.brands, `${path}.brandMapping`).map(([from, to]) => [keyOf(from), to])),
  }
}

function entriesOf(text: string | undefined, field: string): (readonly [string, string])[] {
  return (text ?? '')
    .split(/[;\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const equals = entry.indexOf('=')
      const [from, to] = [entry.slice(0, equals).trim(), entry.slice(equals + 1).trim()]
      if (equals < 1 || !from || !to) throw new SettingsError(field, `"${entry.slice(0, 60)}" is not "theirs = ours"`)
      return [from, to] as const
    })
}

/** The marketplace's path of a partner's category by the table alone: itself when no entry fits; the longest fits best. */
export function translateCategory(mapping: NameMapping, parts: readonly string[]): string {
  const path = pathOf(parts)
  const exact = mapping.categories.get(keyOf(path))
  if (exact !== undefined) return exact
  const steps = path.split('/')
  for (let length = steps.length; length > 0; length--) {
    const branch = mapping.below.get(keyOf(steps.slice(0, length).join('/')))
    if (branch !== undefined) return branch
  }
  return path
}

export const translateBrand = (mapping: NameMapping, brand: string): string =>
  mapping.brands.get(keyOf(brand)) ?? brand.trim()

/** The name as the marketplace spells it, or the one it lacks. */
export function inTaxonomy(known: ReadonlyMap<string, string> | undefined, name: string): Mapped {
  if (!known) return { name }
  const spelled = known.get(keyOf(name))
  return spelled === undefined ? { missing: name } : { name: spelled }
}

export const taxonomyOf = (names: readonly string[]): ReadonlyMap<string, string> | undefined =>
  // A marketplace without any cannot approve anything: rather a list that could not be read.
  names.length === 0 ? undefined : new Map(names.map((name) => [keyOf(name), name]))

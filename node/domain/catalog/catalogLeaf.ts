import type { CatalogRow } from './catalogRow'
import { isSameRow, readRow, storedRow, type StoredRow } from './storedRow'

/** Rows of the SKUs from one name to the next in the directory (decision 0009). */
export interface CatalogLeaf {
  readonly schemaVersion: 1
  readonly rows: Readonly<Record<string, StoredRow>>
}

/** Which leaf holds which SKUs: sorted by `from`, the first one is ''. */
export interface CatalogDirectory {
  readonly schemaVersion: 1
  readonly leaves: readonly LeafRange[]
}

export interface LeafRange {
  /** The first SKU it may hold. */
  readonly from: string
  /** Name of the document. */
  readonly name: string
}

export const FIRST_LEAF = 'leaf-0'
export const EMPTY_LEAF: CatalogLeaf = { schemaVersion: 1, rows: {} }
export const EMPTY_DIRECTORY: CatalogDirectory = { schemaVersion: 1, leaves: [{ from: '', name: FIRST_LEAF }] }

/** Below the 100 kB a VBase document should have (PLATFORM §4.2). */
const MOST_CHARACTERS = 64_000

export interface RowChange {
  readonly sku: string
  /** As it was read. */
  readonly before: CatalogRow | undefined
  /** undefined: forget it. */
  readonly after: CatalogRow | undefined
}

/** The leaf an SKU belongs to. */
export function leafOf({ leaves }: CatalogDirectory, sku: string): LeafRange {
  let low = 0
  let high = leaves.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (leaves[middle].from <= sku) low = middle
    else high = middle - 1
  }
  return leaves[low]
}

/** The leaf that begins after `from`; undefined after the last one. */
export const leafAfter = ({ leaves }: CatalogDirectory, from: string): LeafRange | undefined =>
  leaves.find((leaf) => leaf.from > from)

export function readRows(leaf: CatalogLeaf, range?: { readonly from: string; readonly to?: string }) {
  return Object.entries(leaf.rows)
    .filter(([sku]) => !range || (sku >= range.from && (range.to === undefined || sku < range.to)))
    .map(([sku, row]): [string, CatalogRow] => [sku, readRow(row)])
}

/**
 * A row that somebody else changed since it was read stays as it is: both told the truth of their moment, and the next
 * look at the partner sees a difference if there is one.
 * @returns undefined when nothing changes
 */
export function withChanges(leaf: CatalogLeaf, changes: readonly RowChange[]): CatalogLeaf | undefined {
  const rows = new Map(Object.entries(leaf.rows))
  let changed = false
  for (const { sku, before, after } of changes) {
    const current = rows.get(sku)
    const read = current && readRow(current)
    if (!isSameRow(read, before) || isSameRow(read, after)) continue
    changed = true
    if (after) rows.set(sku, storedRow(after))
    else rows.delete(sku)
  }
  return changed ? { ...leaf, rows: Object.fromEntries(rows) } : undefined
}

/** Whether the rows are those that the changes were made from: who made them from others must not go by this leaf. */
export function isAsRead(leaf: CatalogLeaf, changes: readonly RowChange[]): boolean {
  const rows = new Map(Object.entries(leaf.rows))
  return changes.every(({ sku, before }) => {
    const row = rows.get(sku)
    return isSameRow(row && readRow(row), before)
  })
}

export const isTooLarge = (leaf: CatalogLeaf): boolean => JSON.stringify(leaf).length > MOST_CHARACTERS

/** The upper half of a leaf and the SKU it begins with; undefined when there is nothing to halve. */
export function upperHalf(leaf: CatalogLeaf): { readonly from: string; readonly leaf: CatalogLeaf } | undefined {
  const skus = Object.keys(leaf.rows).sort()
  if (skus.length < 2) return undefined
  const from = skus[skus.length >> 1]
  return { from, leaf: filtered(leaf, (sku) => sku >= from) }
}

/** What was written from `from` on after the copy was made. */
export function rowsSince(copy: CatalogLeaf, current: CatalogLeaf, from: string): RowChange[] {
  const copied = new Map(readRows(copy))
  return readRows(current)
    .filter(([sku, row]) => sku >= from && !isSameRow(copied.get(sku), row))
    .map(([sku, after]) => ({ sku, before: copied.get(sku), after }))
}

/** What stays when everything from `from` on has moved. */
export const lowerPart = (leaf: CatalogLeaf, from: string): CatalogLeaf => filtered(leaf, (sku) => sku < from)

const filtered = (leaf: CatalogLeaf, stays: (sku: string) => boolean): CatalogLeaf => ({
  ...leaf,
  rows: Object.fromEntries(Object.entries(leaf.rows).filter(([sku]) => stays(sku))),
})

/** @returns undefined when the leaf is no longer where it was, or the place is taken */
export function withSplit(
  directory: CatalogDirectory,
  leaf: LeafRange,
  upper: LeafRange,
): CatalogDirectory | undefined {
  const { leaves } = directory
  const isHere = leaves.some(({ name, from }) => name === leaf.name && from === leaf.from)
  const end = leafAfter(directory, leaf.from)?.from
  const fits = upper.from > leaf.from && (end === undefined || upper.from < end)
  if (!isHere || !fits) return undefined
  return { ...directory, leaves: [...leaves, upper].sort((a, b) => (a.from < b.from ? -1 : 1)) }
}

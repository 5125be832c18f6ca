import { randomUUID } from 'crypto'

import {
  EMPTY_DIRECTORY,
  EMPTY_LEAF,
  FIRST_LEAF,
  isTooLarge,
  leafAfter,
  leafOf,
  lowerPart,
  readRows,
  rowsSince,
  upperHalf,
  withChanges,
  withSplit,
  type CatalogDirectory,
  type CatalogLeaf,
  type LeafRange,
  type RowChange,
} from '../../domain/catalog/catalogLeaf'
import type { CatalogRow } from '../../domain/catalog/catalogRow'
import { IDLE_RUN, type CatalogRun } from '../../domain/catalog/catalogRun'
import { isSameRow, readRow } from '../../domain/catalog/storedRow'
import type { SellerId } from '../../domain/ids'
import { inParallel } from '../inParallel'
import { recordKey } from './recordKey'
import type { RecordStore, Stored } from './recordStore'

export type { RowChange } from '../../domain/catalog/catalogLeaf'

const BUCKET = 'catalog'
const DIRECTORY = 'directory'
const RUN = 'run'
const AT_ONCE = 8
const TRIES = 5

/** Some rows in the order of their SKUs, and from where the next ones come. */
export interface RowsPage {
  /** The first SKU the leaf may hold. */
  readonly from: string
  readonly rows: readonly (readonly [sku: string, row: CatalogRow])[]
  /** Absent: these were the last ones. */
  readonly next?: string
}

/**
 * What the marketplace was told about each SKU of a seller, and how far a sync has come.
 *
 * Rows are kept in leaves by range of SKU, with one directory: neighbours in a partner's catalogue share a document, so
 * that a page of 100 SKUs reads and writes one or two of them (decision 0009). A row is a memory of what was told: one
 * that is lost in a race is told again, nothing worse.
 */
export class CatalogStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
  ) {}

  async create(): Promise<void> {
    await this.records.put(BUCKET, this.path(FIRST_LEAF), EMPTY_LEAF)
    await this.records.put(BUCKET, this.path(DIRECTORY), EMPTY_DIRECTORY)
    await this.records.put(BUCKET, this.path(RUN), IDLE_RUN)
  }

  async rows(skus: readonly string[]): Promise<Map<string, CatalogRow>> {
    return this.underOneDirectory(async (directory) => {
      const found = new Map<string, CatalogRow>()
      await inParallel([...byLeaf(directory, skus, (sku) => sku)], AT_ONCE, async ([name, some]) => {
        const { value } = await this.records.readExisting<CatalogLeaf>(BUCKET, this.path(name))
        const known = new Map(Object.entries(value.rows))
        for (const sku of some) {
          const row = known.get(sku)
          if (row) found.set(sku, readRow(row))
        }
      })
      return { value: found, isSure: skus.every((sku) => found.has(sku)) }
    })
  }

  /** Remembers what was told; what is as it was costs nothing. */
  async save(all: readonly RowChange[]): Promise<void> {
    const changes = all.filter(({ before, after }) => !isSameRow(before, after))
    if (changes.length === 0) return
    const full: string[] = []
    await this.underOneDirectory(async (directory) => {
      full.length = 0
      await inParallel([...byLeaf(directory, changes, ({ sku }) => sku)], AT_ONCE, async ([name, some]) => {
        const leaf = await this.updateLeaf(name, (current) => withChanges(current, some))
        if (isTooLarge(leaf)) full.push(name)
      })
      return { value: undefined, isSure: false }
    })
    for (const name of full) await this.split(name)
  }

  /** The rows of one leaf. @param from where the page before said that the next one comes; absent: the first */
  async page(from = ''): Promise<RowsPage> {
    const { value: directory } = await this.directory()
    const leaf = leafOf(directory, from)
    const next = leafAfter(directory, leaf.from)?.from
    const { value } = await this.records.readExisting<CatalogLeaf>(BUCKET, this.path(leaf.name))
    const rows = readRows(value, { from, to: next }).sort(([a], [b]) => (a < b ? -1 : 1))
    return { from: leaf.from, rows, ...(next === undefined ? {} : { next }) }
  }

  /** How many of some SKUs lie in each leaf, by the first SKU the leaf may hold. */
  async countByLeaf(skus: readonly string[]): Promise<Record<string, number>> {
    const { value: directory } = await this.directory()
    const counts: Record<string, number> = {}
    for (const sku of skus) {
      const { from } = leafOf(directory, sku)
      counts[from] = (counts[from] ?? 0) + 1
    }
    return counts
  }

  async run(): Promise<CatalogRun> {
    return (await this.records.readExisting<CatalogRun>(BUCKET, this.path(RUN))).value
  }

  async updateRun(change: (current: CatalogRun) => CatalogRun | undefined): Promise<CatalogRun> {
    return this.records.update(BUCKET, this.path(RUN), change)
  }

  /** Works by the directory, and again if it changed meanwhile: what was looked for may have moved. */
  private async underOneDirectory<T>(
    work: (directory: CatalogDirectory) => Promise<{ readonly value: T; readonly isSure: boolean }>,
  ): Promise<T> {
    let known = await this.directory()
    for (let attempt = 1; ; attempt++) {
      const { value, isSure } = await work(known.value)
      if (isSure || attempt === TRIES) return value
      const now = await this.directory()
      if (now.version === known.version) return value
      known = now
    }
  }

  /**
   * Moves the upper half of a leaf into a new document: first the copy under a name nobody else uses, then the
   * directory, then the old leaf. A crash in between leaves a document nobody reads, or rows where nobody looks.
   */
  private async split(name: string): Promise<void> {
    const { value: directory } = await this.directory()
    const leaf = directory.leaves.find((candidate) => candidate.name === name)
    if (!leaf) return
    const { value: full } = await this.records.readExisting<CatalogLeaf>(BUCKET, this.path(name))
    const end = leafAfter(directory, leaf.from)?.from
    const upper = isTooLarge(full) ? upperHalf(end === undefined ? full : lowerPart(full, end)) : undefined
    if (!upper) return
    const range: LeafRange = { from: upper.from, name: `leaf-${randomUUID()}` }
    await this.records.put(BUCKET, this.path(range.name), upper.leaf)
    let isSplit = false
    await this.records.update<CatalogDirectory>(BUCKET, this.path(DIRECTORY), (current) => {
      const next = withSplit(current, leaf, range)
      isSplit = next !== undefined
      return next
    })
    if (!isSplit) return this.records.remove(BUCKET, this.path(range.name))
    let late: readonly RowChange[] = []
    await this.updateLeaf(name, (current) => {
      late = rowsSince(upper.leaf, current, upper.from)
      return lowerPart(current, upper.from)
    })
    return this.save(late)
  }

  private updateLeaf(name: string, change: (current: CatalogLeaf) => CatalogLeaf | undefined): Promise<CatalogLeaf> {
    return this.records.update<CatalogLeaf>(BUCKET, this.path(name), change)
  }

  private directory(): Promise<Stored<CatalogDirectory>> {
    return this.records.readExisting<CatalogDirectory>(BUCKET, this.path(DIRECTORY))
  }

  private path(name: string) {
    return `${recordKey(this.seller)}/${name}`
  }
}

function byLeaf<T>(directory: CatalogDirectory, items: readonly T[], skuOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const { name } = leafOf(directory, skuOf(item))
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  }
  return groups
}

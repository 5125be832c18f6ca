import {
  isAsRead,
  isTooLarge,
  leafAfter,
  leafOf,
  readRows,
  withChanges,
  type RowChange,
} from '../../domain/catalog/catalogLeaf'
import type { CatalogRow } from '../../domain/catalog/catalogRow'
import { IDLE_RUN, type CatalogRun } from '../../domain/catalog/catalogRun'
import { isSameRow, readRow } from '../../domain/catalog/storedRow'
import { groupBy } from '../../domain/groupBy'
import type { SellerId } from '../../domain/ids'
import { inParallel } from '../inParallel'
import { CATALOG_BUCKET, CatalogLeaves, type ReadLeaves } from './catalogLeaves'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'

export type { RowChange } from '../../domain/catalog/catalogLeaf'

const RUN = 'run'
const AT_ONCE = 8

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
  private readonly leaves: CatalogLeaves

  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
  ) {
    this.leaves = new CatalogLeaves(records, seller)
  }

  async create(): Promise<void> {
    await this.leaves.create()
    await this.records.put(CATALOG_BUCKET, this.runPath(), IDLE_RUN)
  }

  /** @param read leaves that were read a moment ago; those read now are added */
  async rows(skus: readonly string[], read?: ReadLeaves): Promise<Map<string, CatalogRow>> {
    return this.leaves.underOneDirectory(async (directory) => {
      const found = new Map<string, CatalogRow>()
      await inParallel([...groupBy(skus, (sku) => leafOf(directory, sku).name)], AT_ONCE, async ([name, some]) => {
        const leaf = read?.leaves.get(name) ?? (await this.leaves.read(name))
        read?.leaves.set(name, leaf)
        const known = new Map(Object.entries(leaf.value.rows))
        for (const sku of some) {
          const row = known.get(sku)
          if (row) found.set(sku, readRow(row))
        }
      })
      return { value: found, isSure: skus.every((sku) => found.has(sku)) }
    }, read)
  }

  /**
   * Remembers what was told; what is as it was costs nothing.
   * @param read leaves that were read: as long as nobody else writes them, they are not read again to be changed
   */
  async save(all: readonly RowChange[], read?: ReadLeaves): Promise<void> {
    const changes = all.filter(({ before, after }) => !isSameRow(before, after))
    if (changes.length === 0) return
    const full: string[] = []
    await this.leaves.underOneDirectory(async (directory) => {
      full.length = 0
      await inParallel(
        [...groupBy(changes, ({ sku }) => leafOf(directory, sku).name)],
        AT_ONCE,
        async ([name, some]) => {
          const seen = read?.leaves.get(name)
          read?.leaves.delete(name)
          const early = seen && isAsRead(seen.value, some) ? seen : undefined
          const leaf = await this.leaves.update(name, (current) => withChanges(current, some), early)
          if (isTooLarge(leaf)) full.push(name)
        },
      )
      return { value: undefined, isSure: false }
    }, read)
    for (const name of full) {
      await this.save(await this.leaves.split(name), read)
    }
  }

  /** The rows of one leaf. @param from where the page before said that the next one comes; absent: the first */
  async page(from = ''): Promise<RowsPage> {
    const { value: directory } = await this.leaves.directory()
    const leaf = leafOf(directory, from)
    const next = leafAfter(directory, leaf.from)?.from
    const { value } = await this.leaves.read(leaf.name)
    const rows = readRows(value, { from, to: next }).sort(([a], [b]) => (a < b ? -1 : 1))
    return { from: leaf.from, rows, ...(next === undefined ? {} : { next }) }
  }

  /** How many of some SKUs lie in each leaf, by the first SKU the leaf may hold. */
  async countByLeaf(skus: readonly string[]): Promise<Record<string, number>> {
    const { value: directory } = await this.leaves.directory()
    const counts: Record<string, number> = {}
    for (const sku of skus) {
      const { from } = leafOf(directory, sku)
      counts[from] = (counts[from] ?? 0) + 1
    }
    return counts
  }

  async run(): Promise<CatalogRun> {
    return (await this.records.readExisting<CatalogRun>(CATALOG_BUCKET, this.runPath())).value
  }

  async updateRun(change: (current: CatalogRun) => CatalogRun | undefined): Promise<CatalogRun> {
    return this.records.update(CATALOG_BUCKET, this.runPath(), change)
  }

  private runPath() {
    return `${recordKey(this.seller)}/${RUN}`
  }
}

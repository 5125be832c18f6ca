import { randomUUID } from 'crypto'

import {
  EMPTY_DIRECTORY,
  EMPTY_LEAF,
  FIRST_LEAF,
  isTooLarge,
  leafAfter,
  lowerPart,
  rowsSince,
  upperHalf,
  withSplit,
  type CatalogDirectory,
  type CatalogLeaf,
  type LeafRange,
  type RowChange,
} from '../../domain/catalog/catalogLeaf'
import type { SellerId } from '../../domain/ids'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'
import type { Stored } from './vbaseFiles'

export const CATALOG_BUCKET = 'catalog'
const DIRECTORY = 'directory'
const TRIES = 5

/** What somebody read who goes through a seller's SKUs in order: neighbours lie in the same leaf, which is read once. */
export interface ReadLeaves {
  directory?: Stored<CatalogDirectory>
  /** One that was written since is not among them: it is read again. */
  readonly leaves: Map<string, Stored<CatalogLeaf>>
}

/** The documents a seller's rows lie in: leaves by range of SKU, and the directory that names them (decision 0009). */
export class CatalogLeaves {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
  ) {}

  async create(): Promise<void> {
    await this.records.put(CATALOG_BUCKET, this.path(FIRST_LEAF), EMPTY_LEAF)
    await this.records.put(CATALOG_BUCKET, this.path(DIRECTORY), EMPTY_DIRECTORY)
  }

  directory(): Promise<Stored<CatalogDirectory>> {
    return this.records.readExisting<CatalogDirectory>(CATALOG_BUCKET, this.path(DIRECTORY))
  }

  read(name: string): Promise<Stored<CatalogLeaf>> {
    return this.records.readExisting<CatalogLeaf>(CATALOG_BUCKET, this.path(name))
  }

  /** @param read what is changed first; if it is old by now, the write fails and the leaf is read again */
  update(
    name: string,
    change: (current: CatalogLeaf) => CatalogLeaf | undefined,
    read?: Stored<CatalogLeaf>,
  ): Promise<CatalogLeaf> {
    return this.records.update<CatalogLeaf>(CATALOG_BUCKET, this.path(name), change, read && Promise.resolve(read))
  }

  /**
   * Works by the directory, and again if it changed meanwhile: what was looked for may have moved.
   * @param read begun with, and kept up to date
   */
  async underOneDirectory<T>(
    work: (directory: CatalogDirectory) => Promise<{ readonly value: T; readonly isSure: boolean }>,
    read?: ReadLeaves,
  ): Promise<T> {
    let known = read?.directory ?? (await this.directory())
    for (let attempt = 1; ; attempt++) {
      if (read) read.directory = known
      const { value, isSure } = await work(known.value)
      if (isSure || attempt === TRIES) return value
      const now = await this.directory()
      if (now.version === known.version) return value
      read?.leaves.clear()
      known = now
    }
  }

  /**
   * Moves the upper half of a leaf into a new document: first the copy under a name nobody else uses, then the
   * directory, then the old leaf. A crash in between leaves a document nobody reads, or rows where nobody looks.
   * @returns rows that came into the old leaf meanwhile and belong into the new one
   */
  async split(name: string): Promise<readonly RowChange[]> {
    const { value: directory } = await this.directory()
    const leaf = directory.leaves.find((candidate) => candidate.name === name)
    if (!leaf) return []
    const { value: full } = await this.read(name)
    const end = leafAfter(directory, leaf.from)?.from
    const upper = isTooLarge(full) ? upperHalf(end === undefined ? full : lowerPart(full, end)) : undefined
    if (!upper) return []
    const range: LeafRange = { from: upper.from, name: `leaf-${randomUUID()}` }
    await this.records.put(CATALOG_BUCKET, this.path(range.name), upper.leaf)
    let isSplit = false
    await this.records.update<CatalogDirectory>(CATALOG_BUCKET, this.path(DIRECTORY), (current) => {
      const next = withSplit(current, leaf, range)
      isSplit = next !== undefined
      return next
    })
    let late: readonly RowChange[] = []
    if (isSplit) {
      await this.update(name, (current) => {
        late = rowsSince(upper.leaf, current, upper.from)
        return lowerPart(current, upper.from)
      })
    } else await this.records.remove(CATALOG_BUCKET, this.path(range.name))
    return late
  }

  private path(name: string) {
    return `${recordKey(this.seller)}/${name}`
  }
}

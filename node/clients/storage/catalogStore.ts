import {
  EMPTY_CATALOG_SHARD,
  IDLE_RUN,
  type CatalogRow,
  type CatalogRun,
  type CatalogShard,
} from '../../domain/catalog/catalogShard'
import type { SellerId, SellerSkuId } from '../../domain/ids'
import { recordKey, shardNames, shardOf } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'catalog'
const SHARDS = 64

export interface RowChange {
  readonly sku: string
  /** As it was read. */
  readonly before: CatalogRow | undefined
  readonly after: CatalogRow
}

const isSame = (a: CatalogRow | undefined, b: CatalogRow | undefined) => JSON.stringify(a) === JSON.stringify(b)

/** What the marketplace was told about each SKU of a seller, and how far a sync has come. */
export class CatalogStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
  ) {}

  async create(): Promise<void> {
    for (const shard of shardNames(SHARDS)) await this.records.put(BUCKET, this.path(shard), EMPTY_CATALOG_SHARD)
    await this.records.put(BUCKET, this.path('run'), IDLE_RUN)
  }

  async rows(skus: readonly SellerSkuId[]): Promise<Map<string, CatalogRow>> {
    const shards = [...new Set(skus.map((sku) => shardOf(sku, SHARDS)))]
    const read = await Promise.all(
      shards.map((shard) => this.records.readExisting<CatalogShard>(BUCKET, this.path(shard))),
    )
    const wanted = new Set<string>(skus)
    return new Map(read.flatMap(({ value }) => Object.entries(value.rows).filter(([sku]) => wanted.has(sku))))
  }

  async allRows(): Promise<Record<string, CatalogRow>> {
    const read = await Promise.all(
      shardNames(SHARDS).map((shard) => this.records.readExisting<CatalogShard>(BUCKET, this.path(shard))),
    )
    return Object.fromEntries(read.flatMap(({ value }) => Object.entries(value.rows)))
  }

  /**
   * Remembers what was told. A row that somebody else changed since it was read stays as it is: both told the truth of
   * their moment, and the next look at the partner sees a difference if there is one.
   */
  async save(changes: readonly RowChange[]): Promise<void> {
    const byShard = new Map<string, RowChange[]>()
    for (const change of changes) {
      const shard = shardOf(change.sku, SHARDS)
      byShard.set(shard, [...(byShard.get(shard) ?? []), change])
    }
    for (const [shard, changed] of byShard) {
      await this.records.update<CatalogShard>(BUCKET, this.path(shard), (current) => {
        const rows = new Map(Object.entries(current.rows))
        const fresh = changed.filter(({ sku, before }) => isSame(rows.get(sku), before))
        for (const { sku, after } of fresh) rows.set(sku, after)
        return fresh.length > 0 ? { ...current, rows: Object.fromEntries(rows) } : undefined
      })
    }
  }

  async run(): Promise<CatalogRun> {
    return (await this.records.readExisting<CatalogRun>(BUCKET, this.path('run'))).value
  }

  async updateRun(change: (current: CatalogRun) => CatalogRun | undefined): Promise<CatalogRun> {
    return this.records.update(BUCKET, this.path('run'), change)
  }

  private path(name: string) {
    return `${recordKey(this.seller)}/${name}`
  }
}

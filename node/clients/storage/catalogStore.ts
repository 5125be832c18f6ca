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

  async save(rows: ReadonlyMap<string, CatalogRow>): Promise<void> {
    const byShard = new Map<string, [string, CatalogRow][]>()
    for (const row of rows) {
      const shard = shardOf(row[0], SHARDS)
      byShard.set(shard, [...(byShard.get(shard) ?? []), row])
    }
    for (const [shard, changed] of byShard) {
      await this.records.update<CatalogShard>(BUCKET, this.path(shard), (current) => ({
        ...current,
        rows: { ...current.rows, ...Object.fromEntries(changed) },
      }))
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

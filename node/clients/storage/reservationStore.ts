import type { Clock } from '../../domain/clock'
import { groupBy } from '../../domain/groupBy'
import type { MarketplaceOrderId, SellerId, SellerSkuId } from '../../domain/ids'
import {
  EMPTY_RESERVATION_SHARD,
  release,
  reserve,
  reservedUnits,
  type ReservationRow,
  type ReservationShard,
} from '../../domain/reservations/reservationShard'
import { recordKey, shardNames, shardOf } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'reservations'
const SHARDS = 16

/** Units promised to orders the partner does not yet count, for partners that do not reserve (DESIGN D16). */
export class ReservationStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
    private readonly clock: Clock,
  ) {}

  async createShards(): Promise<void> {
    for (const shard of shardNames(SHARDS)) {
      await this.records.put(BUCKET, this.path(shard), EMPTY_RESERVATION_SHARD)
    }
  }

  /** The group an SKU's reservations lie in. */
  static shardOf(sku: SellerSkuId): string {
    return shardOf(sku, SHARDS)
  }

  async readShard(shard: string): Promise<ReservationShard> {
    return (await this.records.readExisting<ReservationShard>(BUCKET, this.path(shard))).value
  }

  /** Units reserved of each SKU, those of `except` not counted. */
  async reserved(skus: readonly SellerSkuId[], except?: MarketplaceOrderId): Promise<Map<string, number>> {
    const shards = [...new Set(skus.map((sku) => shardOf(sku, SHARDS)))]
    const units = await Promise.all(
      shards.map(async (shard) => {
        const { value } = await this.records.readExisting<ReservationShard>(BUCKET, this.path(shard))
        return reservedUnits(value, this.clock.now(), except)
      }),
    )
    return new Map(units.flatMap((unit) => [...unit]))
  }

  /**
   * Reserves all rows or none: the last unit is sold once, whichever pods ask.
   * @param sellable units of each SKU that may be promised in all
   * @returns the SKU that falls short, or undefined when everything is reserved
   */
  async reserve(
    rows: readonly ReservationRow[],
    sellable: ReadonlyMap<string, number>,
  ): Promise<SellerSkuId | undefined> {
    const taken: string[] = []
    for (const [shard, wanted] of groupBy(rows, ({ sku }) => shardOf(sku, SHARDS))) {
      let short: SellerSkuId | undefined
      await this.records.update<ReservationShard>(BUCKET, this.path(shard), (current) => {
        const outcome = reserve(current, wanted, sellable, this.clock.now())
        short = 'short' in outcome ? outcome.short : undefined
        return 'shard' in outcome ? outcome.shard : undefined
      })
      if (short) {
        await this.releaseShards(rows[0].order, taken, rows[0].claimId)
        return short
      }
      taken.push(shard)
    }
    return undefined
  }

  /** Orders that hold something since before `takenBefore` (ms since the epoch), with their SKUs. */
  async heldSince(takenBefore: number): Promise<Map<MarketplaceOrderId, SellerSkuId[]>> {
    const held = new Map<MarketplaceOrderId, SellerSkuId[]>()
    for (const shard of shardNames(SHARDS)) {
      const { value } = await this.records.readExisting<ReservationShard>(BUCKET, this.path(shard))
      for (const row of value.rows) {
        if (Date.parse(row.takenAt) < takenBefore) held.set(row.order, [...(held.get(row.order) ?? []), row.sku])
      }
    }
    return held
  }

  /** Of all SKUs together. */
  async unitsHeld(): Promise<number> {
    const now = this.clock.now()
    let units = 0
    for (const shard of shardNames(SHARDS)) {
      const { value } = await this.records.readExisting<ReservationShard>(BUCKET, this.path(shard))
      for (const held of reservedUnits(value, now).values()) units += held
    }
    return units
  }

  /** Gives back what an order holds, or what one placement of it took. Repeatable. */
  async release(order: MarketplaceOrderId, skus: readonly SellerSkuId[], claimId?: string): Promise<void> {
    await this.releaseShards(order, [...new Set(skus.map((sku) => shardOf(sku, SHARDS)))], claimId)
  }

  private async releaseShards(order: MarketplaceOrderId, shards: readonly string[], claimId?: string): Promise<void> {
    for (const shard of shards) {
      await this.records.update<ReservationShard>(BUCKET, this.path(shard), (current) =>
        release(current, order, claimId),
      )
    }
  }

  private path(shard: string) {
    return `${recordKey(this.seller)}/${shard}`
  }
}

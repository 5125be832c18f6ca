import type { Clock } from '../../domain/clock'
import { groupBy } from '../../domain/groupBy'
import { marketplaceOrderId, type MarketplaceOrderId, type SellerId } from '../../domain/ids'
import { newOpenOrder, NO_OPEN_ORDERS, type OpenOrderRow, type OpenOrderShard } from '../../domain/orders/openOrders'
import { recordKey, shardNames, shardOf } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'open'
const SHARDS = 8

/**
 * The orders of a seller that the sweeper follows at the partner, so that it need not read their records to know them.
 * Written by the sweeper alone; the daily round rebuilds what was lost.
 */
export class OpenOrderStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<Map<MarketplaceOrderId, OpenOrderRow>> {
    const shards = await Promise.all(
      shardNames(SHARDS).map((shard) => this.records.read<OpenOrderShard>(BUCKET, this.path(shard))),
    )
    return new Map(
      shards.flatMap((stored) =>
        Object.entries(stored?.value.rows ?? {}).map(([id, row]) => [marketplaceOrderId(id), row] as const),
      ),
    )
  }

  /** Orders that are on the list stay as they are. */
  async add(ids: readonly MarketplaceOrderId[]): Promise<void> {
    const row = newOpenOrder(this.clock.now())
    await this.change(ids, (_id, current) => current ?? row)
  }

  /** Brings the next look at orders of the list forward. */
  async lookNow(ids: readonly MarketplaceOrderId[]): Promise<void> {
    const lookAt = new Date(this.clock.now()).toISOString()
    await this.change(ids, (_id, current) => current && { ...current, lookAt })
  }

  /** @param next what becomes of each row; undefined takes it off the list */
  async save(next: ReadonlyMap<MarketplaceOrderId, OpenOrderRow | undefined>): Promise<void> {
    await this.change([...next.keys()], (id, current) => (current ? next.get(id) : undefined))
  }

  private async change(
    ids: readonly MarketplaceOrderId[],
    next: (id: MarketplaceOrderId, current: OpenOrderRow | undefined) => OpenOrderRow | undefined,
  ): Promise<void> {
    for (const [shard, some] of groupBy(ids, (id) => shardOf(id, SHARDS))) {
      await this.records.ensure(BUCKET, this.path(shard), NO_OPEN_ORDERS)
      await this.records.update<OpenOrderShard>(BUCKET, this.path(shard), (current) => {
        const rows = new Map(Object.entries(current.rows))
        for (const id of some) {
          const row = next(id, rows.get(id))
          if (row) rows.set(id, row)
          else rows.delete(id)
        }
        const after = { ...current, rows: Object.fromEntries(rows) }
        return JSON.stringify(after) === JSON.stringify(current) ? undefined : after
      })
    }
  }

  private path(shard: string) {
    return `${recordKey(this.seller)}/${shard}`
  }
}

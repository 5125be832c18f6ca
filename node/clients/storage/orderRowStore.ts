import { groupBy } from '../../domain/groupBy'
import { marketplaceOrderId, type SellerId } from '../../domain/ids'
import {
  dayOf,
  NO_ROWS,
  orderRow,
  type ListedOrder,
  type OrderRow,
  type OrderRowShard,
} from '../../domain/orders/orderRow'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { recordKey, shardNames, shardOf } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'rows'
const SHARDS = 8

/**
 * Lists of orders for operators, by the day they were placed (DESIGN D17). Written by the sweeper, at most a minute after
 * the record; never read to decide anything. The daily round writes them anew from the records.
 */
export class OrderRowStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
  ) {}

  async save(orders: readonly OrderRecord[]): Promise<void> {
    const byPath = groupBy(orders, ({ createdAt, marketplaceOrderId: id }) =>
      this.path(dayOf(createdAt), shardOf(id, SHARDS)),
    )
    for (const [path, some] of byPath) {
      const rows = new Map(some.map((order) => [order.marketplaceOrderId, orderRow(order)]))
      await this.records.ensure(BUCKET, path, NO_ROWS)
      await this.records.update<OrderRowShard>(BUCKET, path, (current) => {
        const fresh = [...rows].filter(([id, row]) => isNewer(row, current.rows[id]))
        return fresh.length > 0 ? { ...current, rows: { ...current.rows, ...Object.fromEntries(fresh) } } : undefined
      })
    }
  }

  /** All orders that were placed on a day (`YYYY-MM-DD`), in no particular order. */
  async ofDay(day: string): Promise<ListedOrder[]> {
    const shards = await Promise.all(
      shardNames(SHARDS).map((shard) => this.records.read<OrderRowShard>(BUCKET, this.path(day, shard))),
    )
    return shards.flatMap((stored) =>
      Object.entries(stored?.value.rows ?? {}).map(([id, row]) => ({
        marketplaceOrderId: marketplaceOrderId(id),
        ...row,
      })),
    )
  }

  private path(day: string, shard: string) {
    return `${recordKey(this.seller)}/${day}/${shard}`
  }
}

/** Rows of two sweeps may cross: the younger one stays. */
const isNewer = (row: OrderRow, current: OrderRow | undefined) =>
  current === undefined || (row.updatedAt >= current.updatedAt && JSON.stringify(row) !== JSON.stringify(current))

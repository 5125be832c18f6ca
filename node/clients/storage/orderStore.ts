import type { Clock } from '../../domain/clock'
import type { MarketplaceOrderId, SellerId } from '../../domain/ids'
import { dueMinute, minuteOf } from '../../domain/orders/dueMinute'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { isFollowed } from '../../domain/orders/states'
import { DueMarkers } from './dueMarkers'
import { recordKey } from './recordKey'
import type { EarlyRead, RecordStore } from './recordStore'
import { StorageUnavailable, WriteConflict } from '../../domain/errors'

const BUCKET = 'orders'
const ATTEMPTS = 20

/** Of an order whose record is not written yet. */
export interface EarlyMarker {
  /** `YYYY-MM-DDTHH:MM` in UTC. */
  readonly minute: string
  readonly path: string
}

/** Order records of one seller. Whatever a record will owe is marked as due before it is written (DESIGN D8). */
export class OrderStore {
  private readonly due: DueMarkers

  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
    private readonly clock: Clock,
  ) {
    this.due = new DueMarkers(records)
  }

  async read(id: MarketplaceOrderId): Promise<OrderRecord | undefined> {
    return (await this.records.read<OrderRecord>(BUCKET, this.path(id)))?.value
  }

  /** One page of all records there are, by their keys. Neither order nor freshness may be trusted. */
  async page(from?: string): Promise<{ readonly keys: readonly string[]; readonly next?: string }> {
    const folder = `${recordKey(this.seller)}/`
    const { paths, next } = await this.records.listPage(BUCKET, folder, from)
    return { keys: paths.map((path) => path.slice(folder.length)), ...(next ? { next } : {}) }
  }

  async readKey(key: string): Promise<OrderRecord | undefined> {
    return (await this.records.read<OrderRecord>(BUCKET, `${recordKey(this.seller)}/${key}`))?.value
  }

  /** A second opinion on a 404: VBase answers it for files that exist now and then. */
  async isListed(id: MarketplaceOrderId): Promise<boolean> {
    return (await this.records.list(BUCKET, this.path(id))).includes(this.path(id))
  }

  /**
   * Marks an order whose record is about to be created, and no sooner due than `at`: `create` needs no marker of its own
   * then. Only the holder of the claim may call it; when there is to be no record after all, it takes the marker away.
   * @param at milliseconds since the epoch
   */
  async markEarly(id: MarketplaceOrderId, at: number, claimId: string): Promise<EarlyMarker> {
    const minute = minuteOf(at)
    const path = await this.due.markOwn(minute, { sellerId: this.seller, marketplaceOrderId: id }, claimId)
    return { minute, path }
  }

  async unmark({ path }: EarlyMarker): Promise<void> {
    await this.due.unmark(path)
  }

  /** Writes the first version. Only the holder of the claim may call it (DESIGN D7). */
  async create(record: OrderRecord): Promise<OrderRecord> {
    const marked = await this.mark(record)
    await this.records.put(BUCKET, this.path(record.marketplaceOrderId), marked)
    return marked
  }

  /**
   * Changes a record with compare-and-set until no other writer interferes.
   * @param change the next record, or undefined to leave it; may run several times, on what others wrote meanwhile
   * @param early what is tried first (`readEarly`)
   * @returns the record now stored
   * @throws StorageUnavailable when the record cannot be read
   */
  async update(
    id: MarketplaceOrderId,
    change: (current: OrderRecord) => OrderRecord | undefined,
    early?: EarlyRead<OrderRecord>,
  ): Promise<OrderRecord> {
    return this.write(
      id,
      (current) => {
        const next = change(current)
        return next && { ...next, updatedAt: new Date(this.clock.now()).toISOString() }
      },
      early,
    )
  }

  /** Begins to read a record that will be changed in a moment. */
  readEarly(id: MarketplaceOrderId): EarlyRead<OrderRecord> {
    return this.records.readEarly(BUCKET, this.path(id))
  }

  /** The same for what is no change of the order itself: `updatedAt` stays. */
  async note(id: MarketplaceOrderId, change: (current: OrderRecord) => OrderRecord | undefined): Promise<OrderRecord> {
    return this.write(id, change)
  }

  /**
   * Writes a record again before markers of `upTo` and earlier are removed: who marked it and has not written yet loses
   * the race and marks anew, and what is due keeps a marker of its own.
   * @param listed the order was put on the list of open orders
   */
  async remark(id: MarketplaceOrderId, upTo: string, listed: boolean): Promise<OrderRecord> {
    return this.write(id, ({ markedFor, ...current }) => ({
      ...current,
      ...(markedFor !== undefined && markedFor > upTo ? { markedFor } : {}),
      ...(listed ? { listed: true as const } : {}),
    }))
  }

  private async write(
    id: MarketplaceOrderId,
    change: (current: OrderRecord) => OrderRecord | undefined,
    early?: EarlyRead<OrderRecord>,
  ): Promise<OrderRecord> {
    let stored = await early
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      stored ??= await this.records.readExisting<OrderRecord>(BUCKET, this.path(id))
      const next = change(stored.value)
      if (next === undefined) return stored.value
      const marked = await this.mark(next)
      try {
        await this.records.replace(BUCKET, this.path(id), marked, stored.version)
        return marked
      } catch (error) {
        if (!(error instanceof WriteConflict)) throw error
        stored = undefined
      }
    }
    throw new StorageUnavailable('Too many writers on one order')
  }

  private async mark({ listed, ...record }: OrderRecord): Promise<OrderRecord> {
    const next: OrderRecord = listed && isFollowed(record.state) ? { ...record, listed } : record
    const now = this.clock.now()
    const minute = dueMinute(next, now)
    const { markedFor } = next
    // An earlier marker that lies ahead brings the sweeper too: it takes it away only with a write that marks anew.
    if (minute === undefined || (markedFor && minuteOf(now) <= markedFor && markedFor <= minute)) return next
    await this.due.mark(minute, { sellerId: this.seller, marketplaceOrderId: next.marketplaceOrderId })
    return { ...next, markedFor: minute }
  }

  private path(id: MarketplaceOrderId) {
    return `${recordKey(this.seller)}/${recordKey(id)}`
  }
}

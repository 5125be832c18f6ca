import type { Clock } from '../../domain/clock'
import { StorageUnavailable } from '../../domain/errors'
import type { SellerId, SellerSkuId } from '../../domain/ids'
import { reservedUnits, type ReservationShard } from '../../domain/reservations/reservationShard'
import { SingleFlight } from '../singleFlight'
import { ReservationStore } from '../storage/reservationStore'
import { TenantCache, tenantKey, type Tenant } from '../tenantCache'
import { within } from '../within'

/** Placement looks for itself: a shelf may be that late to see a reservation. */
const BELIEVED_MS = 1_000
const READ_MS = 300

const remembered = new TenantCache<{ readonly shard: ReservationShard; readonly readAt: number }>(10_000)
const reading = new SingleFlight<ReservationShard>()

/** Units promised to orders that the partner does not yet count, as a simulation needs them: at once. */
export class ReservedUnits {
  constructor(
    private readonly tenant: Tenant,
    private readonly seller: SellerId,
    private readonly store: ReservationStore,
    private readonly clock: Clock,
  ) {}

  /** Units reserved of each SKU. While storage cannot be read, what was known last: placement checks again. */
  async of(skus: readonly SellerSkuId[]): Promise<Map<string, number>> {
    const shards = [...new Set(skus.map((sku) => ReservationStore.shardOf(sku)))]
    const units = await Promise.all(shards.map(async (name) => reservedUnits(await this.shard(name), this.clock.now())))
    return new Map(units.flatMap((unit) => [...unit]))
  }

  private async shard(name: string): Promise<ReservationShard> {
    const key = `${this.seller}\n${name}`
    const known = remembered.get(this.tenant, key)
    if (known && this.clock.now() - known.readAt < BELIEVED_MS) return known.shard
    const read = reading.run(tenantKey(this.tenant, key), async () => {
      const readAt = this.clock.now()
      const shard = await this.store.readShard(name)
      remembered.set(this.tenant, key, { shard, readAt })
      return shard
    })
    try {
      return await within(READ_MS, read, () => new StorageUnavailable('Reservations could not be read in time'))
    } catch (error) {
      if (known && error instanceof StorageUnavailable) return known.shard
      throw error
    }
  }
}

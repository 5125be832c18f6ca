import type { Clock } from '../../domain/clock'
import { StorageUnavailable, WriteConflict } from '../../domain/errors'
import type { Freshness } from '../../domain/offers/freshness'
import {
  EMPTY_SNAPSHOT_SHARD,
  withNews,
  withUnstored,
  type SnapshotNews,
  type SnapshotShard,
} from '../../domain/offers/snapshotShard'
import { SingleFlight } from '../singleFlight'
import { tenantKey, type Tenant } from '../tenantCache'
import type { RecordStore } from './recordStore'
import { justRead, justSought, readNow, rememberedShards } from './rememberedShards'
import type { Stored } from './vbaseFiles'

const BUCKET = 'snapshots'
const ATTEMPTS = 8
/** Whoever finds nothing to write must have looked now. */
const OF_THE_MOMENT_MS = 100
/** VBase answers 404 for files that exist now and then: reads before that is believed, or taken for an outage. */
const READS = { forSale: 1, maybeThere: 2, certain: 3 } as const

/** How surely a group that this replica never saw must be found. */
type Certainty = keyof typeof READS

const reading = new SingleFlight<SnapshotShard>()

/** The groups of a tenant's snapshots in VBase, one document each: what is read or written is remembered here. */
export class SnapshotShards {
  constructor(
    /** Opened when VBase is asked. */
    private readonly openRecords: () => RecordStore,
    private readonly tenant: Tenant,
    private readonly clock: Clock,
    private readonly freshness: Freshness,
  ) {}

  /**
   * Looks now; callers of the same moment share one look.
   * @throws StorageUnavailable
   */
  read(name: string, certainty: Certainty = 'forSale'): Promise<SnapshotShard> {
    return reading.run(tenantKey(this.tenant, `${certainty} ${name}`), async () => {
      const begun = this.readNow(name)
      const reads = READS[certainty]
      const found = await this.find(name, this.known(name) ? Math.max(reads, READS.maybeThere) : reads)
      const known = this.known(name)
      // Nobody wrote meanwhile: what is there already need not make room for its copy.
      const stored = found && (found.version === known?.version ? known.stored : found.value)
      const shard = withUnstored(stored ?? EMPTY_SNAPSHOT_SHARD, known?.shard)
      rememberedShards.set(this.tenant, name, {
        ...begun,
        shard,
        ...(found ? { stored, version: found.version } : { soughtAt: this.clock.now() }),
      })
      return shard
    })
  }

  /** Whether it is news to VBase, as far as this replica knows. */
  isNews(name: string, news: readonly SnapshotNews[]): boolean {
    const known = this.known(name)
    if (!known?.stored || this.clock.now() - known.readAt >= this.freshness.memoryForMs) return true
    return withNews(known.stored, news, this.freshness) !== undefined
  }

  /**
   * Stores news where it is worth a write.
   * @returns keys of which the marketplace was shown something else than what is true now
   * @throws StorageUnavailable
   */
  async store(name: string, news: readonly SnapshotNews[]): Promise<readonly string[]> {
    // Only what the partner said makes a group: for the rest one that cannot be seen is none.
    const makesGroup = news.some(({ told }) => told !== undefined)
    const reads = justSought(this.known(name), this.clock.now()) || !makesGroup ? READS.forSale : READS.maybeThere
    for (let attempt = 1; ; attempt++) {
      const begun = this.readNow(name)
      const known = attempt === 1 ? justRead(this.known(name), begun.readAt) : undefined
      const stored = known ?? (await this.find(name, reads))
      const next = withNews(stored?.value ?? EMPTY_SNAPSHOT_SHARD, news, this.freshness)
      // No write will show that somebody else wrote since.
      if (!next && known && begun.readAt - known.readAt > OF_THE_MOMENT_MS) continue
      if (!next) return []
      try {
        if (stored) await this.openRecords().replace(BUCKET, name, next.shard, stored.version)
        else await this.openRecords().put(BUCKET, name, next.shard)
        const shard = withUnstored(next.shard, this.known(name)?.shard)
        rememberedShards.set(this.tenant, name, { ...begun, shard, stored: next.shard })
        return next.outdated
      } catch (error) {
        if (!(error instanceof WriteConflict) || attempt >= ATTEMPTS) throw error
      }
    }
  }

  /**
   * @param reads how often to ask for a group that nobody may have written yet
   * @throws StorageUnavailable, also when a group that was there cannot be found: old rows must not pass for new ones
   */
  private async find(name: string, reads: number): Promise<Stored<SnapshotShard> | undefined> {
    const isThere = this.known(name)?.stored !== undefined
    for (let left = isThere ? READS.certain : reads; left > 0; left--) {
      const stored = await this.openRecords().read<SnapshotShard>(BUCKET, name)
      if (stored) return stored
    }
    if (isThere) throw new StorageUnavailable('Snapshots that were there cannot be found')
    return undefined
  }

  private known(name: string) {
    return rememberedShards.get(this.tenant, name)
  }

  private readNow(name: string) {
    return readNow(name, this.clock.now(), this.freshness)
  }
}

import type { Clock } from '../../domain/clock'
import { StorageUnavailable, WriteConflict } from '../../domain/errors'
import type { SellerId, SellerSkuId } from '../../domain/ids'
import type { Freshness } from '../../domain/offers/freshness'
import { weightOfOffers } from '../../domain/offers/offerWeight'
import { partsOfSnapshotKey, type OfferSnapshot } from '../../domain/offers/offerSnapshot'
import {
  EMPTY_SNAPSHOT_SHARD,
  withNews,
  withUnstored,
  type SnapshotNews,
  type SnapshotShard,
} from '../../domain/offers/snapshotShard'
import { SingleFlight } from '../singleFlight'
import { TenantCache, tenantKey, type Tenant } from '../tenantCache'
import { recordKey } from './recordKey'
import type { RecordStore, Stored } from './recordStore'

const BUCKET = 'snapshots'
const SHARDS = 256
const ATTEMPTS = 8
const SHARDS_AT_ONCE = 8
/** As long as a partner takes to say what is written then. */
const JUST_READ_MS = 2_000
/** Whoever finds nothing to write must have looked now. */
const OF_THE_MOMENT_MS = 100
/**
 * A look is repeated in the background after a part of its time, so that nobody waits for it; not after the same part
 * for every group: those read together would be read together ever after.
 */
const LOOK_AGAIN_AFTER = { least: 0.4, most: 0.9 }
/** VBase answers 404 for files that exist now and then: reads before that is believed, or taken for an outage. */
const READS = { forSale: 1, maybeThere: 2, certain: 3 } as const

/** A snapshot in one price list; without a sales channel, in the partner's default one. */
export interface ChannelSnapshot {
  readonly salesChannel: string | undefined
  readonly snapshot: OfferSnapshot
}

interface RememberedShard {
  readonly shard: SnapshotShard
  /** What VBase held then, if it held it: it is there still, whatever VBase says. `shard` may have news beyond it. */
  readonly stored?: SnapshotShard
  /** Of `stored`, while nobody here wrote since. */
  readonly version?: string
  /** Ms since the epoch: when VBase was asked for it in vain. */
  readonly soughtAt?: number
  /** Ms since the epoch: when VBase was asked. */
  readonly readAt: number
  /** Ms since the epoch: when it is looked at again. */
  readonly againAt: number
}

/** About 300 bytes a row: some 25 MB at the most, whoever the tenants are. */
const MOST_ROWS_REMEMBERED = 80_000
const remembered = new TenantCache<RememberedShard>(
  MOST_ROWS_REMEMBERED,
  ({ shard }) => 1 + weightOfOffers(Object.values(shard.rows)),
)
const reading = new SingleFlight<SnapshotShard>()

/** Shared offer snapshots of a seller: in this replica's memory for a moment, in VBase for all of them (DESIGN D6). */
export class SnapshotStore {
  constructor(
    /** Opened when VBase is asked: most answers come from memory. */
    private readonly openRecords: () => RecordStore,
    private readonly tenant: Tenant,
    private readonly seller: SellerId,
    private readonly clock: Clock,
    private readonly freshness: Freshness,
  ) {}

  /** Which group an SKU lies in: work on many SKUs goes group by group. */
  static groupOf(sku: string): string {
    return String(fnv1a(sku) % SHARDS)
  }

  /** Snapshots known to this replica right now, without any wait; undefined when its group was not read lately. */
  believed(key: string): { readonly snapshot: OfferSnapshot | undefined } | undefined {
    const name = this.pathOf(key)
    const known = remembered.get(this.tenant, name)
    const now = this.clock.now()
    if (!known || now - known.readAt >= this.freshness.memoryForMs) return undefined
    if (now >= known.againAt) void this.read(name).catch(() => undefined)
    return { snapshot: known.shard.rows[key] }
  }

  /**
   * @returns the snapshots there are
   * @throws StorageUnavailable
   */
  async rows(keys: readonly string[]): Promise<Map<string, OfferSnapshot>> {
    const found = new Map<string, OfferSnapshot>()
    const missed: string[] = []
    for (const key of keys) {
      const known = this.believed(key)
      if (known?.snapshot) found.set(key, known.snapshot)
      if (!known) missed.push(key)
    }
    const names = [...new Set(missed.map((key) => this.pathOf(key)))]
    const shards = new Map(await Promise.all(names.map(async (name) => [name, await this.read(name)] as const)))
    for (const key of missed) {
      const snapshot = shards.get(this.pathOf(key))?.rows[key]
      if (snapshot) found.set(key, snapshot)
    }
    return found
  }

  /**
   * Every snapshot of some SKUs, price list by price list; read now, whatever this replica believes.
   * @param reads `maybeThere`: what is stored on it afterwards is looked for once more
   * @throws StorageUnavailable
   */
  async ofSkus(
    skus: readonly SellerSkuId[],
    reads: 'maybeThere' | 'certain' = 'certain',
  ): Promise<Map<string, ChannelSnapshot[]>> {
    const names = [...new Set(skus.map((sku) => this.path(SnapshotStore.groupOf(sku))))]
    const shards: SnapshotShard[] = []
    for (let first = 0; first < names.length; first += SHARDS_AT_ONCE) {
      const some = names.slice(first, first + SHARDS_AT_ONCE)
      shards.push(...(await Promise.all(some.map((name) => this.read(name, READS[reads])))))
    }
    const found = new Map<string, ChannelSnapshot[]>(skus.map((sku) => [sku, []]))
    for (const { rows } of shards) {
      for (const [key, snapshot] of Object.entries(rows)) {
        const { sku, salesChannel } = partsOfSnapshotKey(key)
        found.get(sku)?.push({ salesChannel, snapshot })
      }
    }
    return found
  }

  /** What was read last, however long ago: the last resort while VBase cannot be read. */
  lastRead(key: string): OfferSnapshot | undefined {
    return remembered.get(this.tenant, this.pathOf(key))?.shard.rows[key]
  }

  /** Lets this replica answer the news at once; the others learn it when it is stored. */
  remember(news: readonly SnapshotNews[]): void {
    for (const [name, ofGroup] of this.byGroup(news)) {
      const known = remembered.get(this.tenant, name)
      const next = withNews(known?.shard ?? EMPTY_SNAPSHOT_SHARD, ofGroup, this.freshness)
      if (next) remembered.set(this.tenant, name, { ...(known ?? this.readNow(name)), shard: next.shard })
    }
  }

  /**
   * Stores what is news to VBase, as far as this replica knows: most of what the partner says is what it said before.
   * @returns, throws as `store`
   */
  storeNews(news: readonly SnapshotNews[]): Promise<string[]> {
    const isNews = ([name, ofGroup]: readonly [string, readonly SnapshotNews[]]) => {
      const known = remembered.get(this.tenant, name)
      if (!known?.stored || this.clock.now() - known.readAt >= this.freshness.memoryForMs) return true
      return withNews(known.stored, ofGroup, this.freshness) !== undefined
    }
    return this.store([...this.byGroup(news)].filter(isNews).flatMap(([, ofGroup]) => ofGroup))
  }

  /**
   * Stores news where it is worth a write.
   * @returns keys of which the marketplace was shown something else than what is true now
   * @throws StorageUnavailable when a group cannot be written; those written until then stay
   */
  async store(news: readonly SnapshotNews[]): Promise<string[]> {
    const groups = [...this.byGroup(news)]
    const outdated: string[] = []
    for (let first = 0; first < groups.length; first += SHARDS_AT_ONCE) {
      const some = groups.slice(first, first + SHARDS_AT_ONCE)
      const stored = await Promise.all(some.map(([name, ofGroup]) => this.storeGroup(name, ofGroup)))
      outdated.push(...stored.flat())
    }
    return outdated
  }

  private async storeGroup(name: string, news: readonly SnapshotNews[]): Promise<readonly string[]> {
    // Only what the partner said makes a group: for the rest one that cannot be seen is none.
    const makesGroup = news.some(({ told }) => told !== undefined)
    const reads = this.justSought(name) || !makesGroup ? READS.forSale : READS.maybeThere
    for (let attempt = 1; ; attempt++) {
      const begun = this.readNow(name)
      const known = attempt === 1 ? this.justRead(name) : undefined
      const stored = known ?? (await this.readGroup(name, reads))
      const next = withNews(stored?.value ?? EMPTY_SNAPSHOT_SHARD, news, this.freshness)
      // No write will show that somebody else wrote since.
      if (!next && known && begun.readAt - known.readAt > OF_THE_MOMENT_MS) continue
      if (!next) return []
      try {
        if (stored) await this.openRecords().replace(BUCKET, name, next.shard, stored.version)
        else await this.openRecords().put(BUCKET, name, next.shard)
        const shard = withUnstored(next.shard, remembered.get(this.tenant, name)?.shard)
        remembered.set(this.tenant, name, { ...begun, shard, stored: next.shard })
        return next.outdated
      } catch (error) {
        if (!(error instanceof WriteConflict) || attempt >= ATTEMPTS) throw error
      }
    }
  }

  /** @param reads of a group this replica never saw */
  private read(name: string, reads: number = READS.forSale): Promise<SnapshotShard> {
    return reading.run(tenantKey(this.tenant, `${reads} ${name}`), async () => {
      const begun = this.readNow(name)
      const known = remembered.get(this.tenant, name)
      const found = await this.readGroup(name, known ? Math.max(reads, READS.maybeThere) : reads)
      const shard = withUnstored(found?.value ?? EMPTY_SNAPSHOT_SHARD, remembered.get(this.tenant, name)?.shard)
      remembered.set(this.tenant, name, {
        ...begun,
        shard,
        ...(found ? { stored: found.value, version: found.version } : { soughtAt: this.clock.now() }),
      })
      return shard
    })
  }

  /**
   * @param reads how often to ask for a group that nobody may have written yet
   * @throws StorageUnavailable, also when a group that was there cannot be found: old rows must not pass for new ones
   */
  private async readGroup(name: string, reads: number): Promise<Stored<SnapshotShard> | undefined> {
    const isThere = remembered.get(this.tenant, name)?.stored !== undefined
    for (let left = isThere ? READS.certain : reads; left > 0; left--) {
      const stored = await this.openRecords().read<SnapshotShard>(BUCKET, name)
      if (stored) return stored
    }
    if (isThere) throw new StorageUnavailable('Snapshots that were there cannot be found')
    return undefined
  }

  /** What was read a moment ago and may be written on: if somebody else wrote since, the write is refused. */
  private justRead(name: string): (Stored<SnapshotShard> & { readonly readAt: number }) | undefined {
    const { readAt = 0, stored, version } = remembered.get(this.tenant, name) ?? {}
    if (!stored || version === undefined || this.clock.now() - readAt > JUST_READ_MS) return undefined
    return { value: stored, version, readAt }
  }

  private justSought(name: string): boolean {
    const { soughtAt = -Infinity, stored } = remembered.get(this.tenant, name) ?? {}
    return !stored && this.clock.now() - soughtAt <= JUST_READ_MS
  }

  private readNow(name: string): Pick<RememberedShard, 'readAt' | 'againAt'> {
    const readAt = this.clock.now()
    const { least, most } = LOOK_AGAIN_AFTER
    const part = least + (most - least) * (fnv1a(`${name} ${readAt}`) / 2 ** 32)
    return { readAt, againAt: readAt + part * this.freshness.memoryForMs }
  }

  private byGroup(news: readonly SnapshotNews[]): Map<string, SnapshotNews[]> {
    const groups = new Map<string, SnapshotNews[]>()
    for (const one of news) {
      const name = this.pathOf(one.key)
      const group = groups.get(name)
      if (group) group.push(one)
      else groups.set(name, [one])
    }
    return groups
  }

  private pathOf(key: string) {
    return this.path(SnapshotStore.groupOf(partsOfSnapshotKey(key).sku))
  }

  private path(group: string) {
    return `${recordKey(this.seller)}/${group}`
  }
}

/** Spreads SKUs evenly, and costs next to nothing for each answer: FNV-1a, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

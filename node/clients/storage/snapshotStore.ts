import type { Clock } from '../../domain/clock'
import type { SellerId, SellerSkuId } from '../../domain/ids'
import type { Freshness } from '../../domain/offers/freshness'
import { partsOfSnapshotKey, type OfferSnapshot } from '../../domain/offers/offerSnapshot'
import {
  EMPTY_SNAPSHOT_SHARD,
  withNews,
  type SnapshotNews,
  type SnapshotShard,
} from '../../domain/offers/snapshotShard'
import type { Tenant } from '../tenantCache'
import { fnv1a } from './fnv1a'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'
import { readNow, rememberedShards } from './rememberedShards'
import { SnapshotShards } from './snapshotShards'

const SHARDS = 256
const SHARDS_AT_ONCE = 8

/** A snapshot in one price list; without a sales channel, in the partner's default one. */
export interface ChannelSnapshot {
  readonly salesChannel: string | undefined
  readonly snapshot: OfferSnapshot
}

/** Shared offer snapshots of a seller: in this replica's memory for a moment, in VBase for all of them (DESIGN D6). */
export class SnapshotStore {
  private made: SnapshotShards | undefined

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
    const known = rememberedShards.get(this.tenant, name)
    const now = this.clock.now()
    if (!known || now - known.readAt >= this.freshness.memoryForMs) return undefined
    if (now >= known.againAt) void this.shards.read(name).catch(() => undefined)
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
    const shards = new Map(await Promise.all(names.map(async (name) => [name, await this.shards.read(name)] as const)))
    for (const key of missed) {
      const snapshot = shards.get(this.pathOf(key))?.rows[key]
      if (snapshot) found.set(key, snapshot)
    }
    return found
  }

  /**
   * Every snapshot of some SKUs, price list by price list; read now, whatever this replica believes.
   * @param certainty `maybeThere`: what is stored on it afterwards is looked for once more
   * @throws StorageUnavailable
   */
  async ofSkus(
    skus: readonly SellerSkuId[],
    certainty: 'maybeThere' | 'certain' = 'certain',
  ): Promise<Map<string, ChannelSnapshot[]>> {
    const names = [...new Set(skus.map((sku) => this.path(SnapshotStore.groupOf(sku))))]
    const shards: SnapshotShard[] = []
    for (let first = 0; first < names.length; first += SHARDS_AT_ONCE) {
      const some = names.slice(first, first + SHARDS_AT_ONCE)
      shards.push(...(await Promise.all(some.map((name) => this.shards.read(name, certainty)))))
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
    return rememberedShards.get(this.tenant, this.pathOf(key))?.shard.rows[key]
  }

  /** Lets this replica answer the news at once; the others learn it when it is stored. */
  remember(news: readonly SnapshotNews[]): void {
    for (const [name, ofGroup] of this.byGroup(news)) {
      const known = rememberedShards.get(this.tenant, name)
      const next = withNews(known?.shard ?? EMPTY_SNAPSHOT_SHARD, ofGroup, this.freshness)
      if (next)
        rememberedShards.set(this.tenant, name, {
          ...(known ?? readNow(name, this.clock.now(), this.freshness)),
          shard: next.shard,
        })
    }
  }

  /**
   * Stores what is news to VBase, as far as this replica knows: most of what the partner says is what it said before.
   * @returns, throws as `store`
   */
  storeNews(news: readonly SnapshotNews[]): Promise<string[]> {
    const groups = [...this.byGroup(news)].filter(([name, ofGroup]) => this.shards.isNews(name, ofGroup))
    return this.store(groups.flatMap(([, ofGroup]) => ofGroup))
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
      const stored = await Promise.all(some.map(([name, ofGroup]) => this.shards.store(name, ofGroup)))
      outdated.push(...stored.flat())
    }
    return outdated
  }

  /** Made when it is first used: a request that is answered from memory needs none. */
  private get shards(): SnapshotShards {
    return (this.made ??= new SnapshotShards(this.openRecords, this.tenant, this.clock, this.freshness))
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

import {
  claim,
  dropClaim,
  EMPTY_CLAIM_SHARD,
  isRecorded,
  markRecorded,
  noteRecorded,
  rememberCanceled,
  type ClaimOutcome,
  type ClaimShard,
} from '../../domain/orders/placement/claimShard'
import { missed } from '../../domain/orders/placement/lostRecord'
import type { Clock } from '../../domain/clock'
import type { MarketplaceOrderId, SellerId } from '../../domain/ids'
import { recordKey, shardNames, shardOf } from './recordKey'
import type { EarlyRead, RecordStore } from './recordStore'

const BUCKET = 'claims'
const SHARDS = 64

/** Claims of one seller's orders, in shards that are created once and never again (DESIGN D7). */
export class ClaimStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
    private readonly clock: Clock,
  ) {}

  /** Creates the shards that are missing. Only before the seller's endpoint is published for the first time. */
  async createShards(): Promise<void> {
    for (const shard of shardNames(SHARDS)) {
      await this.records.put(BUCKET, `${recordKey(this.seller)}/${shard}`, EMPTY_CLAIM_SHARD)
    }
  }

  /** Begins to read what is known of a claim: see `claim` and `markRecorded`. */
  readEarly(id: MarketplaceOrderId): EarlyRead<ClaimShard> {
    return this.records.readEarly(BUCKET, this.path(id))
  }

  async claim(
    id: MarketplaceOrderId,
    { claimId, contentHash, leaseMs }: { claimId: string; contentHash: string; leaseMs: number },
    early?: EarlyRead<ClaimShard>,
  ): Promise<ClaimOutcome> {
    let outcome: ClaimOutcome = { kind: 'busy' }
    await this.change(
      id,
      (shard) => {
        outcome = claim(shard, id, { claimId, contentHash }, this.clock.now(), leaseMs)
        return outcome.kind === 'mine' ? outcome.shard : undefined
      },
      early,
    )
    return outcome
  }

  /** @returns false when somebody took the claim over meanwhile */
  async markRecorded(id: MarketplaceOrderId, claimId: string, early?: EarlyRead<ClaimShard>): Promise<boolean> {
    let ours = false
    await this.change(
      id,
      (shard) => {
        const next = markRecorded(shard, id, claimId)
        ours = next !== undefined
        return next
      },
      early,
    )
    return ours
  }

  /** For a record whose writer did not live to mark it. */
  async noteRecorded(id: MarketplaceOrderId, claimId: string, contentHash: string): Promise<void> {
    await this.change(id, (shard) => noteRecorded(shard, id, { claimId, contentHash }, this.clock.now()))
  }

  /** @returns whether the claim was still ours */
  async drop(id: MarketplaceOrderId, claimId: string): Promise<boolean> {
    let ours = false
    await this.change(id, (shard) => {
      const next = dropClaim(shard, id, claimId)
      ours = next !== undefined
      return next
    })
    return ours
  }

  async isRecorded(id: MarketplaceOrderId): Promise<boolean> {
    const { value } = await this.records.readExisting<ClaimShard>(BUCKET, this.path(id))
    return isRecorded(value, id)
  }

  /** @returns whether the lost record of an order is ours to make again, by this claim */
  async missed(id: MarketplaceOrderId, claimId: string): Promise<boolean> {
    let ours = false
    await this.change(id, (shard) => {
      const outcome = missed(shard, id, claimId, this.clock.now())
      ours = outcome.kind === 'mine'
      return outcome.shard
    })
    return ours
  }

  async rememberCanceled(id: MarketplaceOrderId): Promise<void> {
    await this.change(id, (shard) => rememberCanceled(shard, id, this.clock.now()))
  }

  private async change(
    id: MarketplaceOrderId,
    change: (shard: ClaimShard) => ClaimShard | undefined,
    early?: EarlyRead<ClaimShard>,
  ): Promise<void> {
    await this.records.update(BUCKET, this.path(id), change, early)
  }

  private path(id: MarketplaceOrderId) {
    return `${recordKey(this.seller)}/${shardOf(id, SHARDS)}`
  }
}

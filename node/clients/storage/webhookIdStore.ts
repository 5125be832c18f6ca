import type { Clock } from '../../domain/clock'
import type { SellerId } from '../../domain/ids'
import { EMPTY_WEBHOOK_ID_SHARD, isKnown, remember, type WebhookIdShard } from '../../domain/webhooks/webhookIdShard'
import { fingerprint } from '../fingerprint'
import { recordKey, shardNames, shardOf } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'webhook-ids'
const SHARDS = 16
/** 128 bits of a hash: ids are the partner's text, of any length. */
const NAME_LENGTH = 32

/** Which webhooks a seller's partner sent in the last minutes, for all pods. */
export class WebhookIdStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
    private readonly clock: Clock,
  ) {}

  /** Created with the seller's other shards, once. */
  async createShards(): Promise<void> {
    for (const shard of shardNames(SHARDS)) {
      await this.records.put(BUCKET, this.path(shard), EMPTY_WEBHOOK_ID_SHARD)
    }
  }

  async isKnown(webhookId: string): Promise<boolean> {
    const { value } = await this.records.readExisting<WebhookIdShard>(BUCKET, this.pathOf(webhookId))
    return isKnown(value, nameOf(webhookId), this.clock.now())
  }

  /** @returns false when it is known already */
  async remember(webhookId: string): Promise<boolean> {
    let isNew = false
    await this.records.update<WebhookIdShard>(BUCKET, this.pathOf(webhookId), (current) => {
      const next = remember(current, nameOf(webhookId), this.clock.now())
      isNew = next !== undefined
      return next
    })
    return isNew
  }

  private pathOf(webhookId: string) {
    return this.path(shardOf(webhookId, SHARDS))
  }

  private path(shard: string) {
    return `${recordKey(this.seller)}/${shard}`
  }
}

const nameOf = (webhookId: string) => fingerprint(webhookId).slice(0, NAME_LENGTH)

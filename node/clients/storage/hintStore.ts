import type { Clock } from '../../domain/clock'
import { groupBy } from '../../domain/groupBy'
import type { SellerId } from '../../domain/ids'
import { hintKey, type Hint } from '../../domain/webhooks/hint'
import { beginRun, endRun, isLeasedTo, NO_HINT_RUN, type HintRun } from '../../domain/webhooks/hintRun'
import {
  addHints,
  EMPTY_HINT_SHARD,
  readHints,
  settleHints,
  takeHints,
  waitingHints,
  type HintShard,
  type WaitingHint,
} from '../../domain/webhooks/hintShard'
import { recordKey, shardNames, shardOf } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'hints'
/** Also the most calls to the record store that one webhook makes at once. */
const SHARDS = 10
const RUN = 'run'

/**
 * What a partner's webhooks told us to read again (DESIGN D6, D13).
 *
 * Rows in shards under compare-and-set, not a file each: a file would have to be deleted, and no promise of VBase keeps
 * a delete from hitting a file that was just written again. If-Match on writes is what the storage self-test proves.
 */
export class HintStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
    private readonly clock: Clock,
  ) {}

  /** Created with the seller's other shards, once: a shard that was made again would have lost its hints. */
  async createShards(): Promise<void> {
    for (const shard of shardNames(SHARDS)) await this.records.put(BUCKET, this.path(shard), EMPTY_HINT_SHARD)
    await this.records.put(BUCKET, this.path(RUN), NO_HINT_RUN)
  }

  /**
   * @returns false when all of them were waiting already
   * @throws TryAgainLater when too many wait
   */
  async add(hints: readonly Hint[]): Promise<boolean> {
    const changed = await this.change(hints, (shard, some) => addHints(shard, some, this.clock.now()))
    return changed.length > 0
  }

  /** All that wait, oldest first. */
  async waiting(): Promise<WaitingHint[]> {
    const shards = await Promise.all(
      shardNames(SHARDS).map((shard) => this.records.readExisting<HintShard>(BUCKET, this.path(shard))),
    )
    return shards.flatMap(({ value }) => waitingHints(value)).sort((a, b) => (a.at < b.at ? -1 : 1))
  }

  /** Before the partner is read: a hint that comes from now on is a new one. */
  async take(hints: readonly Hint[], run: string): Promise<void> {
    await this.change(hints, (shard, some) => takeHints(shard, some, run))
  }

  /** What they are about was read and is stored; the marketplace may be told from `readyAt` (ms since the epoch) on. */
  async read(hints: readonly Hint[], run: string, readyAt: number): Promise<void> {
    await this.change(hints, (shard, some) => readHints(shard, some, run, readyAt))
  }

  /** After what follows from them is stored. */
  async settle(hints: readonly Hint[], run: string): Promise<void> {
    await this.change(hints, (shard, some) => settleHints(shard, some, run))
  }

  /** @returns false when another run is at it; it will be told to look again */
  async begin(run: string): Promise<boolean> {
    const current = await this.records.update<HintRun>(BUCKET, this.path(RUN), (stored) =>
      beginRun(stored, run, this.clock.now()),
    )
    return isLeasedTo(current, run)
  }

  /** @returns whether somebody came in vain meanwhile */
  async end(run: string): Promise<boolean> {
    let lookAgain = false
    await this.records.update<HintRun>(BUCKET, this.path(RUN), (stored) => {
      lookAgain = isLeasedTo(stored, run) && stored.lookAgain === true
      return endRun(stored, run)
    })
    return lookAgain
  }

  private async change(
    hints: readonly Hint[],
    change: (shard: HintShard, hints: readonly Hint[]) => HintShard | undefined,
  ): Promise<string[]> {
    const changed: string[] = []
    await Promise.all(
      [...groupBy(hints, (hint) => shardOf(hintKey(hint), SHARDS))].map(async ([shard, some]) => {
        let isChanged = false
        await this.records.update<HintShard>(BUCKET, this.path(shard), (current) => {
          const next = change(current, some)
          isChanged = next !== undefined
          return next
        })
        if (isChanged) changed.push(shard)
      }),
    )
    return changed
  }

  private path(name: string) {
    return `${recordKey(this.seller)}/${name}`
  }
}

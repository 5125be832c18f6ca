import { appendCalls, type CallEntry } from '../../domain/callJournal'
import type { SellerId } from '../../domain/ids'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'activity'
const KEPT = 600

/** Calls that belong to a seller, not to one order: registration, catalog, looks at the partner's open orders. */
export interface SellerActivity {
  readonly schemaVersion: 1
  readonly entries: readonly CallEntry[]
  /** Older entries that were dropped. */
  readonly dropped: number
}

const EMPTY: SellerActivity = { schemaVersion: 1, entries: [], dropped: 0 }

export class ActivityStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
  ) {}

  /** Created with the seller's shards, before anything can be appended. */
  async create(): Promise<void> {
    await this.records.put(BUCKET, recordKey(this.seller), EMPTY)
  }

  async append(entries: readonly CallEntry[]): Promise<void> {
    if (entries.length === 0) return
    await this.records.update<SellerActivity>(BUCKET, recordKey(this.seller), (current) => {
      const all = appendCalls(current.entries, entries)
      const excess = Math.max(0, all.length - KEPT)
      return { ...current, entries: all.slice(excess), dropped: current.dropped + excess }
    })
  }

  async read(): Promise<SellerActivity> {
    return (await this.records.read<SellerActivity>(BUCKET, recordKey(this.seller)))?.value ?? EMPTY
  }
}

import type { SellerId } from '../../domain/ids'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'feeds'

interface FeedDocument {
  readonly schemaVersion: 1
  readonly orders?: string
}

/** How far a partner's feed of changed orders was read. Written by the one sweep at work only. */
export class FeedStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
  ) {}

  async cursor(): Promise<string | undefined> {
    return (await this.records.read<FeedDocument>(BUCKET, recordKey(this.seller)))?.value.orders
  }

  async save(orders: string | undefined): Promise<void> {
    const document: FeedDocument = { schemaVersion: 1, ...(orders === undefined ? {} : { orders }) }
    await this.records.put(BUCKET, recordKey(this.seller), document)
  }
}

import type { SellerId } from '../../domain/ids'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'feeds'

interface FeedDocument {
  readonly schemaVersion: 1
  readonly orders?: string
  readonly catalog?: string
}

export type Feed = 'orders' | 'catalog'

/** How far a partner's feeds were read. Written by the one sweep at work only. */
export class FeedStore {
  constructor(
    private readonly records: RecordStore,
    private readonly seller: SellerId,
  ) {}

  async cursor(feed: Feed): Promise<string | undefined> {
    return (await this.document())[feed]
  }

  async save(feed: Feed, cursor: string | undefined): Promise<void> {
    const { [feed]: _before, ...kept } = await this.document()
    await this.records.put<FeedDocument>(BUCKET, recordKey(this.seller), {
      ...kept,
      ...(cursor === undefined ? {} : { [feed]: cursor }),
    })
  }

  private async document(): Promise<FeedDocument> {
    const stored = await this.records.read<FeedDocument>(BUCKET, recordKey(this.seller))
    return stored?.value ?? { schemaVersion: 1 }
  }
}

import type { MarketplaceOrderId, SellerId } from '../../domain/ids'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'due'

/** An order of which something may be due in that hour. Its content never changes, so writing it twice is harmless. */
export interface DueMarker {
  readonly sellerId: SellerId
  readonly marketplaceOrderId: MarketplaceOrderId
}

/**
 * The sweeper's to-do list: one small file per hour and order (DESIGN D8). A marker is written before the record that
 * owes something and removed only after its hour has passed: a crash leaves a spurious marker, never a missing one.
 */
export class DueMarkers {
  constructor(private readonly records: RecordStore) {}

  async mark(hour: string, marker: DueMarker): Promise<void> {
    await this.records.put(BUCKET, pathOf(hour, marker), marker)
  }

  async unmark(path: string): Promise<void> {
    await this.records.remove(BUCKET, path)
  }

  /** Paths of all markers up to and including `hour`, in no particular order. */
  async upTo(hour: string): Promise<string[]> {
    const paths = await this.records.list(BUCKET)
    return paths.filter((path) => hourOfPath(path) <= hour)
  }

  async read(path: string): Promise<DueMarker | undefined> {
    return (await this.records.read<DueMarker>(BUCKET, path))?.value
  }
}

export const hourOfPath = (path: string) => path.split('/')[0].toUpperCase()

/** VBase keys are lower case. */
const pathOf = (hour: string, { sellerId, marketplaceOrderId }: DueMarker) =>
  `${hour.toLowerCase()}/${recordKey(`${recordKey(sellerId)}--${recordKey(marketplaceOrderId)}`)}`

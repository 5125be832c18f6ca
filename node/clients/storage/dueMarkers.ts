import { marketplaceOrderId, type MarketplaceOrderId, type SellerId } from '../../domain/ids'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'due'

/** What a marker holds; its path says it too, unless an id is no safe file name. */
interface DueMarker {
  readonly sellerId: SellerId
  readonly marketplaceOrderId: MarketplaceOrderId
}

/** A marker as a listing shows it. */
export interface ListedMarker {
  readonly path: string
  /** `YYYY-MM-DDTHH:MM` in UTC. */
  readonly minute: string
  readonly sellerKey: string
  readonly orderKey: string
}

/**
 * The sweeper's to-do list: one small file or two per minute and order, listed hour by hour (DESIGN D8). A marker is written
 * before the record that owes something and removed only a good while after its minute has passed, together with a
 * write of the record: a crash leaves a spurious marker, never a missing one. Its content never changes.
 */
export class DueMarkers {
  constructor(private readonly records: RecordStore) {}

  async mark(minute: string, marker: DueMarker): Promise<void> {
    await this.records.put(BUCKET, pathOf(minute, marker), marker)
  }

  /**
   * Marks what may yet come to nothing, under a name of its own: taking it away again takes away nobody else's.
   * @param by unique, a safe file name
   * @returns its path
   */
  async markOwn(minute: string, marker: DueMarker, by: string): Promise<string> {
    const path = `${pathOf(minute, marker)}/${by}`
    await this.records.put(BUCKET, path, marker)
    return path
  }

  async unmark(path: string): Promise<void> {
    await this.records.remove(BUCKET, path)
  }

  /** All markers of an hour (`YYYY-MM-DDTHH`), in no particular order. */
  async ofHour(hour: string): Promise<ListedMarker[]> {
    return (await this.records.list(BUCKET, `${hour.toLowerCase()}/`)).flatMap(parsed)
  }

  /** All markers there are: what a listing by hours may have passed over. */
  async all(): Promise<ListedMarker[]> {
    return (await this.records.list(BUCKET)).flatMap(parsed)
  }

  /** The order a marker names; undefined when the marker is gone. */
  async orderOf({ orderKey, path }: ListedMarker): Promise<MarketplaceOrderId | undefined> {
    if (recordKey(orderKey) === orderKey) return marketplaceOrderId(orderKey)
    return (await this.records.read<DueMarker>(BUCKET, path))?.value.marketplaceOrderId
  }
}

function parsed(path: string): ListedMarker[] {
  const [hour, minute, sellerKey, orderKey] = path.split('/')
  return orderKey ? [{ path, minute: `${hour.toUpperCase()}:${minute}`, sellerKey, orderKey }] : []
}

/** VBase keys are lower case. */
const pathOf = (minute: string, { sellerId, marketplaceOrderId: id }: DueMarker) => {
  const [hour, ofHour] = minute.toLowerCase().split(':')
  return `${hour}/${ofHour}/${recordKey(sellerId)}/${recordKey(id)}`
}

import { StorageUnavailable } from '../../domain/errors'
import type { SellerId } from '../../domain/ids'
import type { SellerAccess } from '../../domain/access/sellerAccess'
import { recordKey } from './recordKey'
import type { RecordStore } from './recordStore'

const BUCKET = 'sellers'

/** Key hashes per seller: its record exists once the seller's shards do. */
export class AccessStore {
  constructor(private readonly records: RecordStore) {}

  async read(seller: SellerId): Promise<SellerAccess | undefined> {
    return (await this.records.read<SellerAccess>(BUCKET, recordKey(seller)))?.value
  }

  /**
   * The record, or certainty that there is none: neither two reads nor a listing know it.
   * @throws StorageUnavailable when it is listed and cannot be read
   */
  async find(seller: SellerId): Promise<SellerAccess | undefined> {
    const known = (await this.read(seller)) ?? (await this.read(seller))
    if (known) return known
    if (await this.isListed(seller)) {
      throw new StorageUnavailable('The seller exists but its record cannot be read; try again')
    }
    return undefined
  }

  /** A second opinion on a 404: VBase answers it for files that exist now and then. */
  async isListed(seller: SellerId): Promise<boolean> {
    const path = recordKey(seller)
    return (await this.records.list(BUCKET, path)).includes(path)
  }

  async create(access: SellerAccess): Promise<void> {
    await this.records.put(BUCKET, recordKey(access.sellerId), access)
  }

  async update(seller: SellerId, change: (current: SellerAccess) => SellerAccess | undefined): Promise<SellerAccess> {
    return this.records.update(BUCKET, recordKey(seller), change)
  }
}

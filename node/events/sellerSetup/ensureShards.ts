import { AccessStore } from '../../clients/storage/accessStore'
import type { RecordStore } from '../../clients/storage/recordStore'
import { completeStore, createStores, missingStores, SELLER_STORES } from '../../clients/storage/sellerStores'
import { SweepState } from '../../clients/storage/sweepState'
import type { Clock } from '../../domain/clock'
import type { SellerId } from '../../domain/ids'

/**
 * Creates what must exist before the first order, once: a shard that was created again would forget who claimed what
 * (DESIGN D7). A seller whose record cannot be read while it is listed is an outage, not a new seller; a seller of an
 * older release gets the stores that were added since.
 */
export async function ensureShards(records: RecordStore, seller: SellerId, clock: Clock): Promise<void> {
  await new SweepState(records, clock).ensure()
  const store = new AccessStore(records)
  const known = await store.find(seller)
  if (known) await complete(store, records, seller, known.stores, clock)
  else await createStores(records, seller, clock)
}

async function complete(
  store: AccessStore,
  records: RecordStore,
  seller: SellerId,
  created: readonly string[] | undefined,
  clock: Clock,
): Promise<void> {
  const missing = missingStores(created)
  if (created && missing.length === 0) return
  for (const name of missing) await completeStore(name, records, seller, clock)
  await store.update(seller, (current) => ({
    ...current,
    stores: [...new Set([...(current.stores ?? []), ...SELLER_STORES])],
  }))
}

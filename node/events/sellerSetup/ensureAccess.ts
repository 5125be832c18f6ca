import { hashOfKey, rememberAccess } from '../../clients/accessCheck'
import { AccessStore } from '../../clients/storage/accessStore'
import { SELLER_STORES } from '../../clients/storage/sellerStores'
import { honouredHashes, withNewKey, type SellerAccess } from '../../domain/access/sellerAccess'
import type { SetupJob } from './setupJob'

type AccessJob = Pick<SetupJob, 'clients' | 'vtex' | 'work'>

/** Whether this key opens the seller's endpoint now. */
export async function isHonoured({ clients, work }: AccessJob, key: string): Promise<boolean> {
  const access = await new AccessStore(clients.records).find(work.seller.sellerId)
  return access !== undefined && honouredHashes(access, work.clock.now()).includes(hashOfKey(key))
}

/** Whether any key opens it. */
export async function hasKeys({ clients, work }: AccessJob): Promise<boolean> {
  const access = await new AccessStore(clients.records).find(work.seller.sellerId)
  return access !== undefined && honouredHashes(access, work.clock.now()).length > 0
}

/**
 * Makes a key the seller's current one. The one before is honoured for a while (setting `retiredKeyDays`).
 * @param key plain; only its hash is kept
 */
export async function ensureAccess({ clients, vtex, work }: AccessJob, key: string): Promise<void> {
  const { clock, seller } = work
  const store = new AccessStore(clients.records)
  const id = seller.sellerId
  const hash = hashOfKey(key)
  const first: SellerAccess = {
    schemaVersion: 1,
    sellerId: id,
    keys: [{ hash, createdAt: new Date(clock.now()).toISOString() }],
    stores: SELLER_STORES,
  }
  const isKnown = (await store.find(id)) !== undefined
  if (!isKnown) await store.create(first)
  const access = isKnown
    ? await store.update(id, (current) => withNewKey(current, hash, clock.now(), seller.retiredKeyDays))
    : first
  rememberAccess(vtex, access, clock)
}

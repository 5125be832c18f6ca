import { hashOfKey, rememberAccess } from '../../../clients/accessCheck'
import { AccessStore } from '../../../clients/storage/accessStore'
import { honouredHashes, withNewKey, type SellerAccess } from '../../../domain/access/sellerAccess'
import type { ConnectorContext } from '../../../typings/context'

/**
 * Makes sure that a key opens the seller's endpoint.
 * @param key plain; only its hash is kept
 * @param otherwise what to do when it does not open it yet
 * @returns whether it opens the endpoint now
 */
export async function ensureAccess(
  ctx: Pick<ConnectorContext, 'clients' | 'state' | 'vtex'>,
  key: string,
  otherwise: 'leave' | 'replace' = 'leave',
): Promise<boolean> {
  const { clock, work } = ctx.state
  const store = new AccessStore(ctx.clients.records)
  const id = work.seller.sellerId
  const hash = hashOfKey(key)
  const known = await store.read(id)
  if (known && honouredHashes(known, clock.now()).includes(hash)) return true
  if (otherwise === 'leave') return false

  const first: SellerAccess = {
    schemaVersion: 1,
    sellerId: id,
    keys: [{ hash, createdAt: new Date(clock.now()).toISOString() }],
  }
  if (!known) await store.create(first)
  const access = known ? await store.update(id, (current) => withNewKey(current, hash, clock.now())) : first
  rememberAccess(ctx.vtex, access, clock)
  return true
}

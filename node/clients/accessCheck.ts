import { createHash, randomBytes, timingSafeEqual } from 'crypto'

import { honouredHashes, type SellerAccess } from '../domain/access/sellerAccess'
import type { PlainAccessKey } from '../domain/access/accessKey'
import type { Clock } from '../domain/clock'
import type { SellerId } from '../domain/ids'
import type { AccessStore } from './storage/accessStore'
import { TenantCache, type Tenant } from './tenantCache'

interface KnownAccess {
  readonly access: SellerAccess | undefined
  readonly readAt: number
}

const BELIEVED_MS = 30_000
/** A wrong key may be a new one made on another pod; strangers must not turn guesses into storage reads. */
const REREAD_AT_MOST_EVERY_MS = 2_000
const remembered = new TenantCache<KnownAccess>(5_000)

export const newAccessKey = () => randomBytes(32).toString('base64url') as PlainAccessKey
export const hashOfKey = (key: string) => createHash('sha256').update(key).digest('hex')

/** Does this key open the seller's endpoint? Compared in constant time (DESIGN D4). */
export async function keyOpens(
  tenant: Tenant,
  store: AccessStore,
  seller: SellerId,
  key: string,
  clock: Clock,
): Promise<boolean> {
  const hash = hashOfKey(key)
  const known = remembered.get(tenant, seller)
  const age = known ? clock.now() - known.readAt : Infinity
  if (known && age < BELIEVED_MS && opens(known.access, hash, clock)) return true
  if (known && age < REREAD_AT_MOST_EVERY_MS) return false
  const access = (await store.read(seller)) ?? keptWhile404(known, age)
  remembered.set(tenant, seller, { access, readAt: clock.now() })
  return opens(access, hash, clock)
}

/** So that a new or rotated key works on this pod at once. */
export function rememberAccess(tenant: Tenant, access: SellerAccess, clock: Clock) {
  remembered.set(tenant, access.sellerId, { access, readAt: clock.now() })
}

/** VBase answers 404 for files that exist now and then: what was known a moment ago is believed a while longer. */
const keptWhile404 = (known: KnownAccess | undefined, age: number) =>
  known?.access && age < 10 * BELIEVED_MS ? known.access : undefined

function opens(access: SellerAccess | undefined, hash: string, clock: Clock): boolean {
  const offered = Buffer.from(hash, 'hex')
  const hashes = access ? honouredHashes(access, clock.now()) : []
  // No early exit, and one comparison even for an unknown seller.
  return [...hashes, NOBODY].reduce((open, good) => {
    const equal = timingSafeEqual(Buffer.from(good, 'hex'), offered)
    return open || (equal && good !== NOBODY)
  }, false)
}

const NOBODY = '0'.repeat(64)

import { createHash, randomBytes, timingSafeEqual } from 'crypto'

import { honouredHashes, type SellerAccess } from '../domain/access/sellerAccess'
import type { PlainAccessKey } from '../domain/access/accessKey'
import type { Clock } from '../domain/clock'
import type { SellerId } from '../domain/ids'
import type { AccessStore } from './storage/accessStore'
import { SingleFlight } from './singleFlight'
import { TenantCache, tenantKey, type Tenant } from './tenantCache'

interface KnownAccess {
  readonly access: SellerAccess | undefined
  readonly readAt: number
  /** When the store last answered the record itself. */
  readonly seenAt: number
  /** The key that opened last: the next time it needs no hash. Never leaves this memory. */
  opener?: { readonly key: Buffer; readonly hash: string }
}

const BELIEVED_MS = 30_000
/** A wrong key may be a new one made on another pod; strangers must not turn guesses into storage reads. */
const REREAD_AT_MOST_EVERY_MS = 2_000
/** VBase answers 404 for files that exist now and then, and fails: what was known is believed that long unseen. */
const BELIEVED_UNSEEN_MS = 5 * 60_000
const remembered = new TenantCache<KnownAccess>(5_000)
const reading = new SingleFlight<KnownAccess>()

export const newAccessKey = () => randomBytes(32).toString('base64url') as PlainAccessKey
export const hashOfKey = (key: string) => createHash('sha256').update(key).digest('hex')

/** What `openedBy` finds without any wait: almost always the key that opened last comes again. */
export function openedAgainBy(tenant: Tenant, seller: SellerId, key: string, clock: Clock): SellerAccess | undefined {
  const known = remembered.get(tenant, seller)
  if (!known || clock.now() - known.readAt >= BELIEVED_MS) return undefined
  return opensAgain(known, key, clock) ? known.access : undefined
}

/**
 * Does this key open the seller's endpoint? Compared in constant time (DESIGN D4).
 * @param store opened only when what is known is too old
 * @returns the seller's record when it does
 */
export async function openedBy(
  tenant: Tenant,
  store: () => AccessStore,
  seller: SellerId,
  key: string,
  clock: Clock,
): Promise<SellerAccess | undefined> {
  const again = openedAgainBy(tenant, seller, key, clock)
  if (again) return again
  const known = remembered.get(tenant, seller)
  const age = known ? clock.now() - known.readAt : Infinity
  const hash = hashOfKey(key)
  if (known && age < BELIEVED_MS && opens(known.access, hash, clock)) {
    known.opener = { key: Buffer.from(key), hash }
    return known.access
  }
  if (known && age < REREAD_AT_MOST_EVERY_MS) return undefined
  const access = await readAgain(tenant, store, seller, known, clock)
  return opens(access, hash, clock) ? access : undefined
}

/** The seller's record, believed for 30 s, for work that nobody opened with a key. */
export async function accessOf(
  tenant: Tenant,
  store: () => AccessStore,
  seller: SellerId,
  clock: Clock,
): Promise<SellerAccess | undefined> {
  const known = remembered.get(tenant, seller)
  if (known?.access && clock.now() - known.readAt < BELIEVED_MS) return known.access
  return readAgain(tenant, store, seller, known, clock)
}

/** So that a new, rotated or revoked key counts on this pod at once. */
export function rememberAccess(tenant: Tenant, access: SellerAccess, clock: Clock) {
  const now = clock.now()
  remembered.set(tenant, access.sellerId, { access, readAt: now, seenAt: now })
}

async function readAgain(
  tenant: Tenant,
  store: () => AccessStore,
  seller: SellerId,
  known: KnownAccess | undefined,
  clock: Clock,
): Promise<SellerAccess | undefined> {
  const { access } = await reading.run(tenantKey(tenant, seller), async () => {
    const kept = known?.access && clock.now() - known.seenAt < BELIEVED_UNSEEN_MS ? known : undefined
    const now = clock.now()
    try {
      // Nothing is known of it here: a passing 404 must not turn a right key away.
      const read = (await store().read(seller)) ?? (kept ? undefined : await store().read(seller))
      const fresh: KnownAccess = !read && kept ? { ...kept, readAt: now } : { access: read, readAt: now, seenAt: now }
      remembered.set(tenant, seller, fresh)
      return fresh
    } catch (error) {
      // An outage of the record store must not close a shop that was open.
      if (kept) return kept
      throw error
    }
  })
  return access
}

/** Whether it is the key that opened last, in constant time, and its hash is honoured still. */
function opensAgain({ access, opener }: KnownAccess, key: string, clock: Clock): boolean {
  if (!access || !opener) return false
  const offered = Buffer.from(key)
  if (offered.length !== opener.key.length || !timingSafeEqual(offered, opener.key)) return false
  return honouredHashes(access, clock.now()).includes(opener.hash)
}

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

import { withLateUses, type SellerAccess } from '../domain/access/sellerAccess'
import type { Clock } from '../domain/clock'
import { ConnectorError } from '../domain/errors'
import { hashOfKey } from './accessCheck'
import type { AccessStore } from './storage/accessStore'
import { TenantCache, type Tenant } from './tenantCache'

interface Tally {
  uses: Map<string, number>
  savedAt: number
}

const SAVED_AT_MOST_EVERY_MS = 60_000
const tallies = new TenantCache<Tally>(5_000)

/**
 * Counts calls that come with a retired key, so that an operator sees whether it is still needed (DESIGN D4). Kept in
 * memory and saved at most once a minute.
 * @returns the saving under way, for who wants to wait for it: no call of the marketplace does
 */
export function countLateUse(
  tenant: Tenant,
  store: () => AccessStore,
  access: SellerAccess,
  key: string,
  clock: Clock,
): Promise<void> | undefined {
  if (access.keys.every(({ retiredAt }) => retiredAt === undefined)) return undefined
  const hash = hashOfKey(key)
  const used = access.keys.find((known) => known.hash === hash)
  if (!used?.retiredAt) return undefined
  const now = clock.now()
  const tally = tallies.get(tenant, access.sellerId) ?? { uses: new Map<string, number>(), savedAt: 0 }
  tally.uses.set(hash, (tally.uses.get(hash) ?? 0) + 1)
  tallies.set(tenant, access.sellerId, tally)
  if (now - tally.savedAt < SAVED_AT_MOST_EVERY_MS) return undefined
  tally.savedAt = now
  const counted = tally.uses
  tally.uses = new Map()
  // A count that is lost does no harm; the next use counts on.
  return store()
    .update(access.sellerId, (current) => withLateUses(current, counted, now))
    .then(nothing, harmless)
}

const nothing = () => undefined

function harmless(error: unknown) {
  if (!(error instanceof ConnectorError)) throw error
}

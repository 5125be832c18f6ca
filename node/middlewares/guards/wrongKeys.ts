import { TenantCache, type Tenant } from '../../clients/tenantCache'

interface Strikes {
  readonly since: number
  readonly count: number
}

const WINDOW_MS = 60_000
/** A marketplace with an old endpoint makes more; it has to be told, not served. */
export const WRONG_KEYS_A_MINUTE = 30
const strikes = new TenantCache<Strikes>(5_000)

/**
 * Counts calls with a wrong key, of one seller id in one process, whether it exists or not.
 * @returns how many there were within the minute, this one included
 */
export function countWrongKey(tenant: Tenant, seller: string, now: number): number {
  const known = strikes.get(tenant, seller)
  const current = known && now - known.since < WINDOW_MS ? known : { since: now, count: 0 }
  const count = current.count + 1
  strikes.set(tenant, seller, { since: current.since, count })
  return count
}

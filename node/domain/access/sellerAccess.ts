import type { SellerId } from '../ids'

/** Which keys open a seller's fulfillment endpoint; only their SHA-256 is kept (DESIGN D4). */
export interface SellerAccess {
  readonly schemaVersion: 1
  readonly sellerId: SellerId
  readonly keys: readonly AccessKey[]
}

export interface AccessKey {
  /** SHA-256 of the key, hex. */
  readonly hash: string
  /** ISO 8601. */
  readonly createdAt: string
  /** Set when a newer key took its place: from then on it is honoured for a while only. */
  readonly retiredAt?: string
}

export const RETIRED_KEY_HONOURED_MS = 30 * 24 * 3_600_000

/** Hashes that open the endpoint at `now`, newest first. */
export const honouredHashes = (access: SellerAccess, now: number): string[] =>
  access.keys
    .filter((key) => key.retiredAt === undefined || Date.parse(key.retiredAt) + RETIRED_KEY_HONOURED_MS > now)
    .map((key) => key.hash)

/** Puts a new key in front and retires the one before; keys nobody may use any more are dropped. */
export function withNewKey(access: SellerAccess, hash: string, now: number): SellerAccess {
  const at = new Date(now).toISOString()
  const honoured = new Set(honouredHashes(access, now))
  const kept = access.keys
    .filter((key) => honoured.has(key.hash))
    .map((key) => ({ ...key, retiredAt: key.retiredAt ?? at }))
  return { ...access, keys: [{ hash, createdAt: at }, ...kept] }
}

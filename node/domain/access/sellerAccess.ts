import type { SellerId } from '../ids'

/**
 * What the connector decided about a seller's endpoint: which keys open it (only their SHA-256 is kept, DESIGN D4),
 * what was created for it, and whether somebody stopped it.
 */
export interface SellerAccess {
  readonly schemaVersion: 1
  readonly sellerId: SellerId
  readonly keys: readonly AccessKey[]
  /** Names of the stores whose documents were created; absent in records of the first release. */
  readonly stores?: readonly string[]
  /** ISO 8601: an operator paused the seller here; simulations answer zero stock. */
  readonly pausedHereAt?: string
  /** ISO 8601: since when the marketplace has the seller inactive, as far as we know (PROTOCOL §17.18). */
  readonly pausedThereAt?: string
  /** ISO 8601: nothing is set up again by itself after this. */
  readonly disconnectedAt?: string
}

export interface AccessKey {
  /** SHA-256 of the key, hex. */
  readonly hash: string
  /** ISO 8601, as all times here. */
  readonly createdAt: string
  /** Set when a newer key took its place: from then on it is honoured for a while only. */
  readonly retiredAt?: string
  /** End of that while; absent in records of the first release: 30 days. */
  readonly honouredUntil?: string
  /** Calls that came with it after it was retired, and the latest of them; counted now and then, not exactly. */
  readonly lateUses?: number
  readonly lastUsedAt?: string
}

const DAY_MS = 24 * 3_600_000
export const RETIRED_KEY_HONOURED_DAYS = 30

const endOf = (key: AccessKey): number => {
  if (key.retiredAt === undefined) return Infinity
  return Date.parse(key.honouredUntil ?? '') || Date.parse(key.retiredAt) + RETIRED_KEY_HONOURED_DAYS * DAY_MS
}

/** Keys that open the endpoint at `now`, newest first. */
export const honouredKeys = (access: SellerAccess, now: number): AccessKey[] =>
  access.keys.filter((key) => endOf(key) > now)

export const honouredHashes = (access: SellerAccess, now: number): string[] =>
  honouredKeys(access, now).map((key) => key.hash)

/** Puts a new key in front and retires the one before; keys nobody may use any more are dropped. */
export function withNewKey(
  access: SellerAccess,
  hash: string,
  now: number,
  honouredDays: number = RETIRED_KEY_HONOURED_DAYS,
): SellerAccess {
  const at = new Date(now).toISOString()
  const honouredUntil = new Date(now + honouredDays * DAY_MS).toISOString()
  const kept = honouredKeys(access, now).map((key) => (key.retiredAt ? key : { ...key, retiredAt: at, honouredUntil }))
  return { ...access, keys: [{ hash, createdAt: at }, ...kept] }
}

/** Ends retired keys at once, and the current one too when asked: nothing opens the endpoint then. */
export const withRevokedKeys = (access: SellerAccess, which: 'retired' | 'all'): SellerAccess => ({
  ...access,
  keys: which === 'all' ? [] : access.keys.filter((key) => key.retiredAt === undefined),
})

/** Adds late uses of retired keys, by hash. */
export const withLateUses = (access: SellerAccess, uses: ReadonlyMap<string, number>, now: number): SellerAccess => ({
  ...access,
  keys: access.keys.map((key) => {
    const more = uses.get(key.hash)
    return more ? { ...key, lateUses: (key.lateUses ?? 0) + more, lastUsedAt: new Date(now).toISOString() } : key
  }),
})

/** A key as an operator sees it. */
export interface KeyState {
  readonly state: 'current' | 'retired'
  readonly createdAt: string
  readonly honouredUntil?: string
  readonly lateUses?: number
  readonly lastUsedAt?: string
}

export const keyStates = (access: SellerAccess, now: number): KeyState[] =>
  honouredKeys(access, now).map((key) => ({
    state: key.retiredAt ? 'retired' : 'current',
    createdAt: key.createdAt,
    ...(key.retiredAt
      ? { honouredUntil: new Date(endOf(key)).toISOString(), lateUses: key.lateUses ?? 0, lastUsedAt: key.lastUsedAt }
      : {}),
  }))

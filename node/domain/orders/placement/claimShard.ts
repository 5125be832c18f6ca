import type { MarketplaceOrderId } from '../../ids'

/** Who may create which order record: serialised by compare-and-set, since VBase cannot create-if-absent (DESIGN D7). */
export interface ClaimShard {
  readonly schemaVersion: 1
  readonly rows: Readonly<Record<string, ClaimRow>>
  /** Records that OMS and the partner speak of and nobody can read here: see `lostRecord.ts`. */
  readonly lost?: Readonly<Record<string, LostRecord>>
}

export interface LostRecord {
  /** When that was first seen (ISO 8601). */
  readonly since: string
  /** Who makes it again, and until when nobody else does. */
  readonly by?: string
  readonly until?: string
}

export interface ClaimRow {
  readonly claimId: string
  readonly contentHash: string
  /** ISO 8601. */
  readonly claimedAt: string
  readonly leaseUntil: string
  /** The record was written: from now on a missing record is an outage, not an absence. */
  readonly recorded: boolean
  /** A cancellation came first: a late placement is refused (PROTOCOL §16). */
  readonly canceled?: true
}

export const EMPTY_CLAIM_SHARD: ClaimShard = { schemaVersion: 1, rows: {} }
/**
 * How long a claim outlasts the deadline of its placement: one last write (1.5 s) and some room. A holder that was
 * stopped for longer finds its claim gone, its conditional writes refused and its reference known at the partner.
 */
const LEASE_MARGIN_MS = 3_000

/** @param deadlineMs how long a placement may take in all */
export const placingLeaseMs = (deadlineMs: number): number => deadlineMs + LEASE_MARGIN_MS

const KEPT_MS = 48 * 3_600_000

export type ClaimOutcome =
  /** Ours now. `takenOver`: somebody claimed it before and stopped before its record. */
  | { readonly kind: 'mine'; readonly takenOver: boolean; readonly shard: ClaimShard }
  | { readonly kind: 'busy' }
  | { readonly kind: 'recorded' }
  | { readonly kind: 'otherContent' }
  | { readonly kind: 'canceled' }

/** Tries to become the one who creates the record of `id`. Prunes rows that are too old to matter. */
export function claim(
  shard: ClaimShard,
  id: MarketplaceOrderId,
  mine: { readonly claimId: string; readonly contentHash: string },
  now: number,
  leaseMs: number,
): ClaimOutcome {
  const row = rowOf(shard, id)
  if (row) {
    if (row.canceled) return { kind: 'canceled' }
    // The record says what its content is: a failed placement may be repeated with another.
    if (row.recorded) return { kind: 'recorded' }
    // A record that was made again has no hash: its content is what OMS shows.
    if (row.contentHash !== '' && row.contentHash !== mine.contentHash) return { kind: 'otherContent' }
    if (Date.parse(row.leaseUntil) > now) return { kind: 'busy' }
  }
  const next: ClaimRow = {
    ...mine,
    claimedAt: new Date(now).toISOString(),
    leaseUntil: new Date(now + leaseMs).toISOString(),
    recorded: false,
  }
  return { kind: 'mine', takenOver: row !== undefined, shard: { ...shard, rows: { ...prune(shard, now), [id]: next } } }
}

/** Notes that the record exists; undefined when the claim was lost meanwhile. */
export function markRecorded(shard: ClaimShard, id: MarketplaceOrderId, claimId: string): ClaimShard | undefined {
  const row = rowOf(shard, id)
  if (row?.claimId !== claimId) return undefined
  return { ...shard, rows: { ...shard.rows, [id]: { ...row, recorded: true } } }
}

/**
 * Notes that there is a record although nobody could say so when it was written: from now on nobody takes a 404 for its
 * absence. Undefined when that is known.
 */
export function noteRecorded(
  shard: ClaimShard,
  id: MarketplaceOrderId,
  { claimId, contentHash }: { readonly claimId: string; readonly contentHash: string },
  now: number,
): ClaimShard | undefined {
  const row = rowOf(shard, id)
  if (row?.recorded || row?.canceled) return undefined
  const at = new Date(now).toISOString()
  const recorded: ClaimRow = { claimId, contentHash, claimedAt: at, leaseUntil: at, recorded: true }
  return { ...shard, rows: { ...prune(shard, now), [id]: recorded } }
}

/** A record of this order was written, whatever a read of it says now. */
export const isRecorded = (shard: ClaimShard, id: MarketplaceOrderId): boolean => rowOf(shard, id)?.recorded === true

/** Gives a claim back when no record was written; undefined when it is not ours any more. */
export function dropClaim(shard: ClaimShard, id: MarketplaceOrderId, claimId: string): ClaimShard | undefined {
  if (rowOf(shard, id)?.claimId !== claimId) return undefined
  const { [id]: _dropped, ...rows } = shard.rows
  return { ...shard, rows }
}

/** Remembers that a cancellation arrived for an order nobody knows. */
export function rememberCanceled(shard: ClaimShard, id: MarketplaceOrderId, now: number): ClaimShard | undefined {
  if (rowOf(shard, id)) return undefined
  const at = new Date(now).toISOString()
  const row: ClaimRow = { claimId: '', contentHash: '', claimedAt: at, leaseUntil: at, recorded: false, canceled: true }
  return { ...shard, rows: { ...prune(shard, now), [id]: row } }
}

/** Own rows only: an order may be called `constructor`. */
const rowOf = (shard: ClaimShard, id: MarketplaceOrderId): ClaimRow | undefined =>
  Object.prototype.hasOwnProperty.call(shard.rows, id) ? shard.rows[id] : undefined

const prune = (shard: ClaimShard, now: number) =>
  Object.fromEntries(Object.entries(shard.rows).filter(([, row]) => Date.parse(row.claimedAt) > now - KEPT_MS))

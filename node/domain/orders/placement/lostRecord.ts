import type { ClaimRow, ClaimShard } from './claimShard'
import type { MarketplaceOrderId } from '../../ids'

/** A record that cannot be read for so long, again and again, is gone: VBase denies files that exist for moments. */
const GONE_AFTER_MS = 60_000
/** An older sighting proves nothing: the record may have been read in between. */
const SIGHTING_LASTS_MS = 30 * 60_000
const LEASE_MS = 60_000

export type LostOutcome =
  /** Seen for too short a time, or somebody else is making it again. */
  | { readonly kind: 'wait'; readonly shard?: ClaimShard }
  /** Ours to make again; a placement that comes meanwhile finds it claimed. */
  | { readonly kind: 'mine'; readonly shard: ClaimShard }

/** Notes that the record of an order OMS knows cannot be read; says when it may be made again, and by whom. */
export function missed(shard: ClaimShard, id: MarketplaceOrderId, claimId: string, now: number): LostOutcome {
  const at = new Date(now).toISOString()
  const row = ownOf(shard.rows, id)
  const lost = ownOf(shard.lost ?? {}, id)
  // A placement under way writes its record itself.
  if (row && !row.recorded && Date.parse(row.leaseUntil) > now) return { kind: 'wait' }
  const age = lost ? now - Date.parse(lost.since) : Infinity
  if (!lost || age > SIGHTING_LASTS_MS) return { kind: 'wait', shard: withLost(shard, id, { since: at }, now) }
  if (age < GONE_AFTER_MS || (lost.until !== undefined && Date.parse(lost.until) > now)) return { kind: 'wait' }
  const claimed: ClaimRow = {
    contentHash: row?.contentHash ?? '',
    claimId,
    claimedAt: at,
    leaseUntil: at,
    recorded: true,
  }
  const next = withLost(shard, id, { ...lost, by: claimId, until: new Date(now + LEASE_MS).toISOString() }, now)
  return { kind: 'mine', shard: { ...next, rows: { ...next.rows, [id]: claimed } } }
}

const withLost = (
  shard: ClaimShard,
  id: MarketplaceOrderId,
  lost: NonNullable<ClaimShard['lost']>[string],
  now: number,
): ClaimShard => ({
  ...shard,
  lost: {
    ...Object.fromEntries(
      Object.entries(shard.lost ?? {}).filter(([, { since }]) => now - Date.parse(since) < 2 * SIGHTING_LASTS_MS),
    ),
    [id]: lost,
  },
})

/** Own rows only: an order may be called `constructor`. */
const ownOf = <T>(rows: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.prototype.hasOwnProperty.call(rows, id) ? rows[id] : undefined

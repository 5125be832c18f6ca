import { TryAgainLater } from '../errors'
import { hintKey, hintOfKey, type Hint } from './hint'

/** Hints nobody has followed up yet, by `hintKey`. */
export interface HintShard {
  readonly schemaVersion: 1
  readonly rows: Readonly<Record<string, HintRow>>
}

export interface HintRow {
  /** ISO 8601: when the hint came, the first time since it was followed up. */
  readonly at: string
  /** ISO 8601: read already; the marketplace may be told from then on. */
  readonly readyAt?: string
  /** ISO 8601: it came again since it was read, and is read again after the marketplace was told. */
  readonly againAt?: string
  /** The run that began to follow it up. A hint that comes again after that is a new one: this is gone from it. */
  readonly takenBy?: string
}

export interface WaitingHint extends Hint {
  readonly at: string
}

export const EMPTY_HINT_SHARD: HintShard = { schemaVersion: 1, rows: {} }
const MOST_ROWS = 5_000
const BACKLOG_S = 60
/** So long a burst of changes is told as one; what changes all the time is told that often. */
const LONGEST_POSTPONED_MS = 30_000

/**
 * Adds hints. One that waits already is not written again, so a burst is one row; one that is being followed up, or was
 * read already, is: the partner may have been read before it changed.
 * @returns undefined when all of them wait already
 * @throws TryAgainLater when the shard is full
 */
export function addHints(shard: HintShard, hints: readonly Hint[], now: number): HintShard | undefined {
  const added = hints.flatMap((hint) => {
    const key = hintKey(hint)
    const row = withHint(shard.rows[key], hint, now)
    return row ? [[key, row] as const] : []
  })
  if (added.length === 0) return undefined
  const rows = { ...shard.rows, ...Object.fromEntries(added) }
  if (Object.keys(rows).length > MOST_ROWS) throw new TryAgainLater('Too many changes are waiting', BACKLOG_S)
  return { ...shard, rows }
}

/** @returns undefined when it waits already */
function withHint(waiting: HintRow | undefined, { readyAt }: Hint, now: number): HintRow | undefined {
  const at = new Date(now).toISOString()
  const fresh: HintRow = { at, ...(readyAt ? { readyAt } : {}) }
  if (!waiting) return fresh
  const isRead = waiting.readyAt !== undefined
  // The marketplace is being told right now: another story begins.
  if (waiting.takenBy !== undefined) return isRead ? fresh : { ...fresh, at: waiting.at }
  if (!isRead || (readyAt !== undefined && readyAt <= waiting.readyAt)) return undefined
  if (now - Date.parse(waiting.at) < LONGEST_POSTPONED_MS) return { ...fresh, at: waiting.at }
  return waiting.againAt ? undefined : { ...waiting, againAt: at }
}

export const waitingHints = ({ rows }: HintShard): WaitingHint[] =>
  Object.entries(rows).map(([key, { at, readyAt }]) => ({ ...hintOfKey(key), at, ...(readyAt ? { readyAt } : {}) }))

/** Marks hints as being followed up by `run`, whoever tried before. Must be stored before the partner is read. */
export function takeHints(shard: HintShard, hints: readonly Hint[], run: string): HintShard | undefined {
  const taken = hints.map(hintKey).filter((key) => key in shard.rows)
  if (taken.length === 0) return undefined
  const rows = Object.fromEntries(taken.map((key) => [key, { ...shard.rows[key], takenBy: run }]))
  return { ...shard, rows: { ...shard.rows, ...rows } }
}

/** Notes that `run` read what the hints are about; one that came again meanwhile has to be read again. */
export function readHints(
  shard: HintShard,
  hints: readonly Hint[],
  run: string,
  readyAt: number,
): HintShard | undefined {
  const ours = hints.map(hintKey).filter((key) => shard.rows[key]?.takenBy === run)
  if (ours.length === 0) return undefined
  const ready = new Date(readyAt).toISOString()
  const rows = Object.fromEntries(ours.map((key) => [key, { at: shard.rows[key].at, readyAt: ready }]))
  return { ...shard, rows: { ...shard.rows, ...rows } }
}

/**
 * Removes what `run` followed up; a hint that came again meanwhile, or that another run took, stays. What came again
 * before the marketplace was told waits to be read.
 */
export function settleHints(shard: HintShard, hints: readonly Hint[], run: string): HintShard | undefined {
  const done = new Set(hints.map(hintKey).filter((key) => key in shard.rows && shard.rows[key].takenBy === run))
  if (done.size === 0) return undefined
  const left = Object.entries(shard.rows).flatMap(([key, row]): [string, HintRow][] => {
    if (!done.has(key)) return [[key, row]]
    return row.againAt ? [[key, { at: row.againAt }]] : []
  })
  return { ...shard, rows: Object.fromEntries(left) }
}

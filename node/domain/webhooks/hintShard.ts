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
  /** The run that began to follow it up. A hint that comes again after that is a new one: this is gone from it. */
  readonly takenBy?: string
}

export interface WaitingHint extends Hint {
  readonly at: string
}

export const EMPTY_HINT_SHARD: HintShard = { schemaVersion: 1, rows: {} }
const MOST_ROWS = 5_000
const BACKLOG_S = 60

/**
 * Adds hints. One that waits already is not written again, so a burst is one row; one that is being followed up, or was
 * read already, is: the partner may have been read before it changed.
 * @returns undefined when all of them wait already
 * @throws TryAgainLater when the shard is full
 */
export function addHints(shard: HintShard, hints: readonly Hint[], now: number): HintShard | undefined {
  const fresh = hints.filter((hint) => isNews(shard.rows[hintKey(hint)], hint))
  if (fresh.length === 0) return undefined
  const at = new Date(now).toISOString()
  const added = fresh.map(
    (hint) => [hintKey(hint), { at, ...(hint.readyAt ? { readyAt: hint.readyAt } : {}) }] as const,
  )
  const rows = { ...shard.rows, ...Object.fromEntries(added) }
  if (Object.keys(rows).length > MOST_ROWS) throw new TryAgainLater('Too many changes are waiting', BACKLOG_S)
  return { ...shard, rows }
}

function isNews(waiting: HintRow | undefined, { readyAt }: Hint): boolean {
  if (!waiting || waiting.takenBy !== undefined) return true
  if (waiting.readyAt === undefined) return false
  return readyAt === undefined || readyAt > waiting.readyAt
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

/** Removes what `run` followed up; a hint that came again meanwhile, or that another run took, stays. */
export function settleHints(shard: HintShard, hints: readonly Hint[], run: string): HintShard | undefined {
  const done = new Set(hints.map(hintKey).filter((key) => key in shard.rows && shard.rows[key].takenBy === run))
  if (done.size === 0) return undefined
  return { ...shard, rows: Object.fromEntries(Object.entries(shard.rows).filter(([key]) => !done.has(key))) }
}

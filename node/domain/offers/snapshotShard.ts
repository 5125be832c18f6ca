import type { CurrencyCode } from '../money'
import { rewriteAfterMs, type Freshness } from './freshness'
import { isShown, partsOfSnapshotKey, saysTheSame, type OfferSnapshot } from './offerSnapshot'
import type { Offer } from './quote'
import { superseded } from './superseded'

/** Snapshots by `snapshotKey`; one document per group of SKUs. Losing one costs a look at the partner, nothing else. */
export interface SnapshotShard {
  readonly schemaVersion: 1
  readonly rows: Readonly<Record<string, OfferSnapshot>>
}

export const EMPTY_SNAPSHOT_SHARD: SnapshotShard = { schemaVersion: 1, rows: {} }

/** News about one snapshot: what the partner said, what the marketplace was shown, or units sold since. */
export interface SnapshotNews {
  readonly key: string
  readonly told?: { readonly offer: Offer; readonly currency: CurrencyCode; readonly askedAt: number }
  /** Print of an answer without address. */
  readonly shown?: string
  /** The marketplace was told to look, in ms since the epoch. */
  readonly toldAt?: number
  /** Units that were sold after the snapshot was read, in whatever price list: they are gone in all of them. */
  readonly sold?: number
}

/** Far more than a group of SKUs holds at 100,000: what was read longest ago makes room. */
const MOST_ROWS = 3_000

/**
 * Takes news in.
 * @returns undefined when there is nothing worth writing; otherwise the next shard, and the keys of which the
 * marketplace was shown something else than what is true now
 */
export function withNews(
  shard: SnapshotShard,
  news: readonly SnapshotNews[],
  freshness: Freshness,
): { readonly shard: SnapshotShard; readonly outdated: readonly string[] } | undefined {
  const rows = new Map(Object.entries(shard.rows))
  const outdated: string[] = []
  let changed = false
  for (const { key, told, toldAt, shown, sold } of news.flatMap((one) => (one.sold ? inEveryList(rows, one) : one))) {
    const before = rows.get(key)
    let row = told ? superseded(before, told.offer, told.currency, told.askedAt, freshness) : before
    if (!row) continue
    if (sold) row = { ...row, stock: Math.max(0, row.stock - sold), ...lessByChannel(row, sold) }
    if (shown !== undefined) row = { ...row, shown }
    if (toldAt !== undefined) row = { ...row, toldAt }
    if (!isWorthWriting(before, row, freshness)) continue
    rows.set(key, row)
    changed = true
    if (row.shown !== undefined && !isShown(row)) outdated.push(key)
  }
  if (!changed) return undefined
  return { shard: { ...shard, rows: Object.fromEntries(newest(rows)) }, outdated }
}

function inEveryList(rows: ReadonlyMap<string, OfferSnapshot>, one: SnapshotNews): SnapshotNews[] {
  const { sku } = partsOfSnapshotKey(one.key)
  return [...rows.keys()].filter((key) => partsOfSnapshotKey(key).sku === sku).map((key) => ({ ...one, key }))
}

const isWorthWriting = (before: OfferSnapshot | undefined, row: OfferSnapshot, freshness: Freshness): boolean =>
  !before ||
  !saysTheSame(before, row) ||
  before.shown !== row.shown ||
  (row.toldAt !== undefined && before.toldAt !== row.toldAt) ||
  row.at - before.at >= rewriteAfterMs(freshness)

function lessByChannel({ stockByChannel }: OfferSnapshot, sold: number): Pick<OfferSnapshot, 'stockByChannel'> {
  if (!stockByChannel) return {}
  const less = (channel: keyof typeof stockByChannel) => Math.max(0, stockByChannel[channel] - sold)
  return { stockByChannel: { delivery: less('delivery'), 'pickup-in-point': less('pickup-in-point') } }
}

function newest(rows: ReadonlyMap<string, OfferSnapshot>): (readonly [string, OfferSnapshot])[] {
  const all = [...rows]
  if (all.length <= MOST_ROWS) return all
  return all.sort(([, a], [, b]) => b.at - a.at).slice(0, MOST_ROWS)
}

/** What a replica knows after it read a group again: rows it learned a moment ago may not be stored yet. */
export function withUnstored(stored: SnapshotShard, known: SnapshotShard | undefined): SnapshotShard {
  const newer = Object.entries(known?.rows ?? {}).filter(([key, { at }]) => at > (stored.rows[key]?.at ?? -Infinity))
  return newer.length === 0 ? stored : { ...stored, rows: { ...stored.rows, ...Object.fromEntries(newer) } }
}

/**
 * Where an SKU stands in the marketplace (PROTOCOL §4).
 * `bound`: sold there. `suggested`: waits for approval. `approved`: approved, not bound yet. `denied`: refused by the
 * marketplace, which blocks it until its operator unblocks it. `expired`: waited longer than 30 days. `skipped`: not
 * sent, `reason` says why. `inactive`: not sent, because the partner does not sell it. `unbound`: the marketplace no longer
 * sells it.
 */
export const CATALOG_STATES = [
  'bound',
  'suggested',
  'approved',
  'denied',
  'expired',
  'skipped',
  'inactive',
  'unbound',
] as const
export type CatalogState = (typeof CATALOG_STATES)[number]

/** What the marketplace was told of one SKU, and what came of it. */
export interface CatalogRow {
  readonly state: CatalogState
  /** Why it is there, in words its owner can act on. */
  readonly reason?: string
  /** Fingerprints of what was last told; empty: never told. */
  readonly content: string
  readonly price?: string
  readonly stock?: string
  /** ISO 8601, to the second: the last time something was told or asked. */
  readonly at: string
  /** States it was in before, latest first. */
  readonly past?: readonly PastState[]
  /** ISO 8601, to the minute: since when it is in this state. */
  readonly since?: string
}

export interface PastState {
  readonly state: CatalogState
  readonly since: string
}

const PAST_KEPT = 3

/** The row after something happened to it at `now`: what it was before becomes its history when its state changes. */
export function nextRow(
  before: CatalogRow | undefined,
  changes: Omit<CatalogRow, 'at' | 'past' | 'since'>,
  now: number,
): CatalogRow {
  const at = iso(now)
  if (before?.state === changes.state) {
    return { ...changes, at, ...kept('past', before.past), since: before.since ?? before.at }
  }
  const past = before ? [{ state: before.state, since: before.since ?? before.at }, ...(before.past ?? [])] : []
  return { ...changes, at, ...kept('past', past.length > 0 ? past.slice(0, PAST_KEPT) : undefined), since: at }
}

const kept = <K extends string, T>(key: K, value: T | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: T }

const iso = (now: number) => new Date(Math.floor(now / 1_000) * 1_000).toISOString()

/** Sold there, and neither its price nor its stock was told yet. */
export const isUntold = ({ state, price, stock }: CatalogRow): boolean =>
  state === 'bound' && price === undefined && stock === undefined

/** Milliseconds since the epoch at which the row came into its state. */
export const stateSince = (row: CatalogRow): number => Date.parse(row.since ?? row.at)

import type { MarketplaceOrderId, SellerSkuId } from '../ids'

/** Units promised to orders that the partner's stock does not show yet; one document per group of SKUs (DESIGN D16). */
export interface ReservationShard {
  readonly schemaVersion: 1
  readonly rows: readonly ReservationRow[]
}

export interface ReservationRow {
  readonly sku: SellerSkuId
  readonly quantity: number
  readonly order: MarketplaceOrderId
  /** The placement that took it: another attempt at the same order takes it over. */
  readonly claimId: string
  /** ISO 8601, as is `expiresAt`. */
  readonly takenAt: string
  readonly expiresAt: string
}

export const EMPTY_RESERVATION_SHARD: ReservationShard = { schemaVersion: 1, rows: [] }

/** Units reserved per SKU at `now`, those of `except` not counted. */
export function reservedUnits(shard: ReservationShard, now: number, except?: MarketplaceOrderId): Map<string, number> {
  const units = new Map<string, number>()
  for (const row of living(shard, now)) {
    if (row.order !== except) units.set(row.sku, (units.get(row.sku) ?? 0) + row.quantity)
  }
  return units
}

/**
 * Takes units for an order, replacing what it held before: taking twice reserves once.
 * @param sellable units of each SKU that may be promised in all, reservations not yet taken off
 * @returns the next shard, or the SKU that falls short
 */
export function reserve(
  shard: ReservationShard,
  wanted: readonly ReservationRow[],
  sellable: ReadonlyMap<string, number>,
  now: number,
): { readonly shard: ReservationShard } | { readonly short: SellerSkuId } {
  const order = wanted[0]?.order
  const taken = reservedUnits(shard, now, order)
  const short = wanted.find((row) => (taken.get(row.sku) ?? 0) + row.quantity > (sellable.get(row.sku) ?? 0))
  if (short) return { short: short.sku }
  const others = living(shard, now).filter((row) => row.order !== order)
  return { shard: { ...shard, rows: [...others, ...wanted] } }
}

/**
 * Gives back what an order held; undefined when it held nothing.
 * @param claimId only what this placement took: whoever took the order over keeps it
 */
export function release(
  shard: ReservationShard,
  order: MarketplaceOrderId,
  claimId?: string,
): ReservationShard | undefined {
  const rows = shard.rows.filter((row) => row.order !== order || (claimId !== undefined && row.claimId !== claimId))
  return rows.length === shard.rows.length ? undefined : { ...shard, rows }
}

const living = (shard: ReservationShard, now: number) => shard.rows.filter((row) => Date.parse(row.expiresAt) > now)

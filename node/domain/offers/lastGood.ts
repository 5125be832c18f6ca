import type { SellerSkuId } from '../ids'
import type { Freshness } from './freshness'
import { offerOf, type OfferSnapshot } from './offerSnapshot'
import type { Offer } from './quote'

/** What can still be said about some SKUs while their partner says nothing. */
export interface LastGood {
  readonly offers: readonly Offer[]
  /** SKUs about which nothing usable is known. */
  readonly unknown: readonly SellerSkuId[]
}

/**
 * Last-good offers (DESIGN D6): without an address up to `staleForMs`, with one as long as their stock may be believed.
 * Placement checks stock live, so an old answer can never oversell.
 */
export function lastGood(
  skus: readonly SellerSkuId[],
  snapshotOf: (sku: SellerSkuId) => OfferSnapshot | undefined,
  withAddress: boolean,
  now: number,
  { staleForMs, staleStockForMs }: Freshness,
): LastGood {
  const usableFor = withAddress ? Math.min(staleForMs, staleStockForMs) : staleForMs
  const offers: Offer[] = []
  const unknown: SellerSkuId[] = []
  for (const sku of skus) {
    const snapshot = snapshotOf(sku)
    if (snapshot && now - snapshot.at < usableFor) offers.push(offerOf(sku, snapshot))
    else unknown.push(sku)
  }
  return { offers, unknown }
}

/**
 * Whether an answer may be made of what is known. A cart with some known lines is answered, the others as zero rows; a
 * shelf is not: zero stock there is a statement that takes the SKU off sale (DESIGN D6).
 */
export const isEnough = ({ offers, unknown }: LastGood, withAddress: boolean): boolean =>
  unknown.length === 0 || (withAddress && offers.length > 0)

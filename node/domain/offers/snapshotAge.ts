import type { Freshness } from './freshness'
import type { OfferSnapshot } from './offerSnapshot'

/** In times of `freshForMs`: a marketplace that takes no calls for longer gets a look at the partner. */
const LONGEST_WAY_TO_TELL = 5

/**
 * How old a shelf's answer from a snapshot would be. The marketplace looks after it was told to: what it is told of was
 * read a while before, and needs no second look then (DESIGN D6).
 * @returns milliseconds; Infinity without a snapshot
 */
export function shelfAge(snapshot: OfferSnapshot | undefined, now: number, { freshForMs }: Freshness): number {
  if (!snapshot) return Infinity
  const { at, toldAt = at } = snapshot
  return now - at < LONGEST_WAY_TO_TELL * freshForMs ? now - Math.max(at, toldAt) : now - at
}

/**
 * The same while storage cannot be read. Another replica may have stored something newer and told the marketplace so:
 * only what was said a moment ago is certain not to be announced as changed yet.
 */
export function unreadAge(snapshot: OfferSnapshot | undefined, now: number, { memoryForMs }: Freshness): number {
  return snapshot && now - snapshot.at < memoryForMs ? now - snapshot.at : Infinity
}

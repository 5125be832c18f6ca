/** How long what a partner said may be used, in milliseconds (DESIGN D6). */
export interface Freshness {
  /** A shelf is answered from the shared snapshot up to this age. */
  readonly freshForMs: number
  /** The same cart is answered from one quote up to this age. */
  readonly quoteForMs: number
  /** A replica believes its own copy of a shared snapshot that long. */
  readonly memoryForMs: number
  /** While the partner cannot answer: last-good prices, and stock where no address is given. */
  readonly staleForMs: number
  /** While the partner cannot answer: last-good stock of a cart with an address. */
  readonly staleStockForMs: number
  /** A price that was answered is accepted at placement that long. */
  readonly honourForMs: number
}

const SECOND = 1_000

export const DEFAULT_FRESHNESS: Freshness = {
  freshForMs: 30 * SECOND,
  quoteForMs: 15 * SECOND,
  memoryForMs: 3 * SECOND,
  staleForMs: 12 * 3_600 * SECOND,
  staleStockForMs: 15 * 60 * SECOND,
  honourForMs: 30 * 60 * SECOND,
}

/** Every replica has read a replaced snapshot by then: only now may the marketplace be told to look (DESIGN D6). */
export const settledAfterMs = ({ memoryForMs }: Freshness): number => memoryForMs + 1 * SECOND

/** A snapshot that says the same as before is written again at a quarter of its usable age, never per answer. */
export const rewriteAfterMs = ({ freshForMs, staleStockForMs }: Freshness): number =>
  (freshForMs > 0 ? freshForMs : staleStockForMs) / 4

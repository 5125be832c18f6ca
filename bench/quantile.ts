/**
 * The value below which a share of the samples lies (nearest rank).
 * @param share 0 to 1; @returns NaN without samples
 */
export function quantile(samples: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(samples).sort()
  if (sorted.length === 0) return NaN
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!
}

/** The middle sample; the mean of the two in the middle of an even number. */
export function median(samples: Iterable<number>): number {
  const sorted = Float64Array.from(samples).sort()
  const middle = sorted.length / 2
  if (sorted.length === 0) return NaN
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Seconds a webhook's timestamp may lie before or after our clock (Standard Webhooks). */
const TOLERANCE_S = 5 * 60

/**
 * When a webhook says it was sent.
 * @param timestamp header text: seconds since the epoch @param now ms since the epoch
 * @returns undefined when it is not a time, or one too far from now to be fresh
 */
export function sentAt(timestamp: string, now: number): Date | undefined {
  if (!/^\d{1,12}$/.test(timestamp)) return undefined
  const seconds = Number(timestamp)
  return Math.abs(Math.floor(now / 1_000) - seconds) <= TOLERANCE_S ? new Date(seconds * 1_000) : undefined
}

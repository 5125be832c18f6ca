import { stateSince, type CatalogRow } from './catalogRow'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** An approval of the first minutes is noticed at once. */
const FRESH_MS = 10 * MINUTE_MS
/** How much of the time it waited already may pass until it is looked at again. */
const SHARE = 8
const LONGEST_MS = 12 * HOUR_MS

/** States a decision of the marketplace may end. */
export const isWaiting = ({ state }: CatalogRow): boolean =>
  state === 'suggested' || state === 'approved' || state === 'denied'

/**
 * The longer it waited, the more rarely it is asked about: about a hundred times in 30 days.
 * @param isBusy a run is under way and needs the calls itself: once a minute is enough
 */
export function isLookDue(row: CatalogRow, now: number, isBusy = false): boolean {
  const age = now - stateSince(row)
  const rest = now - Date.parse(row.at)
  if (row.state === 'denied') return rest >= LONGEST_MS
  return (age < FRESH_MS && !isBusy) || rest >= Math.min(LONGEST_MS, Math.max(MINUTE_MS, age / SHARE))
}

import type { DueMarkers, ListedMarker } from '../../clients/storage/dueMarkers'
import type { SweepProgress } from '../../clients/storage/sweepState'
import { groupBy } from '../../domain/groupBy'
import { hourOf, minuteOf } from '../../domain/orders/dueMinute'

/** An order as its markers name it. */
export interface DueOrder {
  /** The latest marker first. */
  readonly markers: readonly ListedMarker[]
}

export interface DueList {
  /** By the storage key of the seller; what has waited longest first. */
  readonly bySeller: ReadonlyMap<string, readonly DueOrder[]>
  readonly progress: SweepProgress
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Hours that are listed again although nothing was left in them: a listing may be behind. */
const LOOK_BACK_MS = 2 * HOUR_MS

/**
 * What is due by now, from markers alone: listed hour by hour from the first one that had any left. Once a day all
 * markers are listed, whatever their hour (DESIGN D8).
 */
export async function dueOrders(markers: DueMarkers, before: SweepProgress, now: number): Promise<DueList> {
  const isAllListed = before.listedAllAt !== undefined && now - Date.parse(before.listedAllAt) < DAY_MS
  const isFull = before.openFrom === undefined || !isAllListed
  const listed = isFull ? await markers.all() : await ofHours(markers, before.openFrom ?? '', now)
  const due = listed.filter(({ minute }) => minute <= minuteOf(now))
  return {
    bySeller: grouped(due),
    progress: {
      ...(isFull ? { listedAllAt: new Date(now).toISOString() } : {}),
      openFrom: due.map(({ minute }) => minute.slice(0, 13)).reduce((a, b) => (a < b ? a : b), hourOf(now)),
    },
  }
}

async function ofHours(markers: DueMarkers, openFrom: string, now: number): Promise<ListedMarker[]> {
  const first = Math.min(Date.parse(`${openFrom}:00:00Z`), now - LOOK_BACK_MS)
  const listed: ListedMarker[] = []
  for (let time = first; hourOf(time) <= hourOf(now); time += HOUR_MS)
    listed.push(...(await markers.ofHour(hourOf(time))))
  return listed
}

function grouped(due: readonly ListedMarker[]): Map<string, DueOrder[]> {
  const latestFirst = [...due].sort((a, b) => (a.minute > b.minute ? -1 : 1))
  const orders = [...groupBy(latestFirst, ({ sellerKey, orderKey }) => `${sellerKey}/${orderKey}`).values()]
  // From the back: who waited longest comes first.
  const dueOrders = orders.reverse().map((markers) => ({ markers }))
  return groupBy(dueOrders, ({ markers: [{ sellerKey }] }) => sellerKey)
}

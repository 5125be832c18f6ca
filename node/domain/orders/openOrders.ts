/** Orders of which the partner's side has to be followed; one small document per group of orders (DESIGN D8). */
export interface OpenOrderShard {
  readonly schemaVersion: 1
  /** By marketplace order id. */
  readonly rows: Readonly<Record<string, OpenOrderRow>>
}

export interface OpenOrderRow {
  /** Not to be looked at before (ISO 8601, as all times here). */
  readonly lookAt: string
  /** When the partner last showed something new. */
  readonly movedAt: string
  /** Short print of what the partner showed, once nothing followed from it. */
  readonly seen?: string
  readonly seenAt?: string
  /** How many looks in a row the partner did not know it. */
  readonly unknown?: number
}

export const NO_OPEN_ORDERS: OpenOrderShard = { schemaVersion: 1, rows: {} }

const MINUTE_MS = 60_000
/** How often an order is looked at, by how long ago something happened to it. */
const PACE: readonly { readonly upToMs: number; readonly everyMs: number }[] = [
  { upToMs: 6 * 60 * MINUTE_MS, everyMs: 0 },
  { upToMs: 3 * 24 * 60 * MINUTE_MS, everyMs: 5 * MINUTE_MS },
  { upToMs: Infinity, everyMs: 30 * MINUTE_MS },
]
/** A partner with a feed says itself what changed; what the feed forgets is found by a look an hour. */
const WITH_FEED_MS = 60 * MINUTE_MS
/** What was seen before is judged again now and then: the order may have changed here. */
const SEEN_FOR_MS = 60 * MINUTE_MS

export const newOpenOrder = (now: number): OpenOrderRow => {
  const at = new Date(now).toISOString()
  return { lookAt: at, movedAt: at }
}

/** Whether the partner showed exactly this a short while ago and nothing was to be done about it. */
export const isSeen = (row: OpenOrderRow, print: string, now: number): boolean =>
  row.seen === print && row.seenAt !== undefined && now - Date.parse(row.seenAt) < SEEN_FOR_MS

export interface Look {
  /** What the partner showed; undefined when it did not know the order. */
  readonly print?: string
  /** Something follows from it. */
  readonly news: boolean
  /** Nothing can follow from the same again. */
  readonly settled: boolean
}

/** The row after a look at the partner. */
export function lookedAt(row: OpenOrderRow, look: Look, now: number, hasFeed: boolean): OpenOrderRow {
  const at = new Date(now).toISOString()
  const movedAt = look.news ? at : row.movedAt
  const idle = now - Date.parse(movedAt)
  const pace = PACE.find(({ upToMs }) => idle < upToMs)?.everyMs ?? 0
  const next = {
    lookAt: new Date(now + (hasFeed ? Math.max(pace, WITH_FEED_MS) : pace)).toISOString(),
    movedAt,
  }
  if (look.print === undefined) return { ...next, unknown: (row.unknown ?? 0) + 1 }
  if (isSeen(row, look.print, now) && row.seenAt) return { ...next, seen: look.print, seenAt: row.seenAt }
  return look.settled ? { ...next, seen: look.print, seenAt: at } : next
}

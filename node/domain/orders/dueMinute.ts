import { nextAttemptAt } from './owedStep'
import type { OrderRecord } from './orderRecord'
import { returnsLookTime } from './invoices/returnWatch'
import { isFollowed } from './states'

/** `YYYY-MM-DDTHH` in UTC. */
export const hourOf = (time: number): string => new Date(time).toISOString().slice(0, 13)

/** `YYYY-MM-DDTHH:MM` in UTC. */
export const minuteOf = (time: number): string => new Date(time).toISOString().slice(0, 16)

/** VTEX had ample time to repeat a placement or to show the order: from then on its absence means something. */
const SHOWN_AFTER_MS = 20 * 60_000
/** An order that OMS does not show is looked for a second time: one answer is no proof. */
const LOOKED_FOR_AGAIN_MS = 15 * 60_000

/**
 * When OMS has to be asked whether it has an order whose placement it may never have heard the answer of.
 * @returns ms since the epoch; undefined when it need not be asked
 */
export function confirmationAt(record: OrderRecord): number | undefined {
  if (record.state !== 'received' || record.confirmedAt) return undefined
  return record.missedAt
    ? Date.parse(record.missedAt) + LOOKED_FOR_AGAIN_MS
    : Date.parse(record.createdAt) + SHOWN_AFTER_MS
}

/**
 * The minute in which the sweeper has to look at a record next, never one that is past; undefined when nothing is due.
 * An order that is followed is due until it is on the list of open orders, which has times of its own.
 */
export function dueMinute(record: OrderRecord, now: number): string | undefined {
  const times = [
    nextAttemptAt(record.owed),
    isFollowed(record.state) && !record.listed ? now : undefined,
    record.state === 'received' ? Date.parse(record.reservedUntil) : undefined,
    confirmationAt(record),
    returnsLookTime(record),
  ].filter((time): time is number => time !== undefined)
  return times.length > 0 ? minuteOf(Math.max(now, Math.min(...times))) : undefined
}

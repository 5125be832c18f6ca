import { nextAttemptAt } from './owedStep'
import type { OrderRecord } from './orderRecord'
import { isFollowed } from './states'

/** `YYYY-MM-DDTHH` in UTC. */
export const hourOf = (time: number): string => new Date(time).toISOString().slice(0, 13)

/**
 * The hour in which the sweeper has to look at a record next, never one that is past; undefined when nothing is due.
 */
export function dueHour(record: OrderRecord, now: number): string | undefined {
  const times = [
    nextAttemptAt(record.owed),
    isFollowed(record.state) ? now : undefined,
    record.state === 'received' ? Date.parse(record.reservedUntil) : undefined,
  ].filter((time): time is number => time !== undefined)
  return times.length > 0 ? hourOf(Math.max(now, Math.min(...times))) : undefined
}

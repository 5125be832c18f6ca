import type { OrderRecord } from '../orderRecord'
import { isReturnedInFull } from './returns'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const FIRST_LOOK_MS = 12 * HOUR_MS
const LONGEST_GAP_MS = 3 * DAY_MS
const AFTER_FAILURE_MS = HOUR_MS

/** Delivered: from now on goods can come back. */
export const watchBegun = (record: OrderRecord, now: number): OrderRecord => ({
  ...record,
  deliveredAt: record.deliveredAt ?? iso(now),
  returnsLookAt: iso(now + FIRST_LOOK_MS),
})

/** When the partner is asked for returns next, in ms since the epoch; undefined for an order that is not finished or watched. */
export const returnsLookTime = ({ returnsLookAt, state }: OrderRecord): number | undefined =>
  returnsLookAt !== undefined && (state === 'delivered' || state === 'returned') ? Date.parse(returnsLookAt) : undefined

/**
 * The record after a look: every twelve hours at first, then rarer the longer nothing came, at least every three days,
 * until the window for returns is over or nothing is left that could come back.
 * @param returnDays days after delivery
 */
export function watchedOn(record: OrderRecord, now: number, returnDays: number): OrderRecord {
  const age = now - Date.parse(record.deliveredAt ?? record.updatedAt)
  const end = returnDays * DAY_MS
  if (age >= end || isReturnedInFull(record)) return watchEnded(record)
  const gap = Math.max(FIRST_LOOK_MS, Math.min(LONGEST_GAP_MS, age / 4))
  return { ...record, returnsLookAt: iso(now + Math.max(HOUR_MS, Math.min(gap, end - age))) }
}

/** The partner could not say. */
export const watchPutOff = (record: OrderRecord, now: number): OrderRecord => ({
  ...record,
  returnsLookAt: iso(now + AFTER_FAILURE_MS),
})

export function watchEnded(record: OrderRecord): OrderRecord {
  const { returnsLookAt: _over, ...kept } = record
  return kept
}

const iso = (time: number) => new Date(time).toISOString()

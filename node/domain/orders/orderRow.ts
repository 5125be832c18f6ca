import type { MarketplaceOrderId } from '../ids'
import type { OrderRecord } from './orderRecord'
import type { OrderState } from './states'

/** One order in a list: at most 200 bytes, its id included (DESIGN D17). */
export interface OrderRow {
  readonly state: OrderState
  /** ISO 8601, to the second, as is `updatedAt`. */
  readonly createdAt: string
  readonly updatedAt: string
  /** Minor units. */
  readonly total: number
  readonly currency: string
  /** Steps owed that still live, and those given up. */
  readonly owed?: number
  readonly dead?: number
}

/** The rows of some orders of one day; one document per day and group of orders. */
export interface OrderRowShard {
  readonly schemaVersion: 1
  readonly rows: Readonly<Record<string, OrderRow>>
}

export interface ListedOrder extends OrderRow {
  readonly marketplaceOrderId: MarketplaceOrderId
}

export const NO_ROWS: OrderRowShard = { schemaVersion: 1, rows: {} }

const toSecond = (time: string) => `${time.slice(0, 19)}Z`

export function orderRow(record: OrderRecord): OrderRow {
  const dead = record.owed.filter((step) => step.dead).length
  const owed = record.owed.length - dead
  return {
    state: record.state,
    createdAt: toSecond(record.createdAt),
    updatedAt: toSecond(record.updatedAt),
    total: record.total,
    currency: record.currency,
    ...(owed > 0 ? { owed } : {}),
    ...(dead > 0 ? { dead } : {}),
  }
}

/** `YYYY-MM-DD` in UTC: an order stays on the list of the day it was placed. */
export const dayOf = (time: string): string => time.slice(0, 10)

export interface OrderFilter {
  /** Empty: any. */
  readonly states: readonly string[]
  /** Only orders with a step that was given up. */
  readonly problem: boolean
}

export const matches = (row: OrderRow, { states, problem }: OrderFilter): boolean =>
  (states.length === 0 || states.includes(row.state)) && (!problem || (row.dead ?? 0) > 0)

/** Where a page ended: the next one begins after it. */
export const cursorOf = ({ createdAt, marketplaceOrderId }: ListedOrder) => `${createdAt}~${marketplaceOrderId}`

/** Newest first; orders of one second by their id. */
export const byAge = (a: ListedOrder, b: ListedOrder): number => (cursorOf(a) > cursorOf(b) ? -1 : 1)

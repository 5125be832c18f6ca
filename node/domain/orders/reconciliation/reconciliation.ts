import type { Difference, ShownOrder } from './difference'
import type { OrderRecord } from '../orderRecord'
import { nextAttemptAt } from '../owedStep'
import { isClosed } from '../states'

/** What one round over all orders of a seller found: the three agree, or every difference is named (DESIGN D15). */
export interface ReconciliationReport {
  readonly startedAt: string
  readonly finishedAt?: string
  readonly orders: OrderCounts
  /** Minor units per currency, of the orders that were compared with OMS. */
  readonly money: Readonly<Record<string, MoneyTotals>>
  readonly stock: StockCounts
  readonly differences: readonly NamedDifference[]
  /** Differences that found no room in the list. */
  readonly more: number
}

export interface OrderCounts {
  readonly seen: number
  /** Finished days ago: not asked about again. */
  readonly settled: number
  /** Somebody is at work on them at the moment. */
  readonly moving: number
  /** OMS or the partner could not say. */
  readonly unread: number
  readonly agreeing: number
  readonly repaired: number
  readonly differing: number
  /** Orders OMS has of this seller; of which no record was here, and of which one was made again. */
  readonly listedAtMarketplace: number
  readonly withoutRecord: number
  readonly rebuilt: number
}

export interface MoneyTotals {
  /** What the marketplace undertook to pay, and what OMS shows as the orders' value. */
  readonly placed: number
  readonly shown: number
  /** Invoices VTEX took, and those OMS shows. */
  readonly invoiced: number
  readonly shownInvoiced: number
}

export interface StockCounts {
  /** Units the connector holds back, for partners that do not reserve themselves. */
  readonly unitsHeld: number
  readonly ordersHolding: number
  /** Orders that wait for payment and hold nothing. */
  readonly missing: number
}

export interface NamedDifference extends Omit<Difference, 'repair'> {
  readonly order: string
  readonly repaired: boolean
}

export const newReport = (now: number): ReconciliationReport => ({
  startedAt: new Date(now).toISOString(),
  orders: {
    seen: 0,
    settled: 0,
    moving: 0,
    unread: 0,
    agreeing: 0,
    repaired: 0,
    differing: 0,
    listedAtMarketplace: 0,
    withoutRecord: 0,
    rebuilt: 0,
  },
  money: {},
  stock: { unitsHeld: 0, ordersHolding: 0, missing: 0 },
  differences: [],
  more: 0,
})

const MOST_DIFFERENCES = 100

export const counted = (report: ReconciliationReport, ...what: (keyof OrderCounts)[]): ReconciliationReport => ({
  ...report,
  orders: what.reduce((orders, key) => ({ ...orders, [key]: orders[key] + 1 }), report.orders),
})

export function named(report: ReconciliationReport, found: readonly NamedDifference[]): ReconciliationReport {
  const room = Math.max(0, MOST_DIFFERENCES - report.differences.length)
  return {
    ...report,
    differences: [...report.differences, ...found.slice(0, room)],
    more: report.more + Math.max(0, found.length - room),
  }
}

const NO_MONEY: MoneyTotals = { placed: 0, shown: 0, invoiced: 0, shownInvoiced: 0 }

/** Adds the amounts of an order that OMS shows. */
export function withMoney(report: ReconciliationReport, record: OrderRecord, shown: ShownOrder): ReconciliationReport {
  const before = report.money[record.currency] ?? NO_MONEY
  const packages = shown.packageAttachment?.packages ?? []
  return {
    ...report,
    money: {
      ...report.money,
      [record.currency]: {
        placed: before.placed + record.total,
        shown: before.shown + (shown.value ?? 0),
        invoiced:
          before.invoiced + record.invoices.reduce((sum, { value, acceptedAt }) => sum + (acceptedAt ? value : 0), 0),
        shownInvoiced: before.shownInvoiced + packages.reduce((sum, { invoiceValue }) => sum + (invoiceValue ?? 0), 0),
      },
    },
  }
}

const SETTLED_AFTER_MS = 3 * 24 * 3_600_000
const MOVING_MS = 10 * 60_000

/** Whether an order is worth asking about: `settled` for days, or `moving` right now. */
export function standingOf(record: OrderRecord, now: number): 'settled' | 'moving' | 'compared' {
  const age = now - Date.parse(record.updatedAt)
  if (isClosed(record.state) && record.owed.length === 0 && age > SETTLED_AFTER_MS) return 'settled'
  return age < MOVING_MS || (nextAttemptAt(record.owed) ?? Infinity) < now + MOVING_MS ? 'moving' : 'compared'
}

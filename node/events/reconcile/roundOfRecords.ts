import type { SellerWork } from '../../clients/sellerWork'
import type { Round } from '../../clients/storage/roundStore'
import { ConnectorError } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import {
  counted,
  named,
  newReport,
  standingOf,
  withMoney,
  type ReconciliationReport,
} from '../../domain/orders/reconciliation/reconciliation'
import { isFollowed } from '../../domain/orders/states'
import { tellStuckSteps } from '../outbox/tellStuckSteps'
import { reconcileOrder } from './reconcileOrder'
import { shownByPartner } from './shownByPartner'

/** Orders read, and asked about at the partner, at once; progress is kept after each batch. */
const BATCH = 25
const ALL_MINUTES = '9999-12-31T23:59'

/**
 * One page of the listing of all records, batch by batch: what sweeps rest on is made again (due markers, the list of open
 * orders, lists for operators, problems), and each order that is worth it is compared with OMS and the partner.
 * @returns the round as far as it came by `until`; in the next phase after the last page
 */
export async function roundOfRecords(work: SellerWork, round: Round, until: number): Promise<Round> {
  const page = await work.orders.page(round.page)
  let report = round.report ?? newReport(work.clock.now())
  let done = round.done ?? 0
  while (done < page.keys.length) {
    if (work.clock.now() >= until) return { ...round, report, done }
    report = await batchOf(work, page.keys.slice(done, done + BATCH), report)
    done += BATCH
  }
  const { page: _page, done: _done, ...rest } = round
  return page.next === undefined ? { ...rest, report, phase: 'marketplace' } : { ...rest, report, page: page.next }
}

async function batchOf(
  work: SellerWork,
  keys: readonly string[],
  before: ReconciliationReport,
): Promise<ReconciliationReport> {
  const now = work.clock.now()
  const read = await Promise.all(keys.map((key) => work.orders.readKey(key)))
  const records = read.filter((record): record is OrderRecord => record !== undefined)
  await restore(work, records)
  const compared = records.filter((record) => standingOf(record, now) === 'compared')
  const partner = await shownByPartner(
    work,
    compared.map(({ marketplaceOrderId }) => marketplaceOrderId),
  )
  const holding = await holdingOrders(work)
  let report = before
  for (const record of records) {
    const standing = standingOf(record, now)
    report = counted(report, 'seen')
    if (standing === 'compared') report = await compare(work, record, partner(record.marketplaceOrderId), report)
    else report = counted(report, standing)
    if (holding && standing === 'compared' && isMissingItsStock(record, holding, now)) {
      report = { ...report, stock: { ...report.stock, missing: report.stock.missing + 1 } }
    }
  }
  return report
}

/** Everything that is derived from records is written from them again. */
async function restore(work: SellerWork, records: readonly OrderRecord[]): Promise<void> {
  const followed = records.filter(({ state }) => isFollowed(state)).map((record) => record.marketplaceOrderId)
  if (followed.length > 0) await work.openOrders.add(followed)
  await work.orderRows.save(records)
  for (const record of records) {
    await tellStuckSteps(work, record)
    const isDue = record.owed.some((step) => !step.dead) || record.state === 'received'
    // A marker that is there is written once more, which changes nothing.
    if (isDue) await work.orders.remark(record.marketplaceOrderId, ALL_MINUTES, false)
  }
}

async function compare(
  work: SellerWork,
  record: OrderRecord,
  partner: Parameters<typeof reconcileOrder>[2],
  before: ReconciliationReport,
): Promise<ReconciliationReport> {
  try {
    const { marketplace, differences } = await reconcileOrder(work, record, partner)
    const isRead = marketplace !== 'unread' && partner !== 'unread'
    const report = typeof marketplace === 'string' ? before : withMoney(before, record, marketplace)
    if (differences.length === 0) return counted(report, isRead ? 'agreeing' : 'unread')
    return counted(named(report, differences), differences.every(({ repaired }) => repaired) ? 'repaired' : 'differing')
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return counted(before, 'unread')
  }
}

/** @returns undefined where the partner holds the stock itself */
async function holdingOrders(work: SellerWork): Promise<ReadonlySet<MarketplaceOrderId> | undefined> {
  if (work.partner.capabilities.reserves) return undefined
  return new Set((await work.reservations.heldSince(Infinity)).keys())
}

const isMissingItsStock = (record: OrderRecord, holding: ReadonlySet<MarketplaceOrderId>, now: number) =>
  record.state === 'received' && Date.parse(record.reservedUntil) > now && !holding.has(record.marketplaceOrderId)

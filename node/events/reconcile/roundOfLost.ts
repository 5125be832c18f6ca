import type { SellerWork } from '../../clients/sellerWork'
import type { Round } from '../../clients/storage/roundStore'
import { ConnectorError } from '../../domain/errors'
import { marketplaceOrderId } from '../../domain/ids'
import { counted, named, newReport, type ReconciliationReport } from '../../domain/orders/reconciliation/reconciliation'
import { recoverRecord } from './recoverRecord'

/** A record is made again only when it has been missing for a minute. */
const LOOK_AGAIN_MS = 70_000

/**
 * The orders OMS listed and nobody has a record of: looked for once more, made again where the partner has them, named
 * where not. @returns the finished round, or the same when it is too early or time is up
 */
export async function roundOfLost(work: SellerWork, round: Round, until: number): Promise<Round> {
  const lost = [...(round.lost ?? [])]
  if (lost.length > 0 && round.lostAt === undefined) {
    // The sighting that the later one is measured by.
    await Promise.all(lost.map((id) => lookFor(work, id)))
    return { ...round, lostAt: new Date(work.clock.now() + LOOK_AGAIN_MS).toISOString() }
  }
  if (round.lostAt !== undefined && Date.parse(round.lostAt) > work.clock.now()) return round
  let report = round.report ?? newReport(work.clock.now())
  while (lost.length > 0) {
    if (work.clock.now() >= until) return { ...round, report, lost }
    report = await one(work, lost.shift() ?? '', report)
  }
  const { lost: _lost, lostAt: _at, ...rest } = round
  return { ...rest, phase: 'idle', report: await withStock(work, report) }
}

async function one(work: SellerWork, id: string, before: ReconciliationReport): Promise<ReconciliationReport> {
  const outcome = await lookFor(work, id)
  if (outcome === 'there') return before
  if (outcome === 'rebuilt') return counted(before, 'rebuilt')
  return named(before, [
    {
      kind: outcome,
      order: id,
      repaired: false,
      message:
        outcome === 'notOurs' ? 'OMS lists it, and shows no line of this seller' : 'OMS has it, no record is here',
      fix: outcome === 'notOurs' ? 'Nothing' : 'Ask the partner for the order; if it has none, cancel it in OMS',
    },
  ])
}

async function lookFor(work: SellerWork, id: string): Promise<'there' | 'rebuilt' | 'notOurs' | 'withoutRecord'> {
  const order = marketplaceOrderId(id)
  try {
    if (await work.orders.read(order)) return 'there'
    const shown = await work.marketplaceOrders.readOrder(order)
    const isOurs = shown?.items?.some(({ seller }) => seller === work.seller.sellerId) ?? false
    if (!isOurs) return 'notOurs'
    return (await recoverRecord(work, order, shown)) ? 'rebuilt' : 'withoutRecord'
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return 'withoutRecord'
  }
}

/** What is held back here, for partners that do not hold it themselves. */
async function withStock(work: SellerWork, report: ReconciliationReport): Promise<ReconciliationReport> {
  if (work.partner.capabilities.reserves) return report
  const held = await work.reservations.heldSince(Infinity)
  const unitsHeld = await work.reservations.unitsHeld()
  return { ...report, stock: { ...report.stock, ordersHolding: held.size, unitsHeld } }
}

import type { SellerWork } from '../../clients/sellerWork'
import type { Round } from '../../clients/storage/roundStore'
import { MarketplaceRejected } from '../../domain/errors'
import { marketplaceOrderId } from '../../domain/ids'
import { counted, newReport } from '../../domain/orders/reconciliation/reconciliation'

const DAY_MS = 24 * 3_600_000
/** Days of OMS's list that are looked through: a day more than a round apart, so that no order falls between two. */
const DAYS = 3
/** The list is some minutes behind, and so may be a placement. */
const YOUNG_MS = 15 * 60_000
const MOST_LOST = 50

/**
 * One page of OMS's list of this seller's orders: which of them have no record here?
 * @returns the round as far as it came; in the next phase after the last page
 */
export async function roundOfMarketplace(work: SellerWork, round: Round): Promise<Round> {
  const now = work.clock.now()
  const today = new Date(now).toISOString().slice(0, 10)
  const day = round.day ?? new Date(now - (DAYS - 1) * DAY_MS).toISOString().slice(0, 10)
  const page = round.dayPage ?? 1
  const listed = await listing(work, day, page)
  if (!listed) return finishedListing(round)
  let report = round.report ?? newReport(now)
  const lost = [...(round.lost ?? [])]
  for (const id of listed.ids) {
    report = counted(report, 'listedAtMarketplace')
    const record = (await work.orders.read(marketplaceOrderId(id))) ?? (await work.orders.read(marketplaceOrderId(id)))
    if (record) continue
    report = counted(report, 'withoutRecord')
    if (lost.length < MOST_LOST) lost.push(id)
  }
  const next = { ...round, report, lost }
  if (page < listed.pages) return { ...next, day, dayPage: page + 1 }
  if (day < today) return { ...next, day: dayAfter(day), dayPage: 1 }
  return finishedListing(next)
}

async function listing(work: SellerWork, day: string, page: number) {
  const end = Math.min(Date.parse(`${day}T23:59:59.999Z`), work.clock.now() - YOUNG_MS)
  const span = { from: `${day}T00:00:00.000Z`, to: new Date(end).toISOString() }
  if (span.to <= span.from) return { ids: [], pages: 1 }
  try {
    const listed = await work.marketplaceOrders.listOrders(work.seller.name, span, page)
    await work.problems.clear('ordersNotListed', work.seller.sellerId)
    return listed
  } catch (error) {
    if (!(error instanceof MarketplaceRejected)) throw error
    await work.problems.raise({
      code: 'ordersNotListed',
      subject: work.seller.sellerId,
      message: error.message,
      fix: 'Give the app or its key the resource "List orders"; until then orders that are missing here are not looked for',
    })
    return undefined
  }
}

const finishedListing = ({ day: _day, dayPage: _page, ...round }: Round): Round => ({ ...round, phase: 'lost' })

const dayAfter = (day: string) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)

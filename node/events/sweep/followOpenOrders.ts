import type { SellerWork } from '../../clients/sellerWork'
import { ConnectorError, PartnerUnavailable } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { isSeen, lookedAt, type Look, type OpenOrderRow } from '../../domain/orders/openOrders'
import type { PartnerOrderUpdate } from '../../domain/orders/partnerOrder'
import { isFollowed } from '../../domain/orders/states'
import { deliverOwed } from '../outbox/deliverOwed'
import { followFeed } from './followFeed'
import { applyUpdate, askPartner, printOf } from './followPartner'
import type { Swept } from './sweepSeller'

const BATCH = 50
/**
 * Asks the partner about open orders whose time has come, in batches, and delivers what follows. What it showed before is
 * recognised without reading a record. A partner with a feed is asked for what changed, and about each order once an
 * hour.
 * @param looked takes the records that were read
 */
export async function followOpenOrders(work: SellerWork, until: number, looked: OrderRecord[]): Promise<Swept> {
  const told = await followFeed(work).catch(oneByOne)
  for (const id of told ?? []) note(await deliverOwed(work, id, until), looked)
  const now = work.clock.now()
  const due = [...(await work.openOrders.all())]
    .filter(([, row]) => Date.parse(row.lookAt) <= now)
    .sort(([, a], [, b]) => (a.lookAt < b.lookAt ? -1 : 1))
  for (let first = 0; first < due.length; first += BATCH) {
    if (work.clock.now() >= until) return { orders: first, unfinished: true }
    if (!(await followBatch(work, due.slice(first, first + BATCH), until, told !== undefined, looked)))
      return { orders: first, unfinished: false }
  }
  return { orders: due.length, unfinished: false }
}

type Row = readonly [MarketplaceOrderId, OpenOrderRow]

/** @returns false when the partner cannot say */
async function followBatch(
  work: SellerWork,
  batch: readonly Row[],
  until: number,
  hasFeed: boolean,
  looked: OrderRecord[],
): Promise<boolean> {
  const now = work.clock.now()
  const shown = await ask(work, batch)
  if (!shown) return false
  const updates = new Map(shown.map((update) => [update.reference, update] as const))
  const next = new Map<MarketplaceOrderId, OpenOrderRow | undefined>()
  for (const [id, row] of batch) {
    const update = updates.get(id)
    const print = update && printOf(update)
    const seen = print !== undefined && isSeen(row, print, now)
    const look = seen ? { print, news: false, settled: true } : await judge(work, id, update, until, looked)
    if (look) next.set(id, look === 'closed' ? undefined : lookedAt(row, look, now, hasFeed))
  }
  await work.openOrders.save(next)
  return true
}

/** @returns undefined when the partner cannot say now: a later sweep asks again, what failed is in the journal */
async function ask(work: SellerWork, batch: readonly Row[]): Promise<PartnerOrderUpdate[] | undefined> {
  try {
    return await askPartner(
      work,
      batch.map(([id]) => id),
    )
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error instanceof PartnerUnavailable && error.retryAfterSeconds) {
      const lookAt = new Date(work.clock.now() + error.retryAfterSeconds * 1_000).toISOString()
      await work.openOrders.save(new Map(batch.map(([id, row]) => [id, { ...row, lookAt }])))
    }
    return undefined
  }
}

/** @returns undefined when the record cannot be read or written now: its row stays as it is */
async function judge(
  work: SellerWork,
  id: MarketplaceOrderId,
  update: PartnerOrderUpdate | undefined,
  until: number,
  looked: OrderRecord[],
): Promise<Look | 'closed' | undefined> {
  try {
    const news = update !== undefined && (await applyUpdate(work, update))
    const record = news ? await deliverOwed(work, id, until) : await work.orders.read(id)
    if (!note(record, looked)) return undefined
    if (!isFollowed(record.state)) return 'closed'
    // While something is owed, the same answer of the partner may mean something else tomorrow.
    return { ...(update ? { print: printOf(update) } : {}), news, settled: record.owed.length === 0 }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return undefined
  }
}

function note(record: OrderRecord | undefined, looked: OrderRecord[]): record is OrderRecord {
  if (record) looked.push(record)
  return record !== undefined
}

/** A feed that cannot be read keeps no order from being followed. */
function oneByOne(error: unknown): undefined {
  if (!(error instanceof ConnectorError)) throw error
}

import type { SellerWork } from '../../clients/sellerWork'
import type { DueMarkers } from '../../clients/storage/dueMarkers'
import { ConnectorError } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import { minuteOf } from '../../domain/orders/dueMinute'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { isFollowed } from '../../domain/orders/states'
import { deliverOwed } from '../outbox/deliverOwed'
import type { DueOrder } from './dueOrders'
import { followOpenOrders } from './followOpenOrders'
import { lookForReturns } from './lookForReturns'
import { settleUnpaid } from './settleUnpaid'

/** A writer marks before it writes; its marker must not be taken for a stale one meanwhile. */
const MARKER_REST_MS = 5 * 60_000

const SPURIOUS_AFTER_MS = 24 * 3_600_000

export interface Swept {
  /** Orders looked at. */
  readonly orders: number
  readonly unfinished: boolean
}

/**
 * Does what is due of one seller's orders, then asks the partner about its open ones.
 * @param lanes as many orders are worked on at the same time
 * @param until ms since the epoch by which no order is begun
 */
export async function sweepSeller(
  lanes: readonly SellerWork[],
  due: readonly DueOrder[],
  until: number,
  markers: DueMarkers,
): Promise<Swept> {
  const [work] = lanes
  const waiting = [...due]
  const looked: OrderRecord[] = []
  let orders = 0
  await Promise.all(
    lanes.map(async (lane) => {
      while (waiting.length > 0 && lane.clock.now() < until) {
        const [order] = waiting.splice(0, 1)
        const record = await oneOrder(lane, order, until, markers)
        if (record) looked.push(record)
        orders++
      }
    }),
  )
  const followed = await followOpenOrders(work, until, looked)
  // Lists for operators are not worth failing for: the daily round writes them again.
  await work.orderRows.save(looked).catch(harmless)
  return { orders: orders + followed.orders, unfinished: waiting.length > 0 || followed.unfinished }
}

/** An order that cannot be read or written keeps its markers and no other order waiting. */
async function oneOrder(
  work: SellerWork,
  { markers: its }: DueOrder,
  until: number,
  markers: DueMarkers,
): Promise<OrderRecord | undefined> {
  try {
    const id = await markers.orderOf(its[0])
    if (!id) return undefined
    const record = await lookAt(work, id, until)
    const isListed = record !== undefined && isFollowed(record.state)
    if (isListed && !record.listed) await work.openOrders.add([id])
    await tidy(work, id, its, markers, isListed)
    return record
  } catch (error) {
    harmless(error)
    return undefined
  }
}

function harmless(error: unknown): void {
  if (!(error instanceof ConnectorError)) throw error
}

async function lookAt(work: SellerWork, id: MarketplaceOrderId, until: number): Promise<OrderRecord | undefined> {
  const delivered = await deliverOwed(work, id, until)
  const settled = await settleUnpaid(work, delivered)
  const looked = settled === delivered ? settled : await deliverOwed(work, id, until)
  return lookForReturns(work, looked, until)
}

/** Removes markers that are past, after the record was written once more with a marker for what is still due. */
async function tidy(
  work: SellerWork,
  id: MarketplaceOrderId,
  its: DueOrder['markers'],
  markers: DueMarkers,
  isListed: boolean,
): Promise<void> {
  const rest = minuteOf(work.clock.now() - MARKER_REST_MS)
  const past = its.filter(({ minute }) => minute < rest)
  if (past.length === 0) return
  if (!(await work.orders.read(id))) return dropSpurious(work, id, past, markers)
  await work.orders.remark(id, past[0].minute, isListed)
  for (const { path } of past) await markers.unmark(path)
}

/** A crash between marker and record. Long after it nobody is about to write that record. */
async function dropSpurious(
  work: SellerWork,
  id: MarketplaceOrderId,
  past: DueOrder['markers'],
  markers: DueMarkers,
): Promise<void> {
  const old = past.filter(({ minute }) => minute < minuteOf(work.clock.now() - SPURIOUS_AFTER_MS))
  if (old.length === 0 || (await work.orders.read(id))) return
  for (const { path } of old) await markers.unmark(path)
}

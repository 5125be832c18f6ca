import type { SellerWork } from '../../clients/sellerWork'
import { hourOfPath, type DueMarkers } from '../../clients/storage/dueMarkers'
import { ConnectorError, PartnerAnswerInvalid } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import { dueHour, hourOf } from '../../domain/orders/dueHour'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import { owe } from '../../domain/orders/owe'
import { isFollowed, nextState } from '../../domain/orders/states'
import { deliverOwed } from '../outbox/deliverOwed'
import { followFeed } from './followFeed'
import { followPartner } from './followPartner'

/** An order with the markers that name it. */
export interface DueOrder {
  readonly id: MarketplaceOrderId
  readonly paths: string[]
}

/** A writer marks before it writes; its marker must not be taken for a stale one meanwhile. */
const MARKER_REST_MS = 5 * 60_000

const SPURIOUS_AFTER_MS = 24 * 3_600_000

/** @returns how many orders were looked at */
export async function sweepSeller(
  work: SellerWork,
  due: readonly DueOrder[],
  until: number,
  markers: DueMarkers,
): Promise<number> {
  const open: OrderRecord[] = []
  let looked = 0
  for (const order of due) {
    if (work.clock.now() >= until) return looked
    const record = await expire(work, await deliverOwed(work, order.id, until))
    if (record && isFollowed(record.state)) open.push(record)
    looked++
  }
  for (const id of await news(work, open)) {
    if (work.clock.now() >= until) return looked
    await deliverOwed(work, id, until)
  }
  for (const order of due) await tidy(work, order, markers)
  return looked
}

async function news(work: SellerWork, open: readonly OrderRecord[]): Promise<MarketplaceOrderId[]> {
  try {
    const told = await followFeed(work).catch(oneByOne)
    // What a feed forgets is found by a look at each open order once an hour.
    const looked = told ? open.filter(({ markedHour }) => markedHour !== hourOf(work.clock.now())) : open
    return [...(told ?? []), ...(await followPartner(work, looked))]
  } catch (error) {
    // The partner cannot say now; the next sweep asks again. What failed is in the journal.
    if (error instanceof ConnectorError) return []
    throw error
  }
}

/** A feed that cannot be read keeps no order from being followed. */
function oneByOne(error: unknown): undefined {
  if (!(error instanceof PartnerAnswerInvalid)) throw error
}

/** Payment never came: the stock is free again. A late authorization may still take it back (PROTOCOL §16). */
async function expire(work: SellerWork, record: OrderRecord | undefined): Promise<OrderRecord | undefined> {
  const now = work.clock.now()
  if (record?.state !== 'received' || Date.parse(record.reservedUntil) > now) return record
  return work.orders.update(record.marketplaceOrderId, (current) => {
    const state = nextState(current.state, 'expire')
    return state && { ...current, state, owed: owe(current.owed, new Date(now).toISOString(), 'releaseReservation') }
  })
}

/** Removes markers of past hours once the record is marked for its next one, or owes nothing. */
async function tidy(work: SellerWork, { id, paths }: DueOrder, markers: DueMarkers): Promise<void> {
  const past = paths.filter((path) => hourOfPath(path) < hourOf(work.clock.now() - MARKER_REST_MS))
  if (past.length === 0) return
  const record = await work.orders.read(id)
  if (!record) return dropSpurious(work, id, past, markers)
  const hour = dueHour(record, work.clock.now())
  // Writing the record again writes the marker of its next hour first.
  if (hour !== undefined && hour !== record.markedHour) await work.orders.update(id, (current) => ({ ...current }))
  for (const path of past) await markers.unmark(path)
}

/** A crash between marker and record. Long after it nobody is about to write that record. */
async function dropSpurious(
  work: SellerWork,
  id: MarketplaceOrderId,
  past: string[],
  markers: DueMarkers,
): Promise<void> {
  const old = past.filter((path) => hourOfPath(path) < hourOf(work.clock.now() - SPURIOUS_AFTER_MS))
  if (old.length === 0 || (await work.orders.read(id))) return
  for (const path of old) await markers.unmark(path)
}

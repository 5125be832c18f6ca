import { randomUUID } from 'crypto'

import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceUnavailable } from '../../domain/errors'
import { broughtInLine } from '../../domain/orders/broughtInLine'
import { canceledAtMarketplace } from '../../domain/orders/cancellation/canceledElsewhere'
import { confirmationAt } from '../../domain/orders/dueMinute'
import { AGREEMENT_ALERTS, calmed } from '../../domain/orders/orderAlerts'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import { owe } from '../../domain/orders/owe'
import { payability, type Payability } from '../../domain/orders/payable'
import { nextState } from '../../domain/orders/states'

/**
 * Asks OMS about an order that waits for its payment: once a while after its placement, since the answer may have been
 * lost on its way and then nobody will ever pay or cancel it; and when its reservation ends, since a call may have been.
 * Shown as paid or canceled: so it is here. Not shown, twice: canceled at the partner, its stock given back. Still
 * unpaid at the end of its reservation: expired; a late authorization may still take it back (PROTOCOL §16).
 */
export async function settleUnpaid(
  work: SellerWork,
  record: OrderRecord | undefined,
): Promise<OrderRecord | undefined> {
  const now = work.clock.now()
  if (record?.state !== 'received' || !isAskedAbout(record, now)) return record
  const standing = await standingOf(work, record)
  // Asked again by a later sweep.
  if (!standing) return record
  const calls = work.log.drain()
  return work.orders.update(record.marketplaceOrderId, (current) => {
    if (current.state !== 'received' || !isAskedAbout(current, now)) return undefined
    return settled({ ...current, timeline: appendTimeline(current.timeline, calls) }, standing, now)
  })
}

const isExpired = (record: OrderRecord, now: number) => Date.parse(record.reservedUntil) <= now
const isAskedAbout = (record: OrderRecord, now: number) =>
  isExpired(record, now) || (confirmationAt(record) ?? Infinity) <= now

function settled(record: OrderRecord, standing: Payability, now: number): OrderRecord {
  const at = new Date(now).toISOString()
  const known = broughtInLine(record, standing, randomUUID(), now)
  if (known) return known
  if (standing === 'notOurs' && record.missedAt)
    return canceledAtMarketplace(record, randomUUID(), now, 'it does not have the order, so nobody will ever pay it')
  if (standing === 'notOurs') return { ...record, missedAt: at }
  const state = isExpired(record, now) ? nextState(record.state, 'expire') : undefined
  if (!state) return { ...record, confirmedAt: at }
  const expired = { ...record, state, confirmedAt: at, owed: owe(record.owed, at, 'releaseReservation') }
  return calmed(expired, now, ...AGREEMENT_ALERTS)
}

async function standingOf(work: SellerWork, record: OrderRecord): Promise<Payability | undefined> {
  try {
    return payability(await work.marketplaceOrders.readOrder(record.marketplaceOrderId), record.sellerId)
  } catch (error) {
    if (error instanceof MarketplaceUnavailable) return undefined
    throw error
  }
}

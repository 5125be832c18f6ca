import { bothEnd } from '../../clients/bothEnd'
import type { EarlyRead } from '../../clients/storage/recordStore'
import {
  PartnerInDoubt,
  PartnerRefused,
  PartnerUnavailable,
  StepRefused,
  TryAgainLater,
  type PartnerRefusal,
} from '../../domain/errors'
import { distinctSkus } from '../../domain/offers/distinctSkus'
import { asChecked, failedRecord, inDoubtRecord, placedRecord } from '../../domain/orders/placement/newOrderRecord'
import { appendTimeline, type OrderRecord, type TimelineEntry } from '../../domain/orders/orderRecord'
import { isSameOrder } from '../../domain/orders/placement/isSameOrder'
import { owe } from '../../domain/orders/owe'
import { deliverOwed } from '../../events/outbox/deliverOwed'
import type { PlacementOrder } from '../../domain/orders/placement/placementOrder'
import { partnerOrderRequest } from './partnerOrderRequest'
import type { PlacementJob, PreparedPlacement } from './placementJob'

/** Codes of PROTOCOL §6.2. */
const CODE_OF_REFUSAL: Record<PartnerRefusal, string> = {
  outOfStock: 'FMT002',
  unknownSku: 'ORD021',
  priceChanged: 'FMT006',
  shippingUnavailable: 'FMT010',
  stateConflict: 'FMT009',
  other: 'ORD008',
}

/** Neither adopted nor touched: whoever placed it may still need it. */
const anotherOrder = ({ marketplaceOrderId }: PlacementOrder) =>
  new PartnerRefused(
    'stateConflict',
    `The partner has another order under the reference of ${marketplaceOrderId}: give each marketplace that sells from this shop its own referencePrefix`,
  )

/** Left over from the deadline for writing the outcome down. */
const STORING_MS = 250
const RELEASING_MS = 1_000

/**
 * Asks the partner for the order and writes down what came of it, before anybody is told.
 * @param entries the inbound call, as it will be answered when all goes well
 * @throws StepRefused when the partner refuses; TryAgainLater when it did not act or nobody knows whether it did
 */
export async function createAtPartner(
  { job, checked, recorded }: PreparedPlacement,
  entries: () => readonly TimelineEntry[],
): Promise<OrderRecord> {
  const { work, body, order, deadlineAt } = job
  try {
    const early = work.orders.readEarly(order.marketplaceOrderId)
    const request = partnerOrderRequest(body, order, checked, work.seller, work.clock.now())
    const [created, isRecorded] = await bothEnd(
      work.partner.createOrder(request, { deadlineAt: deadlineAt - STORING_MS }),
      recorded,
    )
    if (!isRecorded) throw new TryAgainLater('The same order is being placed by another call', 2)
    const { partnerId, partnerNumber, state } = created
    if (!isSameOrder(order, created)) throw anotherOrder(order)
    if (state === 'canceled') throw new PartnerRefused('stateConflict', 'The partner canceled this order before')
    const placed = (record: OrderRecord) =>
      placedRecord(asChecked(record, checked), { id: partnerId, number: partnerNumber })
    const notes = checked.notes.map((reason) => noteOf(reason, work.clock.now()))
    const record = await settle(job, placed, [...entries(), ...notes], early)
    // Where the connector itself reserves, its reservation is taken off already.
    if (work.capabilities.reserves) work.offers.noteSold(distinctSkus(order.lines))
    return record
  } catch (error) {
    if (error instanceof PartnerRefused) {
      await giveUp(job, error.message)
      throw new StepRefused(CODE_OF_REFUSAL[error.reason], error.message)
    }
    if (error instanceof PartnerUnavailable) {
      await giveUp(job, error.message)
      throw new TryAgainLater(error.message, error.retryAfterSeconds)
    }
    if (error instanceof PartnerInDoubt) {
      await settle(job, (record) => inDoubtRecord(record, work.clock.now()), [])
      throw new TryAgainLater('The partner did not say in time whether it took the order')
    }
    throw error
  }
}

/**
 * Nothing of the order exists at the partner: its stock is owed back in the same write that says so, and a repeat is
 * judged afresh. The claim stays: it says that there is a record (DESIGN D7).
 */
export async function giveUp(job: PlacementJob, reason: string): Promise<void> {
  const { work, order } = job
  const at = new Date(work.clock.now()).toISOString()
  await settle(
    job,
    (record) => {
      const failed = failedRecord(record, reason)
      return { ...failed, owed: owe(failed.owed, at, 'releaseReservation') }
    },
    [],
  )
  await deliverOwed(work, order.marketplaceOrderId, work.clock.now() + RELEASING_MS)
}

const noteOf = (reason: string, now: number) => ({
  at: new Date(now).toISOString(),
  decision: 'amounts differ',
  reason,
})

function settle(
  { work, order, claimId }: PlacementJob,
  change: (record: OrderRecord) => OrderRecord,
  entries: readonly TimelineEntry[],
  early?: EarlyRead<OrderRecord>,
) {
  const added = [...work.log.drain(), ...entries]
  const changed = (current: OrderRecord) => {
    if (current.claimId !== claimId) throw new TryAgainLater('The order was taken over by another call', 2)
    const next = change(current)
    return { ...next, timeline: appendTimeline(next.timeline, added) }
  }
  return work.orders.update(order.marketplaceOrderId, changed, early)
}

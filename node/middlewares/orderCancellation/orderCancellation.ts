import { randomUUID } from 'crypto'

import { inboundEntry } from '../../clients/recordCalls'
import type { SellerWork } from '../../clients/sellerWork'
import {
  MarketplaceRejected,
  MarketplaceUnavailable,
  NotFound,
  OutboundDenied,
  StepRefused,
  TryAgainLater,
} from '../../domain/errors'
import { marketplaceOrderIdFromPath, type MarketplaceOrderId } from '../../domain/ids'
import { cancellationRequested } from '../../domain/orders/cancellation/cancellationRequest'
import { cancellationReceipt } from '../../domain/orders/cancellation/confirmCancellation'
import { appendTimeline, type OrderRecord } from '../../domain/orders/orderRecord'
import { payability } from '../../domain/orders/payable'
import { isPlaced } from '../../domain/orders/states'
import { announceWork } from '../../events/ownEvents'
import { recoverRecord } from '../../events/reconcile/recoverRecord'
import { deliverOwed } from '../../events/outbox/deliverOwed'
import { endChangesAtVtex } from '../../events/outbox/endChangesAtVtex'
import type { ConnectorContext } from '../../typings/context'
import type { MarketplaceOrder } from '../../typings/oms'
import { routeParam } from '../guards/sellerAccess'
import type { CancelBody } from './cancelBody'

const OMS_TIMEOUT_MS = 1_000
/** The partner is asked inside the call while there is time; later it is asked from the outbox. */
const DECISION_DEADLINE_MS = 2_000
/** Whoever asks for the decision shall not wait for a slow list of changes: it asks again. */
const CHANGES_TIMEOUT_MS = 1_000
const DAY_MS = 24 * 3_600_000

/**
 * The marketplace asks whether an order may be canceled, and asks again for the decision (PROTOCOL §8.1).
 * `{}` means "evaluating"; the four fields confirm. There is no refusal: the partner's invoice is it.
 */
export async function orderCancellation(ctx: ConnectorContext<CancelBody>) {
  const { body, startedAt, work } = ctx.state
  const id = marketplaceOrderIdFromPath(routeParam(ctx, 'orderId'))
  if (id !== marketplaceOrderIdFromPath(body.marketplaceOrderId)) {
    throw new StepRefused('FMT0071', 'The order of the path and of the body differ')
  }

  const order = await orderAtMarketplace(ctx, id)
  if (order === 'unreadable') return answer(ctx, undefined)
  if (payability(order, work.seller.sellerId) === 'notOurs') {
    // A late placement of it must not become an order (PROTOCOL §16).
    if (!(await work.orders.read(id))) await work.claims.rememberCanceled(id)
    throw new NotFound()
  }

  const known = (await work.orders.read(id)) ?? (await recoverRecord(work, id, order, startedAt + DECISION_DEADLINE_MS))
  if (!known || !isPlaced(known.state)) {
    throw new TryAgainLater('The marketplace knows this order, its record cannot be read here yet', 10)
  }
  const calls = work.log.drain()
  const receipt = randomUUID()
  await work.orders.update(id, (record) =>
    cancellationRequested(
      record,
      {
        id: body.cancellationRequestId ?? undefined,
        now: work.clock.now(),
        receipt,
        policy: work.seller.cancellation,
        alarmAfterMs: work.seller.cancellationAlarmDays * DAY_MS,
        invoicesShown: invoicesShown(order),
      },
      calls,
    ),
  )
  const decided = await deliverOwed(work, id, startedAt + DECISION_DEADLINE_MS)
  await announceWork(ctx, work, id)
  const isConfirmed =
    decided !== undefined && cancellationReceipt(decided) !== undefined && (await isClearOfChanges(work, id))
  await note(ctx, id, isConfirmed ? 'confirmed' : 'evaluating')
  return answer(ctx, isConfirmed ? decided : undefined)
}

async function orderAtMarketplace(
  { state: { work } }: ConnectorContext<CancelBody>,
  id: MarketplaceOrderId,
): Promise<MarketplaceOrder | undefined | 'unreadable'> {
  try {
    return await work.marketplaceOrders.readOrder(id, OMS_TIMEOUT_MS)
  } catch (error) {
    if (isUnreadable(error)) return 'unreadable'
    throw error
  }
}

/** Confirmed is what no change crosses; the marketplace asks again for what is not confirmed yet (PROTOCOL §16). */
async function isClearOfChanges(work: SellerWork, id: MarketplaceOrderId): Promise<boolean> {
  try {
    await endChangesAtVtex(work, id, work.clock.now() + CHANGES_TIMEOUT_MS)
    return true
  } catch (error) {
    if (isUnreadable(error) || error instanceof TryAgainLater) return false
    throw error
  }
}

const isUnreadable = (error: unknown) =>
  error instanceof MarketplaceUnavailable || error instanceof MarketplaceRejected || error instanceof OutboundDenied

const invoicesShown = (order: MarketplaceOrder | undefined) =>
  (order?.packageAttachment?.packages ?? []).flatMap(({ invoiceNumber }) => (invoiceNumber ? [invoiceNumber] : []))

function answer(ctx: ConnectorContext<CancelBody>, record: OrderRecord | undefined) {
  const receipt = record && cancellationReceipt(record)
  ctx.status = 200
  ctx.body = receipt
    ? {
        date: receipt.date,
        marketplaceOrderId: record.marketplaceOrderId,
        orderId: record.orderId,
        receipt: receipt.receipt,
      }
    : {}
}

function note(ctx: ConnectorContext<CancelBody>, id: MarketplaceOrderId, outcome: string) {
  const { clock, startedAt, work } = ctx.state
  const entry = inboundEntry(
    { step: 'orderCancellation', subject: id, operationId: ctx.vtex.operationId, startedAt },
    clock,
    200,
    outcome,
  )
  const calls = [...work.log.drain(), entry]
  return work.orders.update(id, (record) => ({ ...record, timeline: appendTimeline(record.timeline, calls) }))
}

import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { AccountState } from './accountState'
import {
  authorizationFindings,
  cancellationDecision,
  cancellationFindings,
  type CancellationDecision,
} from './answers/receipts'
import { isInProgress } from './modifications/orderModification'
import { requireSeller } from './operator'
import type { MarketplaceOrder } from './order'
import { cancelOrder, moveTo, type OrderStatus } from './orderStatus'
import type { SellerAnswer, SellerCalls } from './sellerCalls'
import { unless } from './shape'

export interface ApprovalOptions {
  /** Authorize fulfillment is sent again this many times while the seller answers 5xx or not at all; 0 when absent. */
  readonly retries?: number
  /** Milliseconds between two attempts; 200 when absent. */
  readonly pauseMs?: number
}

export interface CancellationAsk {
  readonly reason: string
  readonly requestedByUser: boolean
  /** Which id VTEX puts into the path is documented both ways (C-22); the seller's when absent. */
  readonly pathId?: 'seller' | 'marketplace'
}

export interface CancellationAnswer {
  readonly decision: CancellationDecision
  readonly answer: SellerAnswer
}

const DEFAULT_PAUSE_MS = 200
const LONGEST_WAIT_MS = 30 * 86_400_000
const WAITING: readonly OrderStatus[] = ['payment-pending', 'request-cancel', 'waiting-for-seller-decision']

/** VTEX writes seven decimals of a second here: `2026-09-01T11:00:00.1234567+00:00`. */
const cancellationDate = (now: Date) => now.toISOString().replace('Z', '0000+00:00')

/** What the order management system asks of the seller after an order was placed. */
export class OrderDesk {
  constructor(
    private readonly calls: SellerCalls,
    private readonly now: () => number,
  ) {}

  /** Approves the payment and tells the seller to fulfill; the last answer is returned. */
  async approvePayment(state: AccountState, order: MarketplaceOrder, options: ApprovalOptions = {}) {
    const now = new Date(this.now())
    moveTo(state, order, 'payment-approved', now)
    order.authorizedDate = now.toISOString()
    let answer = await this.authorize(state, order)
    for (let left = options.retries ?? 0; left > 0 && (answer.status >= 500 || answer.status === 0); left--) {
      await pause(options.pauseMs ?? DEFAULT_PAUSE_MS)
      answer = await this.authorize(state, order)
    }
    return answer
  }

  /** Sends authorize fulfillment, first or again; the order's status is not touched. */
  async authorize(state: AccountState, order: MarketplaceOrder): Promise<SellerAnswer> {
    const step = 'authorizeFulfillment'
    const answer = await this.calls.send(state.account, requireSeller(state, order.sellerId), {
      step,
      orderId: sellerOrderIdOf(order),
      subject: order.orderId,
      body: { marketplaceOrderId: order.orderId, marketplaceOrderGroup: order.orderGroup },
    })
    this.calls.report(state.account, { step }, order.orderId, authorizationFindings(order, answer))
    if (answer.status === 200) order.fulfillmentReceipt ??= answer.body ?? null
    return answer
  }

  /** The gateway refuses the payment: the order is canceled at the seller and here. */
  denyPayment(state: AccountState, order: MarketplaceOrder) {
    moveTo(state, order, 'payment-denied', new Date(this.now()))
    return this.requestCancellation(state, order, { reason: 'Payment denied', requestedByUser: false })
  }

  /** Asks the seller whether the order can be canceled (first call). */
  async requestCancellation(state: AccountState, order: MarketplaceOrder, ask: CancellationAsk) {
    const now = new Date(this.now())
    moveTo(state, order, 'request-cancel', now)
    order.cancellationRequests.push({
      id: randomUUID().replaceAll('-', ''),
      reason: ask.reason,
      cancellationRequestDate: cancellationDate(now),
      requestedByUser: ask.requestedByUser,
      deniedBySeller: false,
    })
    return this.askCancellation(state, order, ask.pathId)
  }

  /**
   * Asks for the decision of the newest request (second call), or repeats the question after a confirmation.
   * @throws Error when the order has no cancellation request
   */
  async askCancellation(
    state: AccountState,
    order: MarketplaceOrder,
    pathId: CancellationAsk['pathId'] = 'seller',
  ): Promise<CancellationAnswer> {
    const step = 'orderCancellation'
    const request = order.cancellationRequests[order.cancellationRequests.length - 1]
    if (!request) throw new Error(`Nobody asked to cancel ${order.orderId}`)
    const answer = await this.calls.send(state.account, requireSeller(state, order.sellerId), {
      step,
      orderId: pathId === 'seller' ? sellerOrderIdOf(order) : order.orderId,
      subject: order.orderId,
      body: {
        marketplaceOrderId: order.orderId,
        marketplaceOrderGroup: order.orderGroup,
        cancellationRequestId: request.id,
        cancellationRequestDate: request.cancellationRequestDate,
        reason: request.reason,
        requestedByUser: request.requestedByUser,
      },
    })
    this.calls.report(state.account, { step }, order.orderId, cancellationFindings(order, answer))
    const decision = cancellationDecision(answer)
    this.decide(state, order, decision, answer)
    return { decision, answer }
  }

  /** What the platform cancels by itself: 30 days without authorization, or without the seller's decision (PROTOCOL §13). */
  cancelOverdue(state: AccountState) {
    const now = new Date(this.now())
    for (const order of state.orders.values()) {
      const overdue = now.getTime() - Date.parse(order.lastChange) > LONGEST_WAIT_MS
      if (!overdue || !WAITING.includes(order.status)) continue
      order.cancellationData = {
        RequestedByUser: false,
        RequestedBySystem: true,
        RequestedBySellerNotification: false,
        RequestedByPaymentNotification: false,
        Reason: 'Nobody decided for 30 days',
        CancellationDate: now.toISOString(),
      }
      cancelOrder(state, order, now)
    }
  }

  private decide(state: AccountState, order: MarketplaceOrder, decision: CancellationDecision, answer: SellerAnswer) {
    const now = new Date(this.now())
    const asked = order.status === 'request-cancel' || order.status === 'waiting-for-seller-decision'
    if (decision === 'evaluating' && order.status === 'request-cancel')
      moveTo(state, order, 'waiting-for-seller-decision', now)
    if (decision !== 'confirmed') return
    // An invoice that crossed the question has ended the cancellation: confirming it too would ship a canceled order.
    const step = 'orderCancellation'
    const contradicts = unless(
      asked || order.status === 'canceled',
      'KI 1400005',
      `the seller confirmed a cancellation and moved the order to ${order.status} as well`,
    )
    this.calls.report(state.account, { step }, order.orderId, contradicts)
    // What an open modification would then change is canceled.
    this.calls.report(
      state.account,
      { step },
      order.orderId,
      unless(
        !order.modifications.some(isInProgress),
        'PROTOCOL §16',
        'a modification must be finished or canceled before a cancellation is confirmed',
      ),
    )
    order.cancellationReceipt ??= answer.body
    if (!asked) return
    const request = order.cancellationRequests[order.cancellationRequests.length - 1]
    order.cancellationData = {
      RequestedByUser: request.requestedByUser,
      RequestedBySystem: !request.requestedByUser,
      RequestedBySellerNotification: false,
      RequestedByPaymentNotification: order.statusHistory.some((one) => one.status === 'payment-denied'),
      Reason: request.reason,
      CancellationDate: now.toISOString(),
    }
    cancelOrder(state, order, now)
  }
}

/** @throws Error when the seller has not accepted the order: there is no id to call it by. */
function sellerOrderIdOf(order: MarketplaceOrder): string {
  if (!order.sellerOrderId) throw new Error(`The seller has not accepted ${order.orderId}`)
  return order.sellerOrderId
}

import { isDeepStrictEqual } from 'node:util'
import type { MarketplaceOrder } from '../order'
import type { SellerAnswer } from '../sellerCalls'
import { anyText, dateTime, findings, isObject, nullable, object, oneOf, unless, type Finding } from '../shape'

const receiptOf = (order: MarketplaceOrder) =>
  object({
    date: dateTime,
    marketplaceOrderId: oneOf(order.orderId),
    orderId: oneOf(order.sellerOrderId),
    receipt: nullable(anyText),
  })

const sameAsBefore = (rule: string, before: unknown, now: unknown) =>
  unless(before === null || isDeepStrictEqual(before, now), rule, 'a repeated call must answer the same receipt')

/** Rules for the answer to authorize fulfillment (PROTOCOL §7). */
export function authorizationFindings(order: MarketplaceOrder, answer: SellerAnswer): Finding[] {
  const rule = 'PROTOCOL §7'
  if (answer.failure || answer.status >= 400) return []
  return [
    ...unless(answer.status === 200, rule, `status ${answer.status}: an external seller answers 200 (C-39)`),
    ...findings(rule, receiptOf(order)(answer.body, 'receipt')),
    ...sameAsBefore(rule, order.fulfillmentReceipt, answer.body),
  ]
}

export type CancellationDecision = 'evaluating' | 'confirmed' | 'none'

/** `none`: no usable answer, the marketplace asks again. */
export function cancellationDecision({ status, text, body }: SellerAnswer): CancellationDecision {
  if (status !== 200) return 'none'
  if (text.trim() === '' || (isObject(body) && Object.keys(body).length === 0)) return 'evaluating'
  return isObject(body) ? 'confirmed' : 'none'
}

/** Rules for the answer to a cancellation (PROTOCOL §8.1): empty while evaluating, four fields to confirm. */
export function cancellationFindings(order: MarketplaceOrder, answer: SellerAnswer): Finding[] {
  const rule = 'PROTOCOL §8.1'
  if (answer.failure || answer.status >= 400) return []
  const confirmed = cancellationDecision(answer) === 'confirmed'
  return [
    ...unless(answer.status === 200, rule, `status ${answer.status}: a cancellation is answered with 200`),
    ...unless(
      order.cancellationReceipt === null || confirmed,
      rule,
      'a confirmed cancellation must stay confirmed when it is asked again',
    ),
    ...(confirmed
      ? [
          ...findings(rule, receiptOf(order)(answer.body, 'receipt')),
          ...sameAsBefore(rule, order.cancellationReceipt, answer.body),
        ]
      : unless(
          answer.text.trim() === '' || cancellationDecision(answer) === 'evaluating',
          rule,
          'evaluating is an empty body or {}',
        )),
  ]
}

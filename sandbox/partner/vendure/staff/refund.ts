import type { AdminApi } from '../shop/adminApi'
import type { StoreOrder } from '../storeOrder'
import { orderLines, type Goods } from './parcels'

/** What comes back of an order: goods, or only an amount in minor units. Neither: all of it. */
export interface Refund {
  readonly lines?: readonly Goods[]
  readonly amount?: number
}

/** Goods came back: their lines are canceled, which puts them on the shelf, and paid back. */
export async function refund(api: AdminApi, order: StoreOrder, back: Refund) {
  const goods = back.lines ?? (back.amount === undefined ? order.lines : [])
  const lines = await orderLines(api, order.id, goods)
  const priceOf = (sku: string) => order.lines.find((line) => line.sku === sku)?.unitPrice ?? 0
  const amount = back.amount ?? goods.reduce((sum, { quantity, sku }) => sum + quantity * priceOf(sku), 0)
  const paymentId = await paymentOf(api, order.id)
  if (lines.length > 0) {
    await api.run(
      `mutation StaffCancelLines($input: CancelOrderInput!) {
        cancelOrder(input: $input) { ... on Order { id } ... on ErrorResult { errorCode message } }
      }`,
      { input: { orderId: order.id, lines, reason: 'returned' } },
    )
  }
  const { refundOrder } = await api.run<{ refundOrder: { id: string } }>(
    `mutation StaffRefund($input: RefundOrderInput!) {
      refundOrder(input: $input) { ... on Refund { id } ... on ErrorResult { errorCode message } }
    }`,
    { input: { lines, amount, shipping: 0, adjustment: 0, paymentId, reason: 'returned' } },
  )
  await api.run(
    `mutation StaffSettleRefund($input: SettleRefundInput!) {
      settleRefund(input: $input) { ... on Refund { id state } ... on ErrorResult { errorCode message } }
    }`,
    { input: { id: refundOrder.id, transactionId: `refund-${refundOrder.id}` } },
  )
}

async function paymentOf(api: AdminApi, id: string): Promise<string> {
  const { order } = await api.run<{ order: { payments: { id: string }[] } }>(
    'query StaffPayments($id: ID!) { order(id: $id) { id payments { id } } }',
    { id },
  )
  return order.payments[0].id
}

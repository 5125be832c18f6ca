import { PartnerRefused } from '../../../domain/errors'
import type { MarketplaceOrderId } from '../../../domain/ids'
import type { CallBudget, CancellationOutcome, PartnerOrder } from '../partner'
import type { Answer } from './answer'
import { DELETE_DRAFT } from './documents/placement'
import { ADD_PAYMENT, CANCEL_ORDER, FIND_ORDER } from './documents/orders'
import { errorCodeOf, isDraft, orderWith, partnerOrder } from './orderAnswer'
import type { VendureApi } from './vendureApi'

/** The shop's answer to a cancellation of an order that has nothing left to cancel (PARTNERS §3). */
const NOTHING_TO_CANCEL = 'EMPTY_ORDER_LINE_SELECTION_ERROR'

/** An unfinished draft is no order: nobody was told of it, nothing is held for it. */
export async function findOrder(api: VendureApi, reference: MarketplaceOrderId, budget: CallBudget) {
  const found = await lookUp(api, reference, budget)
  return found && !isDraft(found) ? partnerOrder(found) : undefined
}

/**
 * Records the marketplace's payment, which makes the shop allocate the goods and start to work.
 * @throws PartnerRefused when there is no such order, or it was canceled
 */
export async function authorizeOrder(
  api: VendureApi,
  reference: MarketplaceOrderId,
  budget: CallBudget,
): Promise<PartnerOrder> {
  const order = await findOrder(api, reference, budget)
  if (!order) {
    throw new PartnerRefused('stateConflict', `The partner has no order ${reference}`)
  }
  if (order.state !== 'open') {
    return paid(order)
  }
  const variables = { id: order.partnerId, reference }
  const result = (await api.ask(ADD_PAYMENT, { variables, budget, subject: reference })).get('addManualPaymentToOrder')
  if (errorCodeOf(result) === undefined) {
    return paid(partnerOrder(result))
  }
  // Somebody else paid or canceled it between the two calls.
  const now = await findOrder(api, reference, budget)
  if (!now || now.state === 'open') {
    throw new PartnerRefused('stateConflict', `The partner did not take the payment: ${errorCodeOf(result)}`)
  }
  return paid(now)
}

function paid(order: PartnerOrder): PartnerOrder {
  if (order.state === 'canceled') {
    throw new PartnerRefused('stateConflict', `The partner has canceled order ${order.reference}`)
  }
  return order
}

/** Cancels before and after payment. What has left the house, or is invoiced, is not canceled but returned. */
export async function cancelOrder(
  api: VendureApi,
  reference: MarketplaceOrderId,
  reason: string,
  budget: CallBudget,
): Promise<CancellationOutcome> {
  const found = await lookUp(api, reference, budget)
  if (!found) {
    return { outcome: 'done' }
  }
  const id = found.get('id').id()
  if (isDraft(found)) {
    await api.ask(DELETE_DRAFT, { variables: { id }, budget, subject: reference })
    return { outcome: 'done' }
  }
  const obstacle = reasonNotToCancel(found)
  if (obstacle !== undefined || partnerOrder(found).state === 'canceled') {
    return obstacle === undefined ? { outcome: 'done' } : { outcome: 'refused', reason: obstacle }
  }
  const variables = { id, reason }
  const result = (await api.ask(CANCEL_ORDER, { variables, budget, subject: reference })).get('cancelOrder')
  const code = errorCodeOf(result)
  return code === undefined || code === NOTHING_TO_CANCEL
    ? { outcome: 'done' }
    : { outcome: 'refused', reason: `The partner refused the cancellation: ${code}` }
}

function reasonNotToCancel(order: Answer): string | undefined {
  const parcels = order
    .get('fulfillments')
    .list()
    .map((fulfillment) => fulfillment.get('state').text())
  if (parcels.some((state) => state === 'Shipped' || state === 'Delivered')) {
    return 'The partner has already shipped the order'
  }
  const canceled = partnerOrder(order).state === 'canceled'
  const invoice = order.get('customFields').get('invoiceNumber').optionalText()
  return invoice === undefined || canceled ? undefined : `The partner has already issued invoice ${invoice}`
}

async function lookUp(api: VendureApi, reference: MarketplaceOrderId, budget: CallBudget) {
  return orderWith(reference, await api.ask(FIND_ORDER, { variables: { reference }, budget, subject: reference }))
}

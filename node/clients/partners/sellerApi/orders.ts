import { toOwnMinorUnit } from '../../../domain/currency'
import { PartnerRefused } from '../../../domain/errors'
import type { MarketplaceOrderId } from '../../../domain/ids'
import type { MinorUnits } from '../../../domain/money'
import type { CancellationOutcome, PartnerOrder, PartnerOrderUpdate } from '../../../domain/orders/partnerOrder'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget, PartnerOrderChange, PartnerOrderRequest } from '../partner'
import type { Schemas } from './answerChecks'
import { requireCurrency } from './offers'
import { AUTHORIZE_ORDER, CANCEL_ORDER, CHANGE_ORDER, CREATE_ORDER, READ_ORDER } from './operations'
import { orderUpdateOf } from './orderAnswer'
import type { Operation } from './operation'
import { unusable, type SellerApi } from './sellerApi'

/** Orders of one seller over the Seller API. Every write has a key that is the same for every repeat of it. */
export class Orders {
  constructor(
    private readonly api: SellerApi,
    private readonly seller: SellerSettings,
  ) {}

  async create(order: PartnerOrderRequest, budget: CallBudget): Promise<PartnerOrder> {
    const { reference } = order
    return this.api.call(
      CREATE_ORDER,
      {
        path: '/orders',
        body: this.newOrder(order),
        // Another attempt may carry refreshed customer data, so it has another key; the reference makes both one order.
        idempotencyKey: `create:${reference}:${order.reserveUntil}`,
        subject: reference,
        about: order.lines.map(({ sku }) => sku),
        budget,
      },
      this.orderOf(CREATE_ORDER, reference),
    )
  }

  async find(reference: MarketplaceOrderId, budget: CallBudget): Promise<PartnerOrderUpdate | undefined> {
    return this.api.call<'Order', PartnerOrderUpdate | undefined>(
      READ_ORDER,
      { path: pathOf(reference), subject: reference, budget },
      this.orderOf(READ_ORDER, reference),
      { code: 'order-not-found', status: 404, means: undefined },
    )
  }

  async authorize(reference: MarketplaceOrderId, budget: CallBudget): Promise<PartnerOrder> {
    const orderOf = this.orderOf(AUTHORIZE_ORDER, reference)
    return this.api.call(
      AUTHORIZE_ORDER,
      {
        path: `${pathOf(reference)}/authorize`,
        idempotencyKey: `authorize:${reference}`,
        subject: reference,
        budget,
      },
      (answer) => {
        const order = orderOf(answer)
        if (order.state === 'canceled') {
          throw new PartnerRefused('stateConflict', 'The partner canceled this order before')
        }
        if (order.state === 'open') throw unusable(AUTHORIZE_ORDER, '/state', 'is still open')
        return order
      },
    )
  }

  async cancel(reference: MarketplaceOrderId, reason: string, budget: CallBudget): Promise<CancellationOutcome> {
    return this.api.call<'CancelAnswer', CancellationOutcome>(
      CANCEL_ORDER,
      {
        path: `${pathOf(reference)}/cancel`,
        body: { reason },
        // Asked again it is another question: a partner that keeps answers by key must not say "deciding" for ever.
        idempotencyKey: `cancel:${reference}:${budget.deadlineAt}`,
        subject: reference,
        budget,
      },
      // The partner's words stay with the partner: they may name people.
      ({ outcome }) =>
        outcome === 'refused' ? { outcome, reason: 'The partner cannot stop it any more' } : { outcome },
      // Nothing is there to be stopped.
      { code: 'order-not-found', status: 404, means: { outcome: 'done' } },
    )
  }

  async change(change: PartnerOrderChange, budget: CallBudget): Promise<PartnerOrder> {
    const { changeId, lines, reason, reference, total } = change
    const { currency } = this.seller
    return this.api.call(
      CHANGE_ORDER,
      {
        path: `${pathOf(reference)}/changes`,
        body: {
          changeId,
          reason,
          lines: lines.map(({ sku, quantity, unitPrice }) => ({
            sku,
            quantity,
            unitPrice: toOwnMinorUnit(unitPrice, currency),
          })),
          total: toOwnMinorUnit(total, currency),
        },
        idempotencyKey: `change:${reference}:${changeId}`,
        subject: reference,
        about: lines.map(({ sku }) => sku),
        budget,
      },
      this.orderOf(CHANGE_ORDER, reference),
    )
  }

  private orderOf(operation: Operation<keyof Schemas>, reference: MarketplaceOrderId) {
    return (answer: Schemas['Order']): PartnerOrderUpdate => {
      if (answer.reference !== reference) throw unusable(operation, '/reference', 'is another order’s')
      requireCurrency(operation, answer.currency, this.seller.currency)
      return orderUpdateOf(answer, this.seller.currency)
    }
  }

  private newOrder(order: PartnerOrderRequest): Schemas['NewOrder'] {
    const { currency } = this.seller
    const own = (amount: MinorUnits) => toOwnMinorUnit(amount, currency)
    const { optionId, channel, price, window } = order.shipping
    const goods = order.lines.reduce((sum, line) => sum + valueOf(line), 0)
    return {
      reference: order.reference,
      currency,
      pricesIncludeTax: true,
      ...(order.salesChannel ? { priceList: order.salesChannel } : {}),
      reserveUntil: order.reserveUntil,
      lines: order.lines.map(({ attachments, quantity, services, sku, unitPrice }) => ({
        sku,
        quantity,
        unitPrice: own(unitPrice),
        ...(services ? { services: services.map((one) => ({ ...one, unitPrice: own(one.unitPrice) })) } : {}),
        ...(attachments ? { attachments: attachments.map(({ content, name }) => ({ content, name })) } : {}),
      })),
      shipping: {
        optionId,
        channel,
        price: own(price),
        ...(window ? { deliveryWindow: { start: window[0], end: window[1] } } : {}),
      },
      total: own((goods + price) as MinorUnits),
      customer: order.customer,
      ...(order.address ? { address: order.address } : {}),
      ...(order.note ? { note: order.note } : {}),
      ...(order.customFields ? { customFields: [...order.customFields] } : {}),
    }
  }
}

/** A line with its services. */
const valueOf = ({ quantity, services = [], unitPrice }: PartnerOrderRequest['lines'][number]) =>
  services.reduce((sum, service) => sum + service.quantity * service.unitPrice, quantity * unitPrice)

export const pathOf = (reference: MarketplaceOrderId) => `/orders/${encodeURIComponent(reference)}`

import { toOwnMinorUnit } from '../../../domain/currency'
import { PartnerInDoubt, PartnerRefused } from '../../../domain/errors'
import type { MarketplaceOrderId } from '../../../domain/ids'
import type { MinorUnits } from '../../../domain/money'
import type { CancellationOutcome, PartnerOrder, PartnerOrderUpdate } from '../../../domain/orders/partnerOrder'
import type { SellerSettings } from '../../../domain/settings/sellerSettings'
import type { CallBudget, PartnerOrderRequest } from '../partner'
import type { Schemas } from './answerChecks'
import { AUTHORIZE_ORDER, CANCEL_ORDER, CREATE_ORDER, READ_ORDER } from './operations'
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
    const reply = await this.api.call(CREATE_ORDER, {
      path: '/orders',
      body: this.newOrder(order),
      // Another attempt may carry refreshed customer data, so it has another key; the reference makes both one order.
      idempotencyKey: `create:${reference}:${order.reserveUntil}`,
      subject: reference,
      budget,
    })
    return this.orderOf(CREATE_ORDER, reply as { answer: Schemas['Order'] }, reference)
  }

  async find(reference: MarketplaceOrderId, budget: CallBudget): Promise<PartnerOrderUpdate | undefined> {
    const call = { path: pathOf(reference), subject: reference, budget }
    const reply = await this.api.call(READ_ORDER, call, ['order-not-found'])
    return 'problem' in reply ? undefined : this.orderOf(READ_ORDER, reply, reference)
  }

  async authorize(reference: MarketplaceOrderId, budget: CallBudget): Promise<PartnerOrder> {
    const reply = await this.api.call(AUTHORIZE_ORDER, {
      path: `${pathOf(reference)}/authorize`,
      idempotencyKey: `authorize:${reference}`,
      subject: reference,
      budget,
    })
    const order = this.orderOf(AUTHORIZE_ORDER, reply as { answer: Schemas['Order'] }, reference)
    if (order.state === 'canceled') throw new PartnerRefused('stateConflict', 'The partner canceled this order before')
    if (order.state === 'open') {
      throw new PartnerInDoubt("The partner's answer to authorizeOrder shows the order still open")
    }
    return order
  }

  async cancel(reference: MarketplaceOrderId, reason: string, budget: CallBudget): Promise<CancellationOutcome> {
    const reply = await this.api.call(
      CANCEL_ORDER,
      {
        path: `${pathOf(reference)}/cancel`,
        body: { reason },
        idempotencyKey: `cancel:${reference}`,
        subject: reference,
        budget,
      },
      ['order-not-found'],
    )
    // Nothing is there to be stopped.
    if ('problem' in reply) return { outcome: 'done' }
    const { outcome, reason: why } = reply.answer
    return outcome === 'refused' ? { outcome, reason: why ?? 'The partner cannot stop it any more' } : { outcome }
  }

  orderOf(
    operation: Operation<keyof Schemas>,
    { answer }: { readonly answer: Schemas['Order'] },
    reference: MarketplaceOrderId,
  ): PartnerOrderUpdate {
    if (answer.reference !== reference) throw unusable(operation, '/reference', 'is another order’s')
    if (answer.currency !== this.seller.currency) {
      throw unusable(operation, '/currency', `is ${answer.currency}, the settings say ${this.seller.currency}`)
    }
    return orderUpdateOf(answer, this.seller.currency)
  }

  private newOrder(order: PartnerOrderRequest): Schemas['NewOrder'] {
    const { currency } = this.seller
    const own = (amount: MinorUnits) => toOwnMinorUnit(amount, currency)
    const { optionId, channel, price, window } = order.shipping
    const goods = order.lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice * quantity, 0)
    return {
      reference: order.reference,
      currency,
      pricesIncludeTax: true,
      ...(order.salesChannel ? { priceList: order.salesChannel } : {}),
      reserveUntil: order.reserveUntil,
      lines: order.lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice: own(unitPrice) })),
      shipping: {
        optionId,
        channel,
        price: own(price),
        ...(window ? { deliveryWindow: { start: window[0], end: window[1] } } : {}),
      },
      total: own((goods + price) as MinorUnits),
      customer: order.customer,
      ...(order.address ? { address: order.address } : {}),
    }
  }
}

export const pathOf = (reference: MarketplaceOrderId) => `/orders/${encodeURIComponent(reference)}`

import type { CallBudget, Partner, PartnerOrderRequest } from '../../../node/clients/partners/partner'
import { PartnerInDoubt, PartnerRefused, PartnerUnavailable } from '../../../node/domain/errors'
import { marketplaceOrderId, type MarketplaceOrderId } from '../../../node/domain/ids'
import type { PartnerOrderState, PartnerOrderUpdate } from '../../../node/domain/orders/partnerOrder'
import { COURIER, offer, quoteOf } from '../../unit/fixtures/offers'
import { invoice, parcel } from '../../unit/fixtures/orders'
import { AnswerLost, outwardEffect } from './interference'

/** What the partner knows. Plain data: a state of the model is a copy of it. */
export interface PartnerState {
  readonly orders: readonly PartnerCopy[]
  /** Units on the shelf that nobody holds. */
  readonly free: number
}

export interface PartnerCopy {
  readonly reference: MarketplaceOrderId
  readonly units: number
  readonly state: PartnerOrderState
  /** Whether the units are held or gone. */
  readonly holds: boolean
}

/** Of the order of the fixtures, in cents. */
export const TOTAL = 80_800
export const ON_THE_SHELF = 5
export const EMPTY_PARTNER: PartnerState = { orders: [], free: ON_THE_SHELF }

/** A partner that keeps its word: one order per reference, held stock, decisions that stay. */
export class ModelPartner {
  state = EMPTY_PARTNER
  readonly partner: Partner

  /**
   * @param reserves whether stock is held when an order is created
   * @param remembers false: each request to create is a new order, and nobody finds an unpaid one (for the self-check)
   */
  constructor(
    private readonly reserves: boolean,
    private readonly remembers: boolean,
    private readonly now: () => number,
  ) {
    this.partner = {
      capabilities: { ordersPerLook: 50, reserves },
      quote: async () => quoteOf([offer('DRILL', this.state.free)], [COURIER]),
      catalogPage: async () => ({ items: [] }),
      createOrder: (order, budget) => this.write(budget, () => this.create(order)),
      findOrder: async (reference) => this.find(reference),
      authorizeOrder: (reference, budget) => this.write(budget, () => this.authorize(reference)),
      cancelOrder: (reference, _reason, budget) => this.write(budget, () => this.cancel(reference)),
      orderUpdates: async (references) => references.flatMap((reference) => this.find(reference) ?? []),
    }
  }

  /** The partner's own people: cancel, ship with an invoice, deliver. @returns false when the order is not ready for it */
  act(what: 'cancel' | 'ship' | 'deliver'): boolean {
    const [order] = this.state.orders
    if (what === 'cancel' && (order?.state === 'authorized' || order?.state === 'open')) this.release(order, 'canceled')
    else if (what === 'ship' && order?.state === 'authorized') this.put({ ...order, state: 'shipped' })
    else if (what === 'deliver' && order?.state === 'shipped') this.put({ ...order, state: 'delivered' })
    else return false
    return true
  }

  private create({ reference, lines }: PartnerOrderRequest): PartnerOrderUpdate {
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0)
    const known = this.copy(reference)
    if (known && !this.remembers) this.put({ ...known, reference: marketplaceOrderId(`${reference}-again`) })
    else if (known) return this.shown(known)
    if (units > this.state.free) throw new PartnerRefused('outOfStock', 'sold out')
    this.put({ reference, units, state: 'open', holds: false })
    if (this.reserves) this.hold(reference)
    return this.shown(this.copy(reference))
  }

  private authorize(reference: MarketplaceOrderId): PartnerOrderUpdate {
    const order = this.state.orders.find((one) => one.reference === reference)
    if (!order || order.state === 'canceled') throw new PartnerRefused('stateConflict', 'The order is canceled')
    if (order.state === 'open') {
      if (!order.holds) this.hold(reference)
      this.put({ ...this.copy(reference), state: 'authorized' })
    }
    return this.shown(this.copy(reference))
  }

  private cancel(reference: MarketplaceOrderId) {
    const order = this.state.orders.find((one) => one.reference === reference)
    if (!order) throw new PartnerRefused('other', 'no such order')
    if (order.state === 'canceled') return { outcome: 'done' } as const
    if (order.state !== 'open' && order.state !== 'authorized')
      return { outcome: 'refused', reason: 'It left' } as const
    this.release(order, 'canceled')
    return { outcome: 'done' } as const
  }

  private hold(reference: MarketplaceOrderId) {
    const order = this.copy(reference)
    if (order.units > this.state.free) throw new PartnerRefused('outOfStock', 'sold out')
    this.state = { ...this.state, free: this.state.free - order.units }
    this.put({ ...order, holds: true })
  }

  private release(order: PartnerCopy, state: PartnerOrderState) {
    this.state = { ...this.state, free: this.state.free + (order.holds ? order.units : 0) }
    this.put({ ...order, state, holds: false })
  }

  private copy = (reference: MarketplaceOrderId) => this.state.orders.find((one) => one.reference === reference)!

  private put(order: PartnerCopy) {
    const others = this.state.orders.filter(({ reference }) => reference !== order.reference)
    this.state = { ...this.state, orders: [order, ...others] }
  }

  private find(reference: MarketplaceOrderId): PartnerOrderUpdate | undefined {
    const order = this.copy(reference)
    const isFound = order && (this.remembers || order.state !== 'open')
    return isFound ? this.shown(order) : undefined
  }

  private shown(order: PartnerCopy): PartnerOrderUpdate {
    const left = order.state === 'shipped' || order.state === 'delivered'
    const arrived = order.state === 'delivered' ? { deliveredAt: '2026-09-03T10:00:00.000Z' } : {}
    return {
      reference: order.reference,
      partnerId: 'P-1',
      partnerNumber: '1001',
      state: order.state,
      invoices: left ? [invoice('NF-1', TOTAL)] : [],
      packages: left ? [parcel('1', 'NF-1', arrived)] : [],
    }
  }

  /** A call whose time is over before it is sent is not sent, as PartnerHttp does it. */
  private async write<T>({ deadlineAt }: CallBudget, act: () => T): Promise<T> {
    try {
      return await outwardEffect(() => {
        if (this.now() >= deadlineAt) throw new PartnerUnavailable('no time left')
        return act()
      })
    } catch (error) {
      if (error instanceof AnswerLost) throw new PartnerInDoubt('no answer in time')
      throw error
    }
  }
}

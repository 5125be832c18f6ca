import type {
  CallBudget,
  Partner,
  PartnerOrderChange,
  PartnerOrderRequest,
} from '../../../node/clients/partners/partner'
import { PartnerInDoubt, PartnerRefused, PartnerUnavailable } from '../../../node/domain/errors'
import { marketplaceOrderId, type MarketplaceOrderId } from '../../../node/domain/ids'
import type { PartnerOrderState, PartnerOrderUpdate } from '../../../node/domain/orders/partnerOrder'
import { COURIER, offer, quoteOf } from '../../unit/fixtures/offers'
import { AnswerLost, outwardEffect } from './interference'
import { ON_THE_SHELF } from './modelGoods'
import { invoicesOf, parcelsOf, returnsOf } from './modelPaper'

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
  readonly invoiced: boolean
  /** Units the shopper sent back. */
  readonly returned: number
  /** Ids of the changes that were made. */
  readonly changes: readonly string[]
}

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
      changeOrder: (asked, budget) => this.write(budget, () => this.change(asked)),
      orderUpdates: async (references) => references.flatMap((reference) => this.find(reference) ?? []),
    }
  }

  private create({ reference, lines }: PartnerOrderRequest): PartnerOrderUpdate {
    const units = unitsIn(lines)
    const known = this.copy(reference)
    if (known && !this.remembers) this.put({ ...known, reference: marketplaceOrderId(`${reference}-again`) })
    else if (known) return shown(known)
    if (units > this.state.free) throw new PartnerRefused('outOfStock', 'sold out')
    this.put({ reference, units, state: 'open', holds: false, invoiced: false, returned: 0, changes: [] })
    if (this.reserves) this.hold(reference)
    return shown(this.copy(reference))
  }

  private authorize(reference: MarketplaceOrderId): PartnerOrderUpdate {
    const order = this.state.orders.find((one) => one.reference === reference)
    if (!order || order.state === 'canceled') throw new PartnerRefused('stateConflict', 'The order is canceled')
    if (order.state === 'open') {
      if (!order.holds) this.hold(reference)
      this.put({ ...this.copy(reference), state: 'authorized' })
    }
    return shown(this.copy(reference))
  }

  private cancel(reference: MarketplaceOrderId) {
    const order = this.state.orders.find((one) => one.reference === reference)
    if (!order) throw new PartnerRefused('other', 'no such order')
    if (order.state === 'canceled') return { outcome: 'done' } as const
    if (order.invoiced) return { outcome: 'refused', reason: 'It is invoiced' } as const
    this.release(order)
    return { outcome: 'done' } as const
  }

  /** Each change once, and none when something is invoiced or has left. */
  private change({ changeId, lines, reference }: PartnerOrderChange): PartnerOrderUpdate {
    const order = this.copy(reference)
    if (order?.changes.includes(changeId)) return shown(order)
    const isOpen = order?.state === 'open' || order?.state === 'authorized'
    if (!isOpen || order.invoiced) throw new PartnerRefused('other', 'The order cannot be changed any more')
    const units = unitsIn(lines)
    const more = order.holds ? units - order.units : 0
    if (more > this.state.free) throw new PartnerRefused('outOfStock', 'sold out')
    this.state = { ...this.state, free: this.state.free - more }
    this.put({ ...order, units, changes: [...order.changes, changeId] })
    return shown(this.copy(reference))
  }

  private hold(reference: MarketplaceOrderId) {
    const order = this.copy(reference)
    if (order.units > this.state.free) throw new PartnerRefused('outOfStock', 'sold out')
    this.state = { ...this.state, free: this.state.free - order.units }
    this.put({ ...order, holds: true })
  }

  /** Cancels an order, whoever wanted it. */
  release(order: PartnerCopy) {
    this.state = { ...this.state, free: this.state.free + (order.holds ? order.units : 0) }
    this.put({ ...order, state: 'canceled', holds: false })
  }

  private copy = (reference: MarketplaceOrderId) => this.state.orders.find((one) => one.reference === reference)!

  put(order: PartnerCopy) {
    const others = this.state.orders.filter(({ reference }) => reference !== order.reference)
    this.state = { ...this.state, orders: [order, ...others] }
  }

  private find(reference: MarketplaceOrderId): PartnerOrderUpdate | undefined {
    const order = this.copy(reference)
    const isFound = order && (this.remembers || order.state !== 'open')
    return isFound ? shown(order) : undefined
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

const unitsIn = (lines: readonly { readonly quantity: number }[]) =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)

const shown = (order: PartnerCopy): PartnerOrderUpdate => ({
  reference: order.reference,
  partnerId: 'P-1',
  partnerNumber: '1001',
  state: order.state,
  invoices: invoicesOf(order),
  packages: parcelsOf(order),
  returns: returnsOf(order),
})

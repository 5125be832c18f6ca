import { randomBytes } from 'node:crypto'
import { skuKey, type AccountState, type RegisteredSeller } from './accountState'
import { simulationFindings } from './answers/fulfillmentSimulation'
import type { SimulationAnswer, SimulationRequest } from './answers/simulationShape'
import { placementOutcome } from './answers/orderPlacement'
import { cartOf, type Cart } from './cart'
import { requireSeller } from './operator'
import type { MarketplaceOrder } from './order'
import { cancelOrder, moveTo } from './orderStatus'
import { CheckoutRefused, drawPlacement, openOrder, type Purchase } from './purchase'
import { sampleShopper } from './sampleShopper'
import type { SellerAnswer, SellerCalls } from './sellerCalls'
import { unless } from './shape'

export interface CartRequest {
  /** One seller's lines: checkout asks each seller by itself. */
  readonly items: readonly { readonly id: string; readonly quantity: number; readonly seller: string }[]
  readonly postalCode?: string
  /** ISO 3166-1 alpha-3; sent together with `postalCode` or `geoCoordinates`. */
  readonly country?: string
  /** `[longitude, latitude]`. */
  readonly geoCoordinates?: readonly number[]
  readonly salesChannel?: string
}

export interface Simulation {
  readonly answer: SellerAnswer
  readonly cart: Cart
}

export interface Placement {
  readonly orderId: string
  /** One per copy sent, in the order of sending. */
  readonly answers: readonly SellerAnswer[]
}

/** Trade policy a shopper is in: the storefront's first one unless another is named. */
const salesChannelOf = (state: AccountState, { salesChannel }: { readonly salesChannel?: string }) =>
  salesChannel ?? String(state.options.salesChannels[0]?.id ?? 1)

function requestOf(cart: CartRequest, sc: string): SimulationRequest {
  return {
    items: cart.items,
    postalCode: cart.postalCode ?? null,
    country: cart.country ?? null,
    geoCoordinates: cart.geoCoordinates ?? [],
    sc,
    isCheckedIn: false,
    orderFormId: randomBytes(16).toString('hex'),
    shippingData: null,
    clientProfileData: null,
  }
}

/** @throws Error when the storefront of this trade policy does not show the seller's offers (PROTOCOL §3.1). */
function requireSelling(seller: RegisteredSeller, salesChannel: string) {
  if (!seller.isActive) throw new Error(`Seller ${seller.id} is paused: it cannot be bought from (CHK0045)`)
  const sells = seller.availableSalesChannels.some((one) => one.isSelected && String(one.id) === salesChannel)
  if (!sells) throw new Error(`Seller ${seller.id} does not sell in trade policy ${salesChannel}`)
}

/** Shopping at the marketplace: carts, and orders placed at a seller. */
export class Checkout {
  constructor(
    private readonly calls: SellerCalls,
    private readonly now: () => number,
    private readonly nextOrderGroup: () => string,
  ) {}

  async simulate(state: AccountState, cart: CartRequest): Promise<Simulation> {
    const sellers = new Set(cart.items.map((item) => item.seller))
    if (sellers.size !== 1) throw new Error('A simulation goes to one seller: split the cart')
    const [sellerId] = sellers
    const request = requestOf(cart, salesChannelOf(state, cart))
    const step = 'fulfillmentSimulation'
    const subject = cart.items[0].id
    const answer = await this.calls.send(state.account, requireSeller(state, sellerId), {
      step,
      subject,
      body: request,
    })
    const wrong = simulationFindings(request, answer, new Date(this.now()))
    this.calls.report(state.account, { step }, subject, wrong)
    const usable = answer.status === 200 && wrong.length === 0
    const indexed = (sku: string) => state.offers.get(skuKey(sellerId, sku))
    return { answer, cart: cartOf(request, usable ? (answer.body as SimulationAnswer) : undefined, indexed) }
  }

  /**
   * Buys: simulates on the shelf and with the address, chooses the shipping, creates the order and places it.
   * Whether the seller accepted is in the order's status (`payment-pending`, or `order-create-error`).
   * @throws CheckoutRefused when a line cannot be bought in full
   */
  async place(state: AccountState, purchase: Purchase): Promise<Placement> {
    const { sellerId, shopper = sampleShopper } = purchase
    const salesChannel = salesChannelOf(state, purchase)
    requireSelling(requireSeller(state, sellerId), salesChannel)
    const unbound = purchase.items.find((item) => !state.bindings.has(skuKey(sellerId, item.id)))
    if (unbound) throw new Error(`SKU ${unbound.id} of ${sellerId} is not in the catalog of ${state.account}`)
    const items = purchase.items.map(({ id, quantity }) => ({ id, quantity, seller: sellerId }))
    await this.simulate(state, { items, salesChannel })
    const { postalCode, country, geoCoordinates } = shopper.address
    const { cart } = await this.simulate(state, { items, salesChannel, postalCode, country, geoCoordinates })
    const short = cart.lines.find((line) => line.availability !== 'available' || line.quantity < line.requested)
    if (short) throw new CheckoutRefused(`${short.id}: ${short.messages.join(', ')}`, cart)
    const drawn = drawPlacement(state.account, this.nextOrderGroup(), purchase, cart)
    const placement = purchase.alter?.(drawn) ?? drawn
    const order = openOrder(state, { sellerId, salesChannel }, cart, placement, new Date(this.now()))
    return this.send(state, order, purchase.copies ?? 1)
  }

  /** Sends the same placement again: after a lost answer, or although the seller has answered. */
  placeAgain(state: AccountState, order: MarketplaceOrder, copies = 1): Promise<Placement> {
    return this.send(state, order, copies)
  }

  /** What the platform does with an order the seller did not accept. */
  giveUp(state: AccountState, order: MarketplaceOrder) {
    order.cancellationData = {
      RequestedByUser: false,
      RequestedBySystem: true,
      RequestedBySellerNotification: false,
      RequestedByPaymentNotification: false,
      Reason: 'The seller did not accept the order',
      CancellationDate: new Date(this.now()).toISOString(),
    }
    cancelOrder(state, order, new Date(this.now()))
  }

  private async send(state: AccountState, order: MarketplaceOrder, copies: number): Promise<Placement> {
    if (order.status === 'order-create-error') moveTo(state, order, 'waiting-for-authorization', new Date(this.now()))
    const seller = requireSeller(state, order.sellerId)
    const call = { step: 'orderPlacement', subject: order.orderId, body: [order.placement] } as const
    const answers = await Promise.all(
      Array.from({ length: copies }, async () => {
        const answer = await this.calls.send(state.account, seller, call)
        this.accept(state, order, answer)
        return answer
      }),
    )
    if (!order.sellerOrderId && order.status === 'waiting-for-authorization') {
      moveTo(state, order, 'order-create-error', new Date(this.now()))
    }
    return { orderId: order.orderId, answers }
  }

  private accept(state: AccountState, order: MarketplaceOrder, answer: SellerAnswer) {
    const { sellerOrderId, findings } = placementOutcome(order.placement, answer)
    const others = [...state.orders.values()].filter((one) => one !== order && one.sellerId === order.sellerId)
    this.calls.report(state.account, { step: 'orderPlacement' }, order.orderId, [
      ...findings,
      ...unless(
        sellerOrderId === undefined || order.sellerOrderId === null || order.sellerOrderId === sellerOrderId,
        'PROTOCOL §6.3',
        'a repeated placement must be answered with the first orderId',
      ),
      ...unless(
        sellerOrderId === undefined || others.every((one) => one.sellerOrderId !== sellerOrderId),
        'PROTOCOL §1.3',
        'orderId must be unique per marketplace order',
      ),
    ])
    if (!sellerOrderId || order.sellerOrderId) return
    order.sellerOrderId = sellerOrderId
    if (order.status !== 'waiting-for-authorization') return
    order.isCompleted = true
    moveTo(state, order, 'payment-pending', new Date(this.now()))
  }
}

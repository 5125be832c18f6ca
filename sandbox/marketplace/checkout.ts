import { randomBytes } from 'node:crypto'
import { bind, skuKey, type AccountState, type RegisteredSeller } from './accountState'
import {
  simulationFindings,
  type SimulationAnswer,
  type SimulationRequest,
  type Sla,
} from './answers/fulfillmentSimulation'
import { placementOutcome } from './answers/orderPlacement'
import { cartOf, type Cart, type CartLine } from './cart'
import { requireSeller } from './operator'
import type { MarketplaceOrder, PlacementLogistics, PlacementOrder, PriceTag } from './order'
import { cancelOrder, moveTo } from './orderStatus'
import { sampleShopper, type Shopper } from './sampleShopper'
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

export interface Purchase {
  readonly sellerId: string
  readonly items: readonly {
    readonly id: string
    readonly quantity: number
    readonly priceTags?: readonly PriceTag[]
  }[]
  /** An invented Brazilian shopper when absent. */
  readonly shopper?: Shopper
  readonly salesChannel?: string
  /** Id of the shipping option; the first delivery option when absent. */
  readonly sla?: string
  /** How many identical placements are sent at the same moment; 1 when absent. */
  readonly copies?: number
  /** Changes the placement before it is sent: an old price, another SLA, odd fields. */
  readonly alter?: (order: PlacementOrder) => PlacementOrder
}

export interface Placement {
  readonly orderId: string
  /** One per copy sent, in the order of sending. */
  readonly answers: readonly SellerAnswer[]
}

/** The shopper cannot buy this cart: nothing was placed. */
export class CheckoutRefused extends Error {
  constructor(
    message: string,
    readonly cart: Cart,
  ) {
    super(message)
    this.name = 'CheckoutRefused'
  }
}

const LOCK_TTL = '8d'

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

/** The chosen option of every line; one option for all unless the seller allows several deliveries (ORD029). */
function chooseSlas(cart: Cart, wanted: string | undefined): Sla[] {
  const first = cart.lines[0].slas
  const common = wanted ?? (first.find((one) => one.deliveryChannel === 'delivery') ?? first[0])?.id
  return cart.lines.map((line) => {
    const same = line.slas.find((one) => one.id === common)
    const other = wanted === undefined && cart.allowMultipleDeliveries ? line.slas[0] : undefined
    const sla = same ?? other
    if (!sla) throw new CheckoutRefused(`No shipping option ${common ?? ''} for ${line.id}`, cart)
    return sla
  })
}

function logisticsRow(sla: Sla, itemIndex: number, addressId: string): PlacementLogistics {
  const [slot] = sla.availableDeliveryWindows
  const deliveryWindow = slot ? { ...slot, price: slot.price ?? 0, tax: 0 } : null
  return {
    itemIndex,
    selectedSla: sla.id,
    selectedDeliveryChannel: sla.deliveryChannel,
    addressId,
    lockTTL: LOCK_TTL,
    shippingEstimate: sla.shippingEstimate,
    price: sla.price + (deliveryWindow?.price ?? 0),
    deliveryWindow,
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

const totalsOf = ({ items, shippingData }: PlacementOrder) => ({
  items: sum(items.map((item) => item.price * item.quantity)),
  discounts: sum(items.flatMap((item) => item.priceTags.map((tag) => tag.value))),
  shipping: sum(shippingData.logisticsInfo.map((row) => row.price)),
})

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
    const drawn = this.placementOf(state, purchase, cart, shopper)
    const order = this.create(state, purchase, cart, purchase.alter?.(drawn) ?? drawn)
    return this.send(state, order, purchase.copies ?? 1)
  }

  /** Sends the same placement again: after a lost answer, or although the seller has answered. */
  placeAgain(state: AccountState, order: MarketplaceOrder, copies = 1): Promise<Placement> {
    return this.send(state, order, copies)
  }

  /** What the platform does with an order the seller did not accept. */
  giveUp(order: MarketplaceOrder) {
    order.cancellationData = {
      RequestedByUser: false,
      RequestedBySystem: true,
      RequestedBySellerNotification: false,
      RequestedByPaymentNotification: false,
      Reason: 'The seller did not accept the order',
      CancellationDate: new Date(this.now()).toISOString(),
    }
    cancelOrder(order, new Date(this.now()))
  }

  private placementOf(state: AccountState, purchase: Purchase, cart: Cart, shopper: Shopper): PlacementOrder {
    const slas = chooseSlas(cart, purchase.sla)
    const pickup = slas.every((sla) => sla.pickupStoreInfo !== null) ? slas[0].pickupStoreInfo?.address : undefined
    const address = pickup ?? shopper.address
    const group = this.nextOrderGroup()
    const items = cart.lines.map((line: CartLine) => ({
      id: line.id,
      quantity: line.quantity,
      seller: line.seller,
      commission: 0,
      freightCommission: 0,
      price: line.price,
      bundleItems: [],
      itemAttachment: { name: null, content: {} },
      attachments: [],
      priceTags: purchase.items[line.index].priceTags ?? [],
      measurementUnit: line.measurementUnit,
      unitMultiplier: line.unitMultiplier,
      isGift: false,
    }))
    const order = {
      marketplaceOrderId: `${group}-01`,
      marketplaceOrderGroup: group,
      // An internal host no seller can reach, as observed (PROTOCOL §11.5).
      marketplaceServicesEndpoint: `http://oms.vtexinternal.com.br/api/oms?an=${state.account}`,
      marketplacePaymentValue: 0,
      items,
      clientProfileData: shopper.clientProfileData,
      shippingData: {
        address,
        logisticsInfo: slas.map((sla, index) => logisticsRow(sla, index, String(address.addressId))),
      },
      marketingData: null,
      openTextField: null,
      paymentData: null,
      customData: null,
      invoiceData: { address: null, userPaymentInfo: { paymentMethods: ['creditCardPaymentGroup'] } },
      giftRegistryData: null,
      allowMultipleDeliveries: cart.allowMultipleDeliveries,
    }
    const { items: goods, discounts, shipping } = totalsOf(order)
    return { ...order, marketplacePaymentValue: goods + discounts + shipping }
  }

  private create(state: AccountState, purchase: Purchase, cart: Cart, placement: PlacementOrder): MarketplaceOrder {
    const now = new Date(this.now())
    const at = now.toISOString()
    const totals = totalsOf(placement)
    const order: MarketplaceOrder = {
      account: state.account,
      orderId: placement.marketplaceOrderId,
      orderGroup: placement.marketplaceOrderGroup,
      sellerId: purchase.sellerId,
      salesChannel: salesChannelOf(state, purchase),
      creationDate: at,
      items: cart.lines.map((line, index) => ({
        uniqueId: randomBytes(16).toString('hex').toUpperCase(),
        id: bind(state, purchase.sellerId, line.id, line.id).marketplaceSku,
        sellerSku: line.id,
        seller: line.seller,
        quantity: line.quantity,
        price: line.price,
        listPrice: line.listPrice,
        priceTags: placement.items[index]?.priceTags ?? [],
        measurementUnit: line.measurementUnit,
        unitMultiplier: line.unitMultiplier,
      })),
      totals,
      value: totals.items + totals.discounts + totals.shipping,
      placement,
      sellerOrderId: null,
      status: 'order-created',
      statusHistory: [{ status: 'order-created', at }],
      isCompleted: false,
      lastChange: at,
      authorizedDate: null,
      invoicedDate: null,
      packages: [],
      cancellationRequests: [],
      cancellationData: null,
      fulfillmentReceipt: null,
      cancellationReceipt: null,
    }
    state.orders.set(order.orderId, order)
    moveTo(order, 'waiting-for-authorization', now)
    return order
  }

  private async send(state: AccountState, order: MarketplaceOrder, copies: number): Promise<Placement> {
    if (order.status === 'order-create-error') moveTo(order, 'waiting-for-authorization', new Date(this.now()))
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
      moveTo(order, 'order-create-error', new Date(this.now()))
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
    moveTo(order, 'payment-pending', new Date(this.now()))
  }
}

import { randomBytes } from 'node:crypto'
import { bindTo, type AccountState } from './accountState'
import type { Sla } from './answers/simulationShape'
import type { Cart, CartLine } from './cart'
import {
  goodsValue,
  type FilledForm,
  type MarketplaceOrder,
  type PlacementLogistics,
  type PlacementOrder,
  type PriceTag,
} from './order'
import { moveTo } from './orderStatus'
import { sampleShopper, type Shopper } from './sampleShopper'

export interface Purchase {
  readonly sellerId: string
  readonly items: readonly {
    readonly id: string
    readonly quantity: number
    readonly priceTags?: readonly PriceTag[]
    /** Ids of services the seller offers with it, one for each unit. */
    readonly services?: readonly string[]
    /** What is filled in of the forms the seller offers, by their names. */
    readonly attachments?: Readonly<Record<string, FilledForm['content']>>
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
  items: goodsValue(items),
  discounts: sum(items.flatMap((item) => item.priceTags.map((tag) => tag.value))),
  shipping: sum(shippingData.logisticsInfo.map((row) => row.price)),
  manual: 0,
})

/** @throws CheckoutRefused when the seller does not offer one of them */
const servicesOf = ({ id: sku, offerings, quantity }: CartLine, wanted: readonly string[], cart: Cart) =>
  wanted.map((id) => {
    const offered = offerings.find((one) => one.id === id)
    if (!offered) throw new CheckoutRefused(`${sku} is not offered with ${id} (bundleItemsRemoved)`, cart)
    return { ...offered, quantity }
  })

/** @throws CheckoutRefused when the seller does not offer such a form */
const formsOf = ({ forms, id: sku }: CartLine, filled: Readonly<Record<string, FilledForm['content']>>, cart: Cart) =>
  Object.entries(filled).map(([name, content]) => {
    if (!forms.includes(name)) throw new CheckoutRefused(`${sku} has no ${name} (itemAttachmentsRemoved)`, cart)
    return { name, content }
  })

/**
 * The body of PROTOCOL §6.1 for a cart that can be bought.
 * @throws CheckoutRefused when a line has no shipping option that fits
 */
export function drawPlacement(account: string, orderGroup: string, purchase: Purchase, cart: Cart): PlacementOrder {
  const { shopper = sampleShopper } = purchase
  const slas = chooseSlas(cart, purchase.sla)
  const pickup = slas.every((sla) => sla.pickupStoreInfo !== null) ? slas[0].pickupStoreInfo?.address : undefined
  const address = pickup ?? shopper.address
  const items = cart.lines.map((line: CartLine) => ({
    id: line.id,
    quantity: line.quantity,
    seller: line.seller,
    commission: 0,
    freightCommission: 0,
    price: line.price,
    bundleItems: servicesOf(line, purchase.items[line.index].services ?? [], cart),
    itemAttachment: { name: null, content: {} },
    attachments: formsOf(line, purchase.items[line.index].attachments ?? {}, cart),
    priceTags: purchase.items[line.index].priceTags ?? [],
    measurementUnit: line.measurementUnit,
    unitMultiplier: line.unitMultiplier,
    isGift: false,
  }))
  const order = {
    marketplaceOrderId: `${orderGroup}-01`,
    marketplaceOrderGroup: orderGroup,
    // An internal host no seller can reach, as observed (PROTOCOL §11.5).
    marketplaceServicesEndpoint: `http://oms.vtexinternal.com.br/api/oms?an=${account}`,
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

/** Creates the order of record and leaves it waiting for the seller's answer. */
export function openOrder(
  state: AccountState,
  { sellerId, salesChannel }: { readonly sellerId: string; readonly salesChannel: string },
  cart: Cart,
  placement: PlacementOrder,
  now: Date,
): MarketplaceOrder {
  const at = now.toISOString()
  const totals = totalsOf(placement)
  const order: MarketplaceOrder = {
    account: state.account,
    orderId: placement.marketplaceOrderId,
    orderGroup: placement.marketplaceOrderGroup,
    sellerId,
    salesChannel,
    creationDate: at,
    items: cart.lines.map((line, index) => ({
      uniqueId: randomBytes(16).toString('hex').toUpperCase(),
      id: bindTo(state, sellerId, line.id, { name: line.id }).marketplaceSku,
      sellerSku: line.id,
      seller: line.seller,
      quantity: line.quantity,
      price: line.price,
      listPrice: line.listPrice,
      priceTags: placement.items[index]?.priceTags ?? [],
      bundleItems: placement.items[index]?.bundleItems ?? [],
      attachments: placement.items[index]?.attachments ?? [],
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
    modifications: [],
    changes: [],
  }
  state.orders.set(order.orderId, order)
  moveTo(state, order, 'waiting-for-authorization', now)
  return order
}

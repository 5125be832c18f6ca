import type { AccountState } from '../accountState'
import type { MarketplaceOrder, OrderItem, Package } from '../order'
import { decline, type Step } from './step'

const discountOf = (item: OrderItem) => item.priceTags.reduce((sum, tag) => sum + tag.value, 0)

function itemView(item: OrderItem) {
  const total = item.price * item.quantity + discountOf(item)
  const calculatedSellingPrice = Math.round(total / item.quantity)
  return {
    ...item,
    sellingPrice: calculatedSellingPrice,
    bundleItems: [],
    attachments: [],
    commission: 0,
    freightCommission: 0,
    isGift: false,
    priceDefinitions: {
      sellingPrices: [{ value: calculatedSellingPrice, quantity: item.quantity }],
      calculatedSellingPrice,
      total,
    },
  }
}

function packageView({ sent: _sent, ...one }: Package) {
  return { ...one, restitutions: {}, volumes: null, EnableInferItems: null }
}

const CANCELLABLE = ['payment-pending', 'payment-approved', 'waiting-for-authorization']

/**
 * An order as `GET /api/oms/pvt/orders/{orderId}` shows it (PROTOCOL §11.1): the marketplace's SKU ids in `items[].id`,
 * the seller's in `items[].sellerSku`, and the registered endpoint, secret included, in `sellers[]`.
 */
export function orderView(state: AccountState, order: MarketplaceOrder) {
  const seller = state.sellers.get(order.sellerId)
  return {
    orderId: order.orderId,
    sequence: order.orderGroup,
    orderGroup: order.orderGroup,
    marketplaceOrderId: '',
    marketplaceServicesEndpoint: order.placement.marketplaceServicesEndpoint,
    sellerOrderId: order.sellerOrderId,
    origin: 'Marketplace',
    affiliateId: '',
    salesChannel: order.salesChannel,
    merchantName: null,
    status: order.status,
    workflowIsInError: order.status === 'order-create-error',
    isCompleted: order.isCompleted,
    value: order.value,
    totals: [
      { id: 'Items', name: 'Items Total', value: order.totals.items },
      { id: 'Discounts', name: 'Discounts Total', value: order.totals.discounts },
      { id: 'Shipping', name: 'Shipping Total', value: order.totals.shipping },
      { id: 'Tax', name: 'Tax Total', value: 0 },
    ],
    creationDate: order.creationDate,
    lastChange: order.lastChange,
    authorizedDate: order.authorizedDate,
    invoicedDate: order.invoicedDate,
    sellers: [
      {
        id: order.sellerId,
        name: seller?.name ?? order.sellerId,
        logo: null,
        fulfillmentEndpoint: seller?.fulfillmentEndpoint ?? null,
      },
    ],
    items: order.items.map(itemView),
    packageAttachment: { packages: order.packages.map(packageView) },
    cancellationData: order.cancellationData,
    cancellationRequests: order.cancellationRequests,
    clientProfileData: order.placement.clientProfileData,
    shippingData: order.placement.shippingData,
    paymentData: null,
    invoiceData: order.placement.invoiceData ?? null,
    customData: order.placement.customData ?? null,
    marketingData: order.placement.marketingData ?? null,
    giftRegistryData: null,
    changesAttachment: null,
    allowCancellation: CANCELLABLE.includes(order.status),
    allowEdition: false,
  }
}

export const readOrderSteps: readonly Step[] = [
  {
    name: 'readOrder',
    method: 'GET',
    host: 'account',
    path: '/api/oms/pvt/orders/:marketplaceOrderId',
    body: 'none',
    subject: 'marketplaceOrderId',
    answer: ({ state, params }) => {
      const order = state.orders.get(params.marketplaceOrderId)
      return order
        ? { status: 200, body: orderView(state, order) }
        : decline(404, 'OMS004', 'Order not found in this account')
    },
  },
]

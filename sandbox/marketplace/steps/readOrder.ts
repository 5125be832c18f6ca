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

/** A return shows what it gives back to the shopper (PROTOCOL §9.1, §11.1). */
function restitutionsOf({ type, invoiceValue, items }: Package, order: MarketplaceOrder) {
  if (type === 'Output') return {}
  const returned = items.map(({ itemIndex, quantity, price, description }) => {
    const id = itemIndex === null ? null : (order.items[itemIndex]?.id ?? null)
    return { useFreight: false, isCompensation: false, compensationValue: 0, id, quantity, price, description }
  })
  return { Refund: { value: invoiceValue, giftCardData: null, items: returned } }
}

function packageView(one: Package, order: MarketplaceOrder) {
  const { sent: _sent, ...shown } = one
  return { ...shown, restitutions: restitutionsOf(one, order), cfop: null, volumes: null, EnableInferItems: null }
}

const changesView = ({ changes }: MarketplaceOrder) =>
  changes.length === 0 ? null : { id: 'changeAttachment', changesData: changes }

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
      ...(order.totals.manual === 0
        ? []
        : [{ id: 'ManualValues', name: 'Manual Values Total', value: order.totals.manual }]),
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
    packageAttachment: { packages: order.packages.map((one) => packageView(one, order)) },
    cancellationData: order.cancellationData,
    cancellationRequests: order.cancellationRequests,
    clientProfileData: order.placement.clientProfileData,
    shippingData: order.placement.shippingData,
    paymentData: null,
    invoiceData: order.placement.invoiceData ?? null,
    customData: order.placement.customData ?? null,
    marketingData: order.placement.marketingData ?? null,
    giftRegistryData: null,
    changesAttachment: changesView(order),
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
    permissions: ['View order', 'Orders Full Access'],
    answer: ({ state, params }) => {
      const order = state.orders.get(params.marketplaceOrderId)
      return order
        ? { status: 200, body: orderView(state, order) }
        : decline(404, 'OMS004', 'Order not found in this account')
    },
  },
]

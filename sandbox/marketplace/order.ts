import type { ChangesData, OrderModification } from './modifications/orderModification'
import type { OrderStatus } from './orderStatus'

/** Body of one placed order (PROTOCOL §6.1), as this marketplace fills it. Amounts in cents. */
export interface PlacementOrder {
  readonly marketplaceOrderId: string
  readonly marketplaceOrderGroup: string
  readonly marketplaceServicesEndpoint: string
  readonly marketplacePaymentValue: number
  readonly items: readonly PlacementItem[]
  readonly clientProfileData: Readonly<Record<string, unknown>>
  readonly shippingData: {
    readonly address: Readonly<Record<string, unknown>> | null
    readonly logisticsInfo: readonly PlacementLogistics[]
  }
  readonly allowMultipleDeliveries: boolean
  readonly [field: string]: unknown
}

export interface PlacementItem {
  readonly id: string
  readonly quantity: number
  readonly seller: string
  readonly price: number
  readonly priceTags: readonly PriceTag[]
  readonly bundleItems: readonly BundleItem[]
  readonly attachments: readonly FilledForm[]
  readonly [field: string]: unknown
}

/** A service bought with a line; cents. */
export interface BundleItem {
  readonly id: string
  readonly price: number
  readonly quantity: number
}

export interface FilledForm {
  readonly name: string
  readonly content: Readonly<Record<string, string>>
}

/** Lines with their services, before discounts; cents. */
export const goodsValue = (lines: readonly Pick<PlacementItem, 'price' | 'quantity' | 'bundleItems'>[]): number =>
  lines
    .flatMap(({ bundleItems, price, quantity }) => [{ price, quantity }, ...bundleItems])
    .reduce((sum, { price, quantity }) => sum + price * quantity, 0)

export interface PriceTag {
  readonly identifier: string | null
  readonly isPercentual: boolean
  readonly name: string
  /** Currency units. */
  readonly rawValue: number
  /** Cents for the whole line, negative for a discount (PROTOCOL C-25). */
  readonly value: number
}

export interface PlacementLogistics {
  readonly itemIndex: number
  readonly selectedSla: string
  readonly price: number
  readonly [field: string]: unknown
}

export interface OrderItem {
  readonly uniqueId: string
  /** SKU id of the marketplace's own catalog. */
  readonly id: string
  readonly sellerSku: string
  readonly seller: string
  readonly quantity: number
  /** Unit price in cents. */
  readonly price: number
  readonly listPrice: number
  readonly priceTags: readonly PriceTag[]
  readonly bundleItems: readonly BundleItem[]
  readonly attachments: readonly FilledForm[]
  readonly measurementUnit: string
  readonly unitMultiplier: number
}

/** One invoice as `packageAttachment.packages[]` shows it (PROTOCOL §11.1). */
export interface Package {
  readonly type: 'Output' | 'Input'
  readonly invoiceNumber: string
  readonly invoiceValue: number
  readonly issuanceDate: string
  readonly invoiceKey: string | null
  readonly invoiceUrl: string | null
  readonly embeddedInvoice: string | null
  readonly items: readonly PackageItem[]
  /** The body as sent, to notice a repeat of the number with other content. */
  readonly sent: string
  courier: string | null
  trackingNumber: string | null
  trackingUrl: string | null
  dispatchedDate: string | null
  courierStatus: CourierStatus | null
}

export interface PackageItem {
  /** Index of the order line the invoice line was matched to; null = to none (AC-96). */
  readonly itemIndex: number | null
  readonly quantity: number
  readonly price: number
  readonly description: string | null
  readonly unitMultiplier: number
}

export interface CourierStatus {
  readonly status: string
  readonly finished: boolean
  readonly deliveredDate: string | null
  readonly data: readonly TrackingEvent[]
}

export interface TrackingEvent {
  readonly city: string
  readonly state: string
  readonly description: string
  readonly date: string
}

export interface CancellationRequest {
  readonly id: string
  readonly reason: string
  readonly cancellationRequestDate: string
  readonly requestedByUser: boolean
  deniedBySeller: boolean
}

/** One order of record at the marketplace. */
export interface MarketplaceOrder {
  readonly account: string
  readonly orderId: string
  readonly orderGroup: string
  readonly sellerId: string
  readonly salesChannel: string
  readonly creationDate: string
  /** Lines as they are now: a modification replaces them. */
  items: readonly OrderItem[]
  /** Cents; discounts are negative, `manual` is what modifications gave or took. They add up to `value`. */
  totals: {
    readonly items: number
    readonly discounts: number
    readonly shipping: number
    readonly manual: number
  }
  value: number
  /** The body sent to the seller, kept to be sent again. */
  readonly placement: PlacementOrder
  sellerOrderId: string | null
  status: OrderStatus
  statusHistory: { readonly status: OrderStatus; readonly at: string }[]
  /** false until the seller has accepted the placement: such an order must not be shipped (KI 345526). */
  isCompleted: boolean
  lastChange: string
  authorizedDate: string | null
  invoicedDate: string | null
  packages: Package[]
  cancellationRequests: CancellationRequest[]
  cancellationData: CancellationData | null
  /** Receipts of the seller: a repeated call must give the same one (PROTOCOL §7, §8.1). */
  fulfillmentReceipt: unknown
  cancellationReceipt: unknown
  modifications: OrderModification[]
  /** Done modifications, oldest first. */
  changes: ChangesData[]
}

export interface CancellationData {
  readonly RequestedByUser: boolean
  readonly RequestedBySystem: boolean
  readonly RequestedBySellerNotification: boolean
  readonly RequestedByPaymentNotification: boolean
  readonly Reason: string
  readonly CancellationDate: string
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/** Cents invoiced so far with invoices of one type. */
export const invoicedValue = (order: MarketplaceOrder, type: Package['type']) =>
  sum(order.packages.filter((one) => one.type === type).map((one) => one.invoiceValue))

/** Units of one order line invoiced so far with invoices of one type. */
export const invoicedQuantity = (order: MarketplaceOrder, type: Package['type'], itemIndex: number) =>
  sum(
    order.packages
      .filter((one) => one.type === type)
      .flatMap((one) => one.items.filter((item) => item.itemIndex === itemIndex).map((item) => item.quantity)),
  )

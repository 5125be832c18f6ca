/** An order as the people at the shop see it. Amounts are minor units with tax. */
export interface StoreOrder {
  readonly id: string
  /** The number on the parcel. */
  readonly code: string
  readonly reference: string | null
  /** Vendure's own state, e.g. `PaymentSettled`. */
  readonly state: string
  readonly total: number
  readonly shipping: number
  readonly shippingMethods: readonly string[]
  readonly lines: readonly StoreOrderLine[]
  readonly payments: readonly { readonly method: string; readonly state: string; readonly amount: number }[]
}

export interface StoreOrderLine {
  readonly sku: string
  readonly quantity: number
  readonly unitPrice: number
  /** Units of this SKU that the shop holds back now, for this and all other paid orders. */
  readonly allocatedOfSku: number
}

export const STAFF_ORDERS = `query StaffOrders($filter: OrderFilterParameter, $skip: Int!) {
  orders(options: { take: 200, skip: $skip, sort: { id: ASC }, filter: $filter }) {
    totalItems
    items {
      id code state totalWithTax shippingWithTax
      customFields { externalRef }
      shippingLines { shippingMethod { code } }
      payments { method state amount }
      lines {
        id quantity proratedUnitPriceWithTax
        productVariant { sku stockLevels { stockAllocated } }
      }
    }
  }
}`

/** What the shop answers to STAFF_ORDERS. */
export interface StoredOrder {
  readonly id: string
  readonly code: string
  readonly state: string
  readonly totalWithTax: number
  readonly shippingWithTax: number
  readonly customFields: { readonly externalRef: string | null }
  readonly shippingLines: readonly { readonly shippingMethod: { readonly code: string } }[]
  readonly payments: StoreOrder['payments']
  readonly lines: readonly StoredLine[]
}

interface StoredLine {
  readonly id: string
  readonly quantity: number
  readonly proratedUnitPriceWithTax: number
  readonly productVariant: {
    readonly sku: string
    readonly stockLevels: readonly { readonly stockAllocated: number }[]
  }
}

export const storeOrder = (order: StoredOrder): StoreOrder => ({
  id: order.id,
  code: order.code,
  reference: order.customFields.externalRef,
  state: order.state,
  total: order.totalWithTax,
  shipping: order.shippingWithTax,
  shippingMethods: order.shippingLines.map((line) => line.shippingMethod.code),
  payments: order.payments,
  lines: order.lines.map((line) => ({
    sku: line.productVariant.sku,
    quantity: line.quantity,
    unitPrice: line.proratedUnitPriceWithTax,
    allocatedOfSku: line.productVariant.stockLevels.reduce((sum, level) => sum + level.stockAllocated, 0),
  })),
})

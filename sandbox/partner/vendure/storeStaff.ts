import { AdminApi } from './shop/adminApi'
import { STAFF_ORDERS, storeOrder } from './storeOrder'
import type { StoreOrder, StoredOrder } from './storeOrder'

export interface StockAtLocation {
  readonly location: string
  readonly onHand: number
  readonly allocated: number
}

/** What people at the shop do, over the Admin API, with their own login and permissions. */
export class StoreStaff {
  private constructor(private readonly api: AdminApi) {}

  static async signIn(url: string, username: string, password: string) {
    return new StoreStaff(await AdminApi.signIn(`${url}/admin-api`, username, password))
  }

  /** @param price minor units, tax included */
  async setPrice(sku: string, price: number) {
    await this.updateVariant(sku, { price })
  }

  /** Takes the SKU off sale. */
  async disable(sku: string) {
    await this.updateVariant(sku, { enabled: false })
  }

  async enable(sku: string) {
    await this.updateVariant(sku, { enabled: true })
  }

  /** Takes the SKU out of the catalogue for good. */
  async remove(sku: string) {
    const { id } = await this.variant(sku)
    await this.api.run('mutation StaffRemoveVariant($id: ID!) { deleteProductVariant(id: $id) { result } }', { id })
  }

  /** Begins an order by hand and leaves it there, as somebody on the phone would. Answers its id. */
  async startDraft(): Promise<string> {
    const { createDraftOrder } = await this.api.run<{ createDraftOrder: { id: string } }>(
      'mutation StaffDraft { createDraftOrder { id } }',
    )
    return createDraftOrder.id
  }

  /** Counts the shelf anew. Without a location: the one that holds the SKU, or the first. */
  async setStock(sku: string, onHand: number, location?: string) {
    const { stockLevels } = await this.variant(sku)
    const level = location
      ? stockLevels.find((candidate) => candidate.stockLocation.name === location)
      : (stockLevels.find((candidate) => candidate.stockOnHand > 0) ?? stockLevels[0])
    if (!level) {
      throw new Error(`${sku} has no stock location ${location ?? ''}`)
    }
    await this.updateVariant(sku, {
      stockLevels: [{ stockLocationId: level.stockLocation.id, stockOnHand: onHand }],
    })
  }

  async stockOf(sku: string): Promise<StockAtLocation[]> {
    const { stockLevels } = await this.variant(sku)
    return stockLevels.map((level) => ({
      location: level.stockLocation.name,
      onHand: level.stockOnHand,
      allocated: level.stockAllocated,
    }))
  }

  /** @throws Error when no order has this reference */
  async order(reference: string): Promise<StoreOrder> {
    const [found] = await this.ordersWhere({ externalRef: { eq: reference } })
    if (!found) {
      throw new Error(`the store has no order with the reference ${reference}`)
    }
    return found
  }

  /** Every order of the store, drafts and canceled ones included, oldest first. */
  orders(): Promise<StoreOrder[]> {
    return this.ordersWhere({})
  }

  private async ordersWhere(filter: object): Promise<StoreOrder[]> {
    const found: StoreOrder[] = []
    for (;;) {
      const { orders } = await this.api.run<{ orders: { totalItems: number; items: StoredOrder[] } }>(STAFF_ORDERS, {
        filter,
        skip: found.length,
      })
      found.push(...orders.items.map(storeOrder))
      if (orders.items.length === 0 || found.length >= orders.totalItems) {
        return found
      }
    }
  }

  /** Issues the invoice of an order (Vendure has none of its own: these are custom fields). */
  async invoice(reference: string, invoice: { readonly number: string; readonly key?: string; readonly url?: string }) {
    const { id } = await this.order(reference)
    await this.api.run(
      'mutation StaffInvoice($input: UpdateOrderInput!) { setOrderCustomFields(input: $input) { id } }',
      {
        input: {
          id,
          customFields: {
            invoiceNumber: invoice.number,
            invoiceKey: invoice.key,
            invoiceUrl: invoice.url,
            invoicedAt: new Date().toISOString(),
          },
        },
      },
    )
  }

  /** Hands a parcel to the courier: everything not yet shipped, or the `lines` given. */
  async ship(
    reference: string,
    parcel: {
      readonly courier: string
      readonly trackingCode: string
      readonly lines?: readonly { readonly sku: string; readonly quantity: number }[]
    },
  ) {
    const { id, lines } = await this.packing(reference)
    const contents = parcel.lines
      ? parcel.lines.map(({ sku, quantity }) => ({
          orderLineId: lines.find((line) => line.productVariant.sku === sku)?.id,
          quantity,
        }))
      : lines
          .map((line) => ({ orderLineId: line.id, quantity: line.quantity - packed(line) }))
          .filter(({ quantity }) => quantity > 0)
    const { addFulfillmentToOrder } = await this.api.run<{ addFulfillmentToOrder: { id: string } }>(
      `mutation StaffPack($input: FulfillOrderInput!) {
        addFulfillmentToOrder(input: $input) { ... on Fulfillment { id } ... on ErrorResult { errorCode message } }
      }`,
      {
        input: {
          lines: contents,
          handler: {
            code: 'manual-fulfillment',
            arguments: [
              { name: 'method', value: parcel.courier },
              { name: 'trackingCode', value: parcel.trackingCode },
            ],
          },
        },
      },
    )
    await this.moveParcel(addFulfillmentToOrder.id, 'Shipped')
    return id
  }

  /** The courier says that everything on the way has arrived. */
  async deliver(reference: string) {
    const { fulfillments } = await this.packing(reference)
    for (const parcel of fulfillments.filter(({ state }) => state === 'Shipped')) {
      await this.moveParcel(parcel.id, 'Delivered')
    }
  }

  /** The shop itself cancels, e.g. because the goods are broken. */
  async cancel(reference: string, reason: string) {
    const { id } = await this.order(reference)
    await this.api.run(
      `mutation StaffCancel($input: CancelOrderInput!) {
        cancelOrder(input: $input) { ... on Order { id } ... on ErrorResult { errorCode message } }
      }`,
      { input: { orderId: id, reason, cancelShipping: true } },
    )
  }

  /** Goods came back: their lines are canceled, which puts them on the shelf, and paid back. Or only an amount is given. */
  async refund(
    reference: string,
    goods: {
      readonly lines?: readonly { readonly sku: string; readonly quantity: number }[]
      readonly amount?: number
    },
  ) {
    const order = await this.order(reference)
    const { lines } = await this.packing(reference)
    const wanted = goods.lines ?? (goods.amount === undefined ? order.lines : [])
    const returned = wanted.map(({ quantity, sku }) => ({
      orderLineId: lines.find((line) => line.productVariant.sku === sku)?.id,
      quantity,
    }))
    const priceOf = (sku: string) => order.lines.find((line) => line.sku === sku)?.unitPrice ?? 0
    const amount = goods.amount ?? wanted.reduce((sum, { quantity, sku }) => sum + quantity * priceOf(sku), 0)
    const paymentId = await this.paymentOf(order.id)
    if (returned.length > 0) {
      await this.api.run(
        `mutation StaffCancelLines($input: CancelOrderInput!) {
          cancelOrder(input: $input) { ... on Order { id } ... on ErrorResult { errorCode message } }
        }`,
        { input: { orderId: order.id, lines: returned, reason: 'returned' } },
      )
    }
    const { refundOrder } = await this.api.run<{ refundOrder: { id: string } }>(
      `mutation StaffRefund($input: RefundOrderInput!) {
        refundOrder(input: $input) { ... on Refund { id } ... on ErrorResult { errorCode message } }
      }`,
      { input: { lines: returned, amount, shipping: 0, adjustment: 0, paymentId, reason: 'returned' } },
    )
    await this.api.run(
      `mutation StaffSettleRefund($input: SettleRefundInput!) {
        settleRefund(input: $input) { ... on Refund { id state } ... on ErrorResult { errorCode message } }
      }`,
      { input: { id: refundOrder.id, transactionId: `refund-${refundOrder.id}` } },
    )
  }

  private async paymentOf(id: string): Promise<string> {
    const { order } = await this.api.run<{ order: { payments: { id: string }[] } }>(
      'query StaffPayments($id: ID!) { order(id: $id) { id payments { id } } }',
      { id },
    )
    return order.payments[0].id
  }

  private async moveParcel(id: string, state: 'Shipped' | 'Delivered') {
    await this.api.run(
      `mutation StaffMoveParcel($id: ID!, $state: String!) {
        transitionFulfillmentToState(id: $id, state: $state) {
          ... on Fulfillment { id } ... on ErrorResult { errorCode message }
        }
      }`,
      { id, state },
    )
  }

  private async packing(reference: string) {
    const { id } = await this.order(reference)
    const { order } = await this.api.run<{ order: { id: string; lines: PackingLine[]; fulfillments: Parcel[] } }>(
      `query StaffPacking($id: ID!) {
        order(id: $id) {
          id
          lines { id quantity productVariant { sku } fulfillmentLines { quantity fulfillment { state } } }
          fulfillments { id state }
        }
      }`,
      { id },
    )
    return order
  }

  private async variant(sku: string): Promise<RawVariant> {
    const { productVariants } = await this.api.run<{ productVariants: { items: RawVariant[] } }>(
      `query StaffVariant($sku: String!) {
        productVariants(options: { filter: { sku: { eq: $sku } } }) {
          items { id stockLevels { stockOnHand stockAllocated stockLocation { id name } } }
        }
      }`,
      { sku },
    )
    const [found] = productVariants.items
    if (!found) {
      throw new Error(`the store has no SKU ${sku}`)
    }
    return found
  }

  private async updateVariant(sku: string, change: Record<string, unknown>) {
    const { id } = await this.variant(sku)
    await this.api.run(
      'mutation StaffUpdateVariant($input: UpdateProductVariantInput!) { updateProductVariants(input: [$input]) { id } }',
      { input: { id, ...change } },
    )
  }
}

interface RawVariant {
  readonly id: string
  readonly stockLevels: readonly {
    readonly stockOnHand: number
    readonly stockAllocated: number
    readonly stockLocation: { readonly id: string; readonly name: string }
  }[]
}

interface Parcel {
  readonly id: string
  readonly state: string
}

interface PackingLine {
  readonly id: string
  readonly quantity: number
  readonly productVariant: { readonly sku: string }
  readonly fulfillmentLines: readonly { readonly quantity: number; readonly fulfillment: { readonly state: string } }[]
}

const packed = (line: PackingLine) =>
  line.fulfillmentLines
    .filter(({ fulfillment }) => fulfillment.state !== 'Cancelled')
    .reduce((sum, { quantity }) => sum + quantity, 0)

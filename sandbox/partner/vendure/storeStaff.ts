import { AdminApi } from './shop/adminApi'
import { deliver, ship, type ParcelToShip } from './staff/parcels'
import { refund, type Refund } from './staff/refund'
import { countStock, findVariant, stockOf, updateVariant, type StockAtLocation } from './staff/shelf'
import { STAFF_ORDERS, storeOrder } from './storeOrder'
import type { StoreOrder, StoredOrder } from './storeOrder'

/** What people at the shop do, over the Admin API, with their own login and permissions. */
export class StoreStaff {
  private constructor(private readonly api: AdminApi) {}

  static async signIn(url: string, username: string, password: string) {
    return new StoreStaff(await AdminApi.signIn(`${url}/admin-api`, username, password))
  }

  /** @param price minor units, tax included */
  async setPrice(sku: string, price: number) {
    await updateVariant(this.api, sku, { price })
  }

  /** Takes the SKU off sale. */
  async disable(sku: string) {
    await updateVariant(this.api, sku, { enabled: false })
  }

  async enable(sku: string) {
    await updateVariant(this.api, sku, { enabled: true })
  }

  /** Takes the SKU out of the catalogue for good. */
  async remove(sku: string) {
    const { id } = await findVariant(this.api, sku)
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
  setStock(sku: string, onHand: number, location?: string): Promise<void> {
    return countStock(this.api, sku, onHand, location)
  }

  stockOf(sku: string): Promise<StockAtLocation[]> {
    return stockOf(this.api, sku)
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

  /** Hands a parcel to the courier. */
  async ship(reference: string, parcel: ParcelToShip) {
    await ship(this.api, (await this.order(reference)).id, parcel)
  }

  /** The courier says that everything on the way has arrived. */
  async deliver(reference: string) {
    await deliver(this.api, (await this.order(reference)).id)
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

  /** Goods came back, or only an amount is given. */
  async refund(reference: string, back: Refund) {
    await refund(this.api, await this.order(reference), back)
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
}

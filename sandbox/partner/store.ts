/** A shop outside VTEX as the world, its story and the journeys need it, whatever platform it runs on. */
export interface PartnerStore {
  readonly kind: 'vendure' | 'seller-api'
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly pid: number
  /** What the connector's settings must say about it: platform, address, credentials. */
  readonly sellerSettings: Readonly<Record<string, string>>
  readonly staff: PartnerStaff
  /** Every request so far, in the order they ended. */
  journal(): Promise<StoreCall[]>
  /** From now on changes are announced there, signed with `secret`. Absent where the platform has no webhooks. */
  announceTo?(url: string, secret: string): Promise<void>
  stop(): Promise<void>
}

/** One request as the store saw it. */
export interface StoreCall {
  /** ISO 8601 with milliseconds: when the request arrived. */
  readonly at: string
  /** The name the connector's records use for it. */
  readonly step: string
  readonly user: 'connector' | 'staff' | 'other'
  /** HTTP status; 0 when the caller hung up first. */
  readonly status: number
  readonly ok: boolean
  readonly ms: number
}

/** What people at the store do. Amounts are minor units with tax; `reference` is the marketplace's order id. */
export interface PartnerStaff {
  setPrice(sku: string, price: number): Promise<void>
  /** Counts the shelf anew, units held for orders included. */
  setStock(sku: string, onHand: number): Promise<void>
  /** Units that can be promised now. */
  freeStock(sku: string): Promise<number>
  /** @throws Error when no order has this reference */
  order(reference: string): Promise<PartnerStoreOrder>
  /** Every order, canceled ones included, oldest first. */
  orders(): Promise<PartnerStoreOrder[]>
  invoice(
    reference: string,
    invoice: { readonly number: string; readonly key?: string; readonly url?: string },
  ): Promise<void>
  /** Hands everything not yet shipped to the courier, or the `lines` given. */
  ship(
    reference: string,
    parcel: {
      readonly courier: string
      readonly trackingCode: string
      readonly lines?: readonly { readonly sku: string; readonly quantity: number }[]
    },
  ): Promise<void>
  /** Everything on the way has arrived. */
  deliver(reference: string): Promise<void>
  /** Goods came back, all of them or the `lines` given. `number` names the return where the store's documents have one. */
  takeBack(
    reference: string,
    goods: { readonly number: string; readonly lines?: readonly { readonly sku: string; readonly quantity: number }[] },
  ): Promise<void>
  /** The store itself cancels. */
  cancel(reference: string, reason: string): Promise<void>
}

export interface PartnerStoreOrder {
  readonly id: string
  /** null: begun by hand, or left behind. */
  readonly reference: string | null
  readonly state: 'open' | 'authorized' | 'partiallyShipped' | 'shipped' | 'delivered' | 'canceled'
  /** What the store took as paid; 0 before the order is authorized. */
  readonly paid: number
  readonly total: number
}

import type { PartnerStore, PartnerStoreOrder } from '../store'
import type { VendureStore } from './startVendureStore'
import type { StoreOrder } from './storeOrder'

/** A Vendure shop as any partner's store. */
export function asPartnerStore(store: VendureStore): PartnerStore {
  const { staff } = store
  return {
    kind: 'vendure',
    url: store.url,
    pid: store.pid,
    sellerSettings: {
      platform: 'vendure',
      partnerUrl: store.url,
      username: store.username,
      password: store.password,
    },
    staff: {
      setPrice: (sku, price) => staff.setPrice(sku, price),
      setStock: (sku, onHand) => staff.setStock(sku, onHand),
      freeStock: async (sku) =>
        (await staff.stockOf(sku)).reduce((sum, { onHand, allocated }) => sum + onHand - allocated, 0),
      order: async (reference) => partnerStoreOrder(await staff.order(reference)),
      orders: async () => (await staff.orders()).map(partnerStoreOrder),
      invoice: (reference, invoice) => staff.invoice(reference, invoice),
      ship: (reference, parcel) => staff.ship(reference, parcel),
      deliver: (reference) => staff.deliver(reference),
      takeBack: (reference, { lines }) => staff.refund(reference, lines ? { lines } : {}),
      cancel: (reference, reason) => staff.cancel(reference, reason),
    },
    journal: async () =>
      (await store.journal()).map(({ operationName, ...call }) => ({ ...call, step: operationName })),
    stop: () => store.stop(),
  }
}

/** Vendure's order states in the words of all partners; what is not here is not placed or not paid yet. */
const STATES: Readonly<Record<string, PartnerStoreOrder['state']>> = {
  PaymentAuthorized: 'authorized',
  PaymentSettled: 'authorized',
  PartiallyShipped: 'partiallyShipped',
  Shipped: 'shipped',
  PartiallyDelivered: 'shipped',
  Delivered: 'delivered',
  Cancelled: 'canceled',
}

const partnerStoreOrder = ({ id, reference, state, payments, total }: StoreOrder): PartnerStoreOrder => ({
  id,
  reference,
  state: STATES[state] ?? 'open',
  paid: payments.filter((payment) => payment.state === 'Settled').reduce((sum, { amount }) => sum + amount, 0),
  total,
})

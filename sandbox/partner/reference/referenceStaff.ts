import type { PartnerStaff } from '../store'
import type { CartLine } from './partner/bodies'
import type { InvoiceEntry, ParcelEntry, ReturnEntry } from './harness/paperwork'
import type { StaffAction } from './harness/staffActions'
import type { StaffOrder } from './harness/staffOrder'

/** What people at the reference partner do. Every method throws an Error with the partner's words when it may not. */
export class ReferenceStaff implements PartnerStaff {
  constructor(private readonly url: string) {}

  /** @param price minor units, tax included; `priceList` '' or absent is everybody's price */
  setPrice(sku: string, price: number, more: { readonly priceList?: string; readonly listPrice?: number } = {}) {
    return this.act('setPrice', { sku, price, ...more })
  }

  /** Counts the shelf anew, units held for orders included. */
  setStock(sku: string, onHand: number, location?: string) {
    return this.act('setStock', { sku, onHand, location })
  }

  disable(sku: string) {
    return this.act('setActive', { sku, active: false })
  }

  enable(sku: string) {
    return this.act('setActive', { sku, active: true })
  }

  /** Takes the SKU out of the catalogue for good. */
  remove(sku: string) {
    return this.act('remove', { sku })
  }

  /** Units that can be promised now, all locations together. */
  async freeStock(sku: string): Promise<number> {
    const stock = await this.ask<{ quantity: number }[]>('GET', `stock/${encodeURIComponent(sku)}`)
    return stock.reduce((sum, { quantity }) => sum + quantity, 0)
  }

  /** @throws Error when no order has this reference */
  async order(reference: string): Promise<StaffOrder> {
    const found = (await this.orders()).find((order) => order.reference === reference)
    if (!found) throw new Error(`the partner has no order with the reference ${reference}`)
    return found
  }

  /** Every order, canceled ones included, oldest first. */
  orders(): Promise<StaffOrder[]> {
    return this.ask('GET', 'orders')
  }

  invoice(reference: string, invoice: Omit<InvoiceEntry, 'reference'>) {
    return this.act('invoice', { reference, ...invoice })
  }

  /** Hands a parcel to the courier: everything not yet shipped, or the `lines` given. */
  ship(reference: string, parcel: Omit<ParcelEntry, 'reference'> & { readonly lines?: readonly CartLine[] }) {
    return this.act('ship', { reference, ...parcel })
  }

  /** The courier tells where the parcels on the way are. */
  track(reference: string, event: { readonly description: string; readonly city?: string; readonly state?: string }) {
    return this.act('track', { reference, ...event })
  }

  /** Everything on the way has arrived. */
  deliver(reference: string) {
    return this.act('deliver', { reference })
  }

  cancel(reference: string, reason: string) {
    return this.act('cancel', { reference, reason })
  }

  /** Whether a person decides about cancellations from now on. */
  decideCancellations(by: { readonly byPerson: boolean }) {
    return this.act('decideCancellations', by)
  }

  decideCancellation(reference: string, outcome: 'done' | 'refused', reason?: string) {
    return this.act('decideCancellation', { reference, outcome, reason })
  }

  registerReturn(reference: string, goods: Omit<ReturnEntry, 'reference'>) {
    return this.act('registerReturn', { reference, ...goods })
  }

  takeBack(reference: string, goods: Omit<ReturnEntry, 'reference'>) {
    return this.registerReturn(reference, goods)
  }

  /** One of the sandbox's own routes. */
  async ask<Answer>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.url}/harness/${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as Answer
  }

  private act(action: StaffAction, entry: object): Promise<void> {
    return this.ask('POST', `staff/${action}`, entry)
  }
}

import type { OrderRecord } from '../../../node/domain/orders/orderRecord'
import type { MarketplaceOrder } from '../../marketplace/order'
import { ACCOUNT, SECRETS, type ChaosWorld } from '../chaosWorld'
import type { ToldStory } from '../runStories'

/** An order of the partner, by its own API. */
export interface PartnerCopy {
  readonly reference: string
  readonly state: 'open' | 'authorized' | 'partiallyShipped' | 'shipped' | 'delivered' | 'canceled'
  readonly paid: number
  readonly total: number
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  readonly invoices: readonly { readonly number: string; readonly total: number }[]
  readonly returns: readonly {
    readonly number: string
    readonly total: number
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  }[]
  readonly packages: readonly { readonly trackingNumber?: string; readonly deliveredAt?: string | null }[]
}

/** One order as all three see it when everything is over. */
export interface FinalOrder extends ToldStory {
  readonly record?: OrderRecord
  readonly atMarketplace?: MarketplaceOrder
  readonly atPartner: readonly PartnerCopy[]
}

/** @returns what is wrong with an order; undefined when nothing is */
export type Rule = (order: FinalOrder) => string | undefined

/** Every order anybody knows, also those only the partner or the connector has. */
export async function finalOrders(
  world: ChaosWorld,
  told: readonly ToldStory[],
  records: readonly OrderRecord[],
): Promise<FinalOrder[]> {
  const copies = new Map<string, PartnerCopy[]>()
  for (const copy of await partnerCopies(world)) {
    const id = idOf(copy.reference)
    copies.set(id, [...(copies.get(id) ?? []), copy])
  }
  const recordOf = new Map(records.map((record) => [record.marketplaceOrderId as string, record]))
  const stories = new Map(told.map((story) => [story.id, story]))
  const ids = new Set([...stories.keys(), ...copies.keys(), ...recordOf.keys()])
  return [...ids].sort().map((id) => ({
    ...(stories.get(id) ?? { id, story: 'nobody’s', end: '', turns: 0 }),
    record: recordOf.get(id),
    atMarketplace: world.marketplace.order(ACCOUNT, id),
    atPartner: copies.get(id) ?? [],
  }))
}

async function partnerCopies({ partner }: ChaosWorld): Promise<PartnerCopy[]> {
  const found: PartnerCopy[] = []
  for (const order of await partner.staff.orders()) {
    const response = await fetch(`${partner.url}/external-seller/v1/orders/${encodeURIComponent(order.reference)}`, {
      headers: { authorization: `Bearer ${SECRETS.token}` },
    })
    if (!response.ok) throw new Error(`the partner answered ${response.status} for ${order.reference}`)
    const { invoices = [], packages = [], returns = [] } = (await response.json()) as Partial<PartnerCopy>
    found.push({ ...order, invoices, packages, returns } as PartnerCopy)
  }
  return found
}

/** The marketplace's id within a reference; the self-check's forgetful partner adds to it. */
const idOf = (reference: string) => /\d{13}-\d\d/.exec(reference)?.[0] ?? reference

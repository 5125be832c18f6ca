import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'
import { sellerSkuId, type SellerSkuId } from '../../domain/ids'
import type { MinorUnits } from '../../domain/money'
import { changedOrder } from '../../domain/orders/changes/changedOrder'
import type { ChangedItem, ChangedOrder, ChangeRequest } from '../../domain/orders/changes/orderChange'
import type { OrderRecord } from '../../domain/orders/orderRecord'
import type { MarketplaceOrder } from '../../typings/oms'

/**
 * What an order will be after a change: SKUs by whichever id VTEX used, prices of new SKUs from the partner, and the
 * partner's own total.
 * @returns the order, or why the change cannot be made
 */
export async function orderAfter(
  work: SellerWork,
  record: OrderRecord,
  { request, totalChange }: { readonly request: ChangeRequest; readonly totalChange?: number },
  budget: CallBudget,
): Promise<ChangedOrder | string> {
  const ordered = new Set<string>(record.lines.map(({ sku }) => sku))
  const items = [...request.take, ...request.put]
  const isKnown = ({ id }: ChangedItem) => ordered.has(id)
  const shown = items.every(isKnown) ? undefined : await work.marketplaceOrders.readOrder(record.marketplaceOrderId)
  const skuOf = (item: ChangedItem): SellerSkuId | undefined =>
    isKnown(item) ? sellerSkuId(item.id) : (skuShown(shown, item) ?? sellerSkuId(item.id))
  const strangers = request.put.flatMap((item) => skuOf(item) ?? []).filter((sku) => !ordered.has(sku))
  const found = await work.partner.findOrder(record.marketplaceOrderId, budget)
  if (!found) return 'the partner does not have the order'
  return changedOrder(record, request, {
    skuOf,
    prices: await pricesOf(work, record, strangers, budget),
    ...(found.total === undefined ? {} : { partnerTotal: found.total }),
    ...(totalChange === undefined ? {} : { totalChange }),
  })
}

/** VTEX may name a line by its unique id or by the marketplace's SKU; OMS shows what is meant. */
function skuShown(order: MarketplaceOrder | undefined, { id, uniqueId }: ChangedItem): SellerSkuId | undefined {
  const items = order?.items ?? []
  const item = items.find((one) => uniqueId && one.uniqueId === uniqueId) ?? items.find((one) => one.id === id)
  return item?.sellerSku ? sellerSkuId(item.sellerSku) : undefined
}

async function pricesOf(
  { partner }: SellerWork,
  { salesChannel }: OrderRecord,
  skus: readonly SellerSkuId[],
  budget: CallBudget,
): Promise<Map<SellerSkuId, MinorUnits>> {
  if (skus.length === 0) return new Map()
  const lines = [...new Set(skus)].map((sku) => ({ sku, quantity: 1 }))
  const { offers } = await partner.quote({ lines, ...(salesChannel ? { salesChannel } : {}) }, budget)
  return new Map(
    offers.flatMap((offer) => (offer.sold && offer.price !== undefined ? [[offer.sku, offer.price] as const] : [])),
  )
}

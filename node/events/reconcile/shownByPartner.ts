import type { SellerWork } from '../../clients/sellerWork'
import { ConnectorError } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { Sides } from '../../domain/orders/reconciliation/difference'
import { askPartner } from '../sweep/followPartner'

/** What the partner shows of some orders, at most 50: one call. `unread` for all when it cannot say. */
export async function shownByPartner(
  work: SellerWork,
  ids: readonly MarketplaceOrderId[],
): Promise<(id: MarketplaceOrderId) => Sides['partner']> {
  if (ids.length === 0) return () => 'unread'
  try {
    const shown = new Map((await askPartner(work, ids)).map((update) => [update.reference, update] as const))
    return (id) => shown.get(id) ?? 'unknown'
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return () => 'unread'
  }
}

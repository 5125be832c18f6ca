import type { SellerWork } from '../../clients/sellerWork'
import { sellerSkuId } from '../../domain/ids'
import { stepBudget } from '../outbox/partnerBudget'

/**
 * Reads price and stock of some SKUs again and replaces their shared snapshots, of those that are sold in the
 * marketplace. New SKUs and changed content are the catalog sync's: the partner's offers say nothing about them.
 * @returns the SKUs about which the marketplace may have to be told; the others need no further attention
 * @throws PartnerUnavailable, PartnerAnswerInvalid, StorageUnavailable: all of them have to be read again
 */
export async function readOffers(work: SellerWork, ids: readonly string[], until: number): Promise<readonly string[]> {
  const known = await work.catalog.rows(ids.map(sellerSkuId))
  const bound = ids.filter((id) => known.get(id)?.state === 'bound')
  if (bound.length > 0) await work.refresh.refresh(bound.map(sellerSkuId), stepBudget(work, until))
  return bound
}

import type { SellerWork } from '../../clients/sellerWork'
import type { RowChange } from '../../clients/storage/catalogStore'
import { sellerSkuId } from '../../domain/ids'
import { stepBudget } from '../outbox/partnerBudget'
import { tellOffer } from './tellOffer'

/** Notifications to VTEX at the same time. */
const AT_ONCE = 5

/**
 * Reads price and stock of some SKUs again and tells the marketplace what changed, of those that are sold there. New
 * SKUs and changed content are the catalog sync's: the partner's offers say nothing about them.
 * @returns the SKUs that need no further attention; the rest, when time runs out, has to be read again
 * @throws PartnerUnavailable, MarketplaceUnavailable, …: what was told until then is remembered
 */
export async function refreshOffers(
  work: SellerWork,
  ids: readonly string[],
  until: number,
): Promise<readonly string[]> {
  const known = await work.catalog.rows(ids.map(sellerSkuId))
  const isBound = (id: string) => known.get(id)?.state === 'bound'
  const bound = ids.filter(isBound)
  if (bound.length === 0) return ids
  const lines = bound.map((id) => ({ sku: sellerSkuId(id), quantity: 1 }))
  const { currency, offers } = await work.partner.quote({ lines }, stepBudget(work, until))

  const done = ids.filter((id) => !isBound(id))
  const changed: RowChange[] = []
  try {
    for (let first = 0; first < offers.length && work.clock.now() < until; first += AT_ONCE) {
      const outcomes = await Promise.allSettled(
        offers.slice(first, first + AT_ONCE).map(async (offer) => {
          const row = known.get(offer.sku)
          const next = row && (await tellOffer(work, row, offer, currency))
          if (next) changed.push({ sku: offer.sku, before: row, after: next })
          done.push(offer.sku)
        }),
      )
      const failed = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined
      if (failed) throw failed.reason
    }
  } finally {
    await work.catalog.save(changed)
  }
  return done
}

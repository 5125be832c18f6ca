import type { IOContext } from '@vtex/api'

import type { SellerWork } from '../../clients/sellerWork'
import { NO_COUNTS } from '../../domain/catalog/catalogShard'
import { ConnectorError } from '../../domain/errors'
import { startCatalogRun, syncPage } from '../catalog/continueCatalogRun'
import { refreshOffers } from '../hints/refreshOffers'
import { stepBudget } from '../outbox/partnerBudget'

const MOST_PAGES = 20
const LOOK_MS = 8_000

/**
 * Tells the marketplace what changed in the catalogue of a partner that offers a feed: the same way as a sync, for the
 * SKUs named only. A deleted SKU is read again as an offer, which says that it is not sold. The cursor is kept after
 * everything of a page was told; a page read twice is recognised by its fingerprints.
 */
export async function followCatalogFeed(
  ctx: { readonly vtex: IOContext },
  work: SellerWork,
  until: number,
): Promise<void> {
  try {
    await follow(ctx, work, until)
  } catch (error) {
    // Asked again by the next sweep, from the same cursor; what failed is in the journal.
    if (!(error instanceof ConnectorError)) throw error
  }
}

async function follow(ctx: { readonly vtex: IOContext }, work: SellerWork, until: number): Promise<void> {
  if (!work.partner.catalogFeed) return
  let cursor = await work.feed.cursor('catalog')
  for (let pages = 0; pages < MOST_PAGES && work.clock.now() < until; pages++) {
    const page = await work.partner.catalogFeed(cursor, stepBudget(work, work.clock.now() + LOOK_MS))
    if (page === 'notOffered') return
    if (page === 'expired') {
      // Whatever happened meanwhile is found by looking at everything.
      await startCatalogRun(work)
      return work.feed.save('catalog', undefined)
    }
    const { finished } = await syncPage(ctx, work, page, NO_COUNTS, until)
    const gone = page.deleted.length > 0 ? await refreshOffers(work, page.deleted, until) : []
    if (!finished || gone.length < page.deleted.length) return
    cursor = page.next
    await work.feed.save('catalog', cursor)
    if (!page.more) return
  }
}

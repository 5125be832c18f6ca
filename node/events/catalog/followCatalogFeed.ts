import { sellerSkuId } from '../../domain/ids'
import type { CatalogRun } from '../../domain/catalog/catalogRun'
import { plus } from '../../domain/catalog/catalogRun'
import { Tally } from '../../domain/catalog/tally'
import { stepBudget } from '../outbox/partnerBudget'
import { hasTime, storeHints, updateOurs, type CatalogJob } from './catalogJob'
import { lookAtOffers } from './offersStep'
import { syncPage } from './syncPage'

const MOST_PAGES = 20
const LOOK_MS = 8_000

/** `none`: the partner has no feed. `forgotten`: it no longer knows where we stood. */
export type FeedState = 'none' | 'read' | 'more' | 'forgotten'

/**
 * Tells the marketplace what changed in the catalogue of a partner that offers a feed: the same way as a sync, for the
 * SKUs named only. A deleted SKU is read again as an offer, which says that it is not sold. The cursor is kept after
 * everything of a page was told; a page read twice is recognised by its fingerprints.
 */
export async function followCatalogFeed(job: CatalogJob, run: CatalogRun): Promise<FeedState> {
  const { work } = job
  if (!work.partner.catalogFeed) return 'none'
  let cursor = await work.feed.cursor('catalog')
  for (let pages = 0; pages < MOST_PAGES && hasTime(job); pages++) {
    const page = await work.partner.catalogFeed(cursor, stepBudget(work, work.clock.now() + LOOK_MS))
    if (page === 'notOffered') return 'none'
    if (page === 'expired') {
      await work.feed.save('catalog', undefined)
      return 'forgotten'
    }
    const { counts, finished, note } = await syncPage(job, page, run)
    await storeHints(job, counts.hinted)
    const isNews = page.items.length + page.deleted.length > 0
    if (isNews) {
      const addTo = run.state === 'running' && run.phase === 'feed'
      await updateOurs(job, (current) => ({
        ...note(current),
        ...(addTo ? { counts: plus(current.counts, counts) } : {}),
      }))
    }
    if (!finished || !(await deletionsTold(job, page.deleted))) return 'more'
    cursor = page.next
    await work.feed.save('catalog', cursor)
    if (!page.more) return 'read'
  }
  return 'more'
}

async function deletionsTold(job: CatalogJob, deleted: readonly string[]): Promise<boolean> {
  if (deleted.length === 0) return true
  const known = await job.work.catalog.rows(deleted.map(sellerSkuId))
  const tally = new Tally()
  const { finished } = await lookAtOffers(job, [...known], tally)
  await storeHints(job, tally.counts.hinted)
  return finished
}

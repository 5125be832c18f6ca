import { inParallel } from '../../clients/inParallel'
import type { Tally } from '../../domain/catalog/tally'
import { recordNotSent } from '../recordNotSent'
import { NotOurTurn } from '../../domain/errors'
import { hasTime, type CatalogJob } from './catalogJob'
import { isFinal } from './isFinal'
import { settle, type PageEntry } from './pageEntry'

const AT_ONCE = 8

/**
 * Change notifications: each SKU learns whether the marketplace sells it (PROTOCOL §4.1). Those for which there is no time
 * or turn stay as they are.
 */
export async function announceItems(job: CatalogJob, entries: readonly PageEntry[], tally: Tally): Promise<void> {
  const { catalogNotifications, seller } = job.work
  await inParallel(entries, AT_ONCE, async (entry) => {
    if (!seller.sends.content) {
      recordNotSent(job.work, 'content', 'changeNotification', entry.item.sku)
      tally.add('held')
      return
    }
    if (!hasTime(job)) return
    try {
      entry.bound = await catalogNotifications.notifyChange(seller.sellerId, entry.item.sku)
      tally.add('changeNotifications')
    } catch (error) {
      if (error instanceof NotOurTurn) return
      if (!isFinal(error)) throw error
      settle(job.work, entry, { state: 'skipped', reason: error.message, content: '' })
    }
  })
}

import type { RowChange } from '../../domain/catalog/catalogLeaf'
import { nextRow } from '../../domain/catalog/catalogRow'
import type { CatalogRun } from '../../domain/catalog/catalogRun'
import type { StepOutcome } from '../../domain/catalog/runSteps'
import { withChanged } from '../../domain/catalog/stateCounts'
import { Tally } from '../../domain/catalog/tally'
import { sellerSkuId } from '../../domain/ids'
import { inParallel } from '../../clients/inParallel'
import type { CatalogJob } from './catalogJob'
import { UNBOUND } from './tellOffers'

/** Asked about at once, and remembered before the next ones. */
const CHECKED = 8

/**
 * Finds SKUs that are bound as far as we know and that the marketplace no longer lists: only where the look at the
 * bindings found fewer than there should be is each of them asked about. What the marketplace does not sell is announced
 * once more; what it still does not know is `unbound`. Nothing is suggested again by itself: whoever took the binding
 * away may not want the SKU back.
 */
export async function lostStep(job: CatalogJob, run: CatalogRun): Promise<StepOutcome> {
  const { work } = job
  const { confirmed } = run
  if (!confirmed) return { counts: {} }
  const { from, next, rows } = await work.catalog.page(run.cursor)
  const bound = rows.filter(([, row]) => row.state === 'bound')
  const isUnderCheck = run.cursor !== undefined && run.cursor > from
  if (!isUnderCheck && bound.length <= (confirmed[from] ?? 0)) return { counts: {}, ...nextIs(next) }

  const tally = new Tally()
  const changes: RowChange[] = []
  await inParallel(bound.slice(0, CHECKED), CHECKED, async ([sku, before]) => {
    if (await isSold(job, sku, tally)) return
    tally.add('unbound')
    const { reason: _reason, ...kept } = before
    const after = nextRow(before, { ...kept, state: 'unbound', reason: UNBOUND }, work.clock.now())
    changes.push({ sku, before, after })
  })
  await work.catalog.save(changes, job.read)
  return {
    counts: tally.counts,
    note: (current) => withChanged(current, changes),
    ...nextIs(bound[CHECKED]?.[0] ?? next),
  }
}

const nextIs = (next: string | undefined) => (next === undefined ? {} : { next })

async function isSold({ work }: CatalogJob, id: string, tally: Tally): Promise<boolean> {
  const { catalogNotifications, seller, skuBindings } = work
  const sku = sellerSkuId(id)
  if (await skuBindings.has(seller.sellerId, sku)) return true
  if (!seller.sends.content) return false
  tally.add('changeNotifications')
  return catalogNotifications.notifyChange(seller.sellerId, sku)
}

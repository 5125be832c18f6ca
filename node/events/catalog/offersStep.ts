import type { CatalogRun } from '../../domain/catalog/catalogRun'
import type { RowChange } from '../../domain/catalog/catalogLeaf'
import { isUntold, nextRow, type CatalogRow } from '../../domain/catalog/catalogRow'
import type { StepOutcome } from '../../domain/catalog/runSteps'
import { stateChanges, sumOf, withStates } from '../../domain/catalog/stateCounts'
import { Tally } from '../../domain/catalog/tally'
import { sellerSkuId } from '../../domain/ids'
import { stepBudget } from '../outbox/partnerBudget'
import { hasTime, type CatalogJob } from './catalogJob'
import { tellOffers, UNBOUND, type OfferNews } from './tellOffers'

/** SKUs per call to the partner. */
const BATCH = 200
const QUOTE_MS = 10_000

export type KnownRow = readonly [sku: string, row: CatalogRow]

/**
 * Looks at every SKU that is known, whether the pages named it or not: what the partner deleted, and changes it does not
 * date (PARTNERS traps 6, 7). One that is sold in the marketplace and not by the partner any more goes to zero.
 */
export async function offersStep(job: CatalogJob, run: CatalogRun): Promise<StepOutcome> {
  const { work } = job
  const { rows, next } = await work.catalog.page(run.cursor)
  const tally = new Tally()
  const known = rows.filter(([, { state }]) => state === 'bound' || state === 'suggested' || state === 'approved')
  const { finished, changes } = await lookAtOffers(job, known, tally)
  if (!finished) return { counts: tally.counts, unfinished: true }
  const before = rows.reduce<Record<string, number>>((all, [, { state }]) => {
    all[state] = (all[state] ?? 0) + 1
    return all
  }, {})
  return {
    counts: tally.counts,
    counted: withStates(sumOf(before), stateChanges(changes)),
    ...(next === undefined ? {} : { next }),
  }
}

/**
 * Reads price and stock of some SKUs and tells what changed; remembers it.
 * @param all tell bound ones whether it changed or not
 */
export async function lookAtOffers(
  job: CatalogJob,
  known: readonly KnownRow[],
  tally: Tally,
  all = false,
): Promise<{ readonly finished: boolean; readonly changes: readonly RowChange[] }> {
  const { work } = job
  const changes: RowChange[] = []
  let finished = true
  for (let first = 0; first < known.length; first += BATCH) {
    if (!hasTime(job)) return { finished: false, changes }
    const batch = new Map(known.slice(first, first + BATCH))
    const lines = [...batch.keys()].map((sku) => ({ sku: sellerSkuId(sku), quantity: 1 }))
    const { currency, offers } = await work.partner.quote({ lines }, stepBudget(work, work.clock.now() + QUOTE_MS))
    const told: RowChange[] = []
    const keep = (sku: string, after: Parameters<typeof nextRow>[1]) => {
      const before = batch.get(sku)
      told.push({ sku, before, after: nextRow(before, after, work.clock.now()) })
    }
    try {
      const news: OfferNews[] = []
      for (const offer of offers) {
        const row = batch.get(offer.sku)
        if (row?.state === 'bound') news.push({ offer, ...(all ? {} : { told: row }) })
        else if (row && !offer.sold && !row.reason) keep(offer.sku, { ...row, reason: REMOVED })
      }
      finished = await tellOffers(job, currency, news, tally, (sku, { notBound, price, stock }) => {
        const row = batch.get(sku)
        // One that was bound a moment ago may not be known everywhere yet.
        if (row && notBound && !isUntold(row)) {
          tally.add('unbound')
          return keep(sku, { ...row, state: 'unbound', reason: UNBOUND })
        }
        if (row && (all || price !== row.price || stock !== row.stock)) {
          const { price: _p, stock: _s, ...kept } = row
          keep(sku, { ...kept, ...(price === undefined ? {} : { price }), ...(stock === undefined ? {} : { stock }) })
          tally.add('bound')
        }
      })
    } finally {
      await work.catalog.save(told, job.read)
    }
    changes.push(...told)
    if (!finished) break
  }
  return { finished, changes }
}

const REMOVED = 'the partner does not sell it any more'

import { shortFingerprint } from '../../clients/fingerprint'
import type { RowChange } from '../../domain/catalog/catalogLeaf'
import { nextRow } from '../../domain/catalog/catalogRow'
import type { CatalogRun } from '../../domain/catalog/catalogRun'
import { stockPrint } from '../../domain/catalog/offerPrints'
import type { StepOutcome } from '../../domain/catalog/runSteps'
import { Tally } from '../../domain/catalog/tally'
import { sellerSkuId } from '../../domain/ids'
import type { CatalogJob } from './catalogJob'
import { lookAtOffers, type KnownRow } from './offersStep'
import { tellOffers } from './tellOffers'

/**
 * Tells price and stock of every bound SKU, whether it changed or not: after downtime, and when the seller is active
 * again (PROTOCOL §17.17). A seller that paused itself answers zero stock from now on: its stock is told (§17.18).
 */
export async function resendStep(job: CatalogJob, run: CatalogRun): Promise<StepOutcome> {
  const { work } = job
  const { rows, next } = await work.catalog.page(run.cursor)
  const tally = new Tally()
  const bound = rows.filter(([, { state }]) => state === 'bound')
  // Told before in this run: a step that ran out of time begins again.
  const startedAt = Date.parse(run.startedAt ?? '')
  const open = bound.filter(([, { at }]) => !(Date.parse(at) > startedAt))
  const { finished } = work.seller.active
    ? await lookAtOffers(job, open, tally, true)
    : { finished: await tellZero(job, open, tally) }
  if (!finished) return { counts: tally.counts, unfinished: true }
  tally.add('seen', bound.length)
  return { counts: tally.counts, ...(next === undefined ? {} : { next }) }
}

async function tellZero(job: CatalogJob, bound: readonly KnownRow[], tally: Tally): Promise<boolean> {
  const { work } = job
  const byId = new Map(bound)
  const changes: RowChange[] = []
  const news = bound.map(([sku]) => ({ offer: { sku: sellerSkuId(sku), sold: false as const } }))
  try {
    return await tellOffers(job, work.seller.currency, news, tally, (sku) => {
      const before = byId.get(sku)
      if (!before) return
      const stock = shortFingerprint(stockPrint(0))
      changes.push({ sku, before, after: nextRow(before, { ...before, stock }, work.clock.now()) })
    })
  } finally {
    await work.catalog.save(changes, job.read)
  }
}

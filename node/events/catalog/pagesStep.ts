import type { CatalogRun, PlannedSku } from '../../domain/catalog/catalogRun'
import type { StepOutcome } from '../../domain/catalog/runSteps'
import { Tally } from '../../domain/catalog/tally'
import { withUnmapped } from '../../domain/catalog/unmapped'
import type { CatalogPage } from '../../clients/partners/partner'
import type { CatalogJob } from './catalogJob'
import { offerOf, pageEntry, type PageEntry } from './pageEntry'
import { syncPage } from './syncPage'
import { offerPrints } from './tellOffers'

const READ_PAGE_MS = 8_000
const PLAN_KEPT = 100

/** One page of the partner's catalogue. */
export async function pagesStep(job: CatalogJob, run: CatalogRun): Promise<StepOutcome> {
  const { work } = job
  const page = await work.partner.catalogPage(run.cursor, { deadlineAt: work.clock.now() + READ_PAGE_MS })
  if (page.restart) return { counts: {}, restart: true }
  if (run.kind === 'plan') return planPage(job, page)
  const { counts, finished, note } = await syncPage(job, page, run)
  return { counts, note, ...(finished ? nextOf(page) : { unfinished: true }) }
}

const nextOf = ({ next }: CatalogPage) => (next === undefined ? {} : { next })

/** What a sync would do with a page. Nothing is sent and nothing is remembered but the plan. */
async function planPage({ work }: CatalogJob, page: CatalogPage): Promise<StepOutcome> {
  const tally = new Tally()
  const { items, broken = [] } = page
  const known = await work.catalog.rows(items.map(({ sku }) => sku))
  const taxonomy = items.length > 0 ? await work.taxonomy.read() : {}
  const entries = items.map((item) => pageEntry(work, item, known.get(item.sku), taxonomy, () => false))
  const planned = [
    ...entries.map((entry) => plannedSku(work.seller.currency, entry)),
    ...broken.map(({ sku, reason }): PlannedSku => ({ sku, steps: [], reason })),
  ]
  tally.add('seen', planned.length)
  for (const { steps, reason } of planned) {
    if (reason) tally.add('skipped')
    else if (steps.length === 0) tally.add('unchanged')
    if (steps.includes('changeNotification')) tally.add('changeNotifications')
    if (steps.includes(IF_UNKNOWN)) tally.add('suggestions')
    if (steps.includes('priceNotification')) tally.add('priceNotifications')
    if (steps.includes('inventoryNotification')) tally.add('inventoryNotifications')
  }
  const worthTelling = planned.filter(({ steps, reason }) => reason !== undefined || steps.length > 0)
  return {
    counts: tally.counts,
    ...nextOf(page),
    note: (run) => ({
      ...run,
      plan: [...(run.plan ?? []), ...worthTelling].slice(0, PLAN_KEPT),
      unmapped: withUnmapped(
        run.unmapped,
        entries.map(({ placed }) => placed.missing),
      ),
    }),
  }
}

const IF_UNKNOWN = 'skuSuggestion, if the marketplace does not know it'

function plannedSku(currency: Parameters<typeof offerPrints>[0], { before, decision, item }: PageEntry): PlannedSku {
  const { sku } = item
  if (decision.does === 'skip' || decision.does === 'note') return { sku, steps: [], reason: decision.reason }
  if (decision.does === 'nothing') return { sku, steps: [] }
  const now = offerPrints(currency, offerOf(item))
  const offer = [
    ...(now.price !== undefined && now.price !== before?.price ? ['priceNotification'] : []),
    ...(now.stock !== before?.stock ? ['inventoryNotification'] : []),
  ]
  if (decision.does === 'tell') return { sku, steps: offer }
  if (before?.state === 'bound') return { sku, steps: ['changeNotification', ...offer] }
  return { sku, steps: ['changeNotification', ...(decision.suggest === 'never' ? [] : [IF_UNKNOWN])] }
}

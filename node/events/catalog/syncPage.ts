import type { CatalogPage } from '../../clients/partners/partner'
import type { RowChange } from '../../domain/catalog/catalogLeaf'
import { nextRow, type CatalogRow } from '../../domain/catalog/catalogRow'
import type { CatalogCounts, CatalogRun } from '../../domain/catalog/catalogRun'
import { stateChanges, withStates } from '../../domain/catalog/stateCounts'
import { Tally } from '../../domain/catalog/tally'
import { withUnmapped } from '../../domain/catalog/unmapped'
import type { CatalogJob } from './catalogJob'
import { pageEntry, settle, type PageEntry } from './pageEntry'
import { tellMarketplace } from './tellMarketplace'

/** SKUs waiting for approval that one run asks about although nothing changed; the minute's look asks too. */
const MOST_ASKED = 200

export interface SyncedPage {
  /** false: time ran out in the middle; what was done is remembered. */
  readonly finished: boolean
  readonly counts: Partial<CatalogCounts>
  /** Applied to the run's document with the progress. */
  readonly note: (run: CatalogRun) => CatalogRun
}

/**
 * Tells the marketplace what is new about the SKUs of a page, and remembers it.
 * @throws MarketplaceUnavailable and others: what was done until then is remembered
 */
export async function syncPage(
  job: CatalogJob,
  { items, broken = [] }: Pick<CatalogPage, 'items' | 'broken'>,
  run: CatalogRun,
): Promise<SyncedPage> {
  const { work } = job
  const tally = new Tally()
  const known = await work.catalog.rows(
    [...items, ...broken].map(({ sku }) => sku),
    job.read,
  )
  let asked = run.asked ?? 0
  // Of one that was suggested by this run nobody knows more yet.
  const begunAt = run.state === 'running' ? Date.parse(run.startedAt ?? '') : Infinity
  const mayAsk = (row: CatalogRow) => !(Date.parse(row.at) >= begunAt) && asked++ < MOST_ASKED
  const taxonomy = items.length > 0 && work.seller.sends.content ? await work.taxonomy.read() : {}
  const distinct = [...new Map(items.map((item) => [item.sku, item])).values()]
  const entries = distinct.map((item) => pageEntry(work, item, known.get(item.sku), taxonomy, mayAsk))
  const changes: RowChange[] = brokenRows(job, broken, known)
  tally.add('skipped', broken.length)
  let isTold = false
  try {
    isTold = await tellMarketplace(job, entries, tally, isBriefLook(run))
  } finally {
    for (const entry of entries) keepAnnounced(job, entry)
    for (const { item, before, after } of entries) if (after) changes.push({ sku: item.sku, before, after })
    await work.catalog.save(changes, job.read)
  }
  const finished = isTold && entries.every(isDone)
  if (finished) countOutcomes(entries, broken.length, tally)
  const { counts } = tally
  job.ctx.vtex.logger.info({ event: 'catalogPage', seller: work.seller.sellerId, ...counts })
  const missing = entries.map(({ placed }) => placed.missing)
  return {
    finished,
    counts,
    note: (current) => ({
      ...current,
      asked: Math.min(asked, MOST_ASKED),
      states: withStates(current.states, stateChanges(changes)),
      unmapped: withUnmapped(current.unmapped, missing),
    }),
  }
}

/** A look at everything within the day, not the nightly one. */
const isBriefLook = ({ kind, phase, state }: CatalogRun) => state === 'running' && kind === 'delta' && phase === 'pages'

/** An SKU that was announced and whose price and stock have to wait is not announced again. */
function keepAnnounced({ work }: CatalogJob, entry: PageEntry) {
  if (entry.bound && !entry.after) settle(work, entry, { state: 'bound', content: entry.prints.content })
}

/** What is sold already stays as the marketplace knows it. */
const brokenRows = (
  { work }: CatalogJob,
  broken: NonNullable<CatalogPage['broken']>,
  known: ReadonlyMap<string, NonNullable<RowChange['before']>>,
): RowChange[] =>
  broken
    .map(({ sku, reason }) => ({ sku, reason, before: known.get(sku) }))
    .filter(({ before, reason }) => before?.state !== 'bound' && before?.reason !== reason)
    .map(({ sku, reason, before }) => ({
      sku,
      before,
      after: nextRow(before, { state: 'skipped', reason, content: '' }, work.clock.now()),
    }))

const isDone = ({ after, decision }: PageEntry): boolean => after !== undefined || decision.does === 'nothing'

function countOutcomes(entries: readonly PageEntry[], broken: number, tally: Tally) {
  tally.add('seen', entries.length + broken)
  for (const { after, before, decision } of entries) {
    if (decision.does === 'tell') tally.add('bound')
    else if (!after || after === before || decision.does === 'note') tally.add('unchanged')
    else if (after.state === 'bound') tally.add('bound')
    else if (after.state === 'suggested' && after.content !== before?.content) tally.add('suggested')
    else if (after.state === before?.state) tally.add('unchanged')
    else if (after.state === 'suggested') tally.add('suggested')
    else tally.add('skipped')
  }
}

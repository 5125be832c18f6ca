import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'
import type { SellerWork } from '../../clients/sellerWork'
import type { RowChange } from '../../clients/storage/catalogStore'
import type { CatalogPage } from '../../clients/partners/partner'
import type { CatalogItem } from '../../domain/catalog/catalogItem'
import { NO_COUNTS, type CatalogCounts, type CatalogRow, type CatalogRun } from '../../domain/catalog/catalogShard'
import { ConnectorError, MarketplaceRejected, MarketplaceUnavailable, PartnerUnavailable } from '../../domain/errors'
import { syncItem } from './syncItem'

/** Shorter than the platform lets an event run; a crash repeats one slice at most. */
const SLICE_MS = 8_000
const LEASE_MS = 30_000
const READ_PAGE_MS = 8_000
const PAUSE_MS = 30_000
/** A million SKUs by hundreds; a partner whose cursors go round in a circle never ends otherwise. */
const MOST_PAGES = 10_000

/** Starts a run over the whole catalogue, unless one is under way. */
export const startCatalogRun = (work: SellerWork): Promise<CatalogRun> =>
  work.catalog.updateRun((run) =>
    run.state === 'running'
      ? undefined
      : { schemaVersion: 1, state: 'running', startedAt: iso(work), counts: NO_COUNTS },
  )

/**
 * Works on a seller's catalog run for one slice: pages in order, SKUs of a page one after the other, so that variants of
 * a product are suggested in sequence (PROTOCOL §4.5). Resumable: the cursor is kept after every page, and what was
 * already told is recognised by its fingerprints.
 * @returns true when more can be done at once
 */
export async function continueCatalogRun(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  work: SellerWork,
  until: number,
): Promise<boolean> {
  let run = await lease(work)
  if (!run) return false
  const sliceEnds = Math.min(until, work.clock.now() + SLICE_MS)
  try {
    do {
      const page = await work.partner.catalogPage(run.cursor, { deadlineAt: work.clock.now() + READ_PAGE_MS })
      const counts = await syncPage(ctx, work, page, run.counts, sliceEnds)
      if (!counts.finished) break
      run = await work.catalog.updateRun((current) => nextRun(work, current, counts.counts, page))
    } while (run.state === 'running' && work.clock.now() < sliceEnds)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    await pause(work, error)
    return false
  }
  run = await work.catalog.updateRun(({ leaseUntil: _done, ...current }) => current)
  return run.state === 'running'
}

/** Whoever refused or failed is left alone for a while; the sweeper goes on then, not an event at once. */
async function pause(work: SellerWork, error: ConnectorError): Promise<void> {
  const asked =
    error instanceof PartnerUnavailable || error instanceof MarketplaceUnavailable ? error.retryAfterSeconds : 0
  const leaseUntil = new Date(work.clock.now() + Math.max(PAUSE_MS, (asked ?? 0) * 1_000)).toISOString()
  await work.catalog.updateRun((current) => ({ ...current, lastError: error.message, leaseUntil }))
  await work.activity.append(work.log.drain())
}

async function lease(work: SellerWork): Promise<CatalogRun | undefined> {
  if ((await work.catalog.run()).state !== 'running') return undefined
  let ours = false
  const run = await work.catalog.updateRun((current) => {
    const now = work.clock.now()
    ours = current.state === 'running' && !(current.leaseUntil && Date.parse(current.leaseUntil) > now)
    return ours ? { ...current, leaseUntil: new Date(now + LEASE_MS).toISOString() } : undefined
  })
  return ours ? run : undefined
}

/** Tells what is new about the SKUs of a page and remembers it. `finished`: false when time ran out in the middle. */
export async function syncPage(
  ctx: { readonly vtex: IOContext },
  work: SellerWork,
  { items, broken = [] }: Pick<CatalogPage, 'items' | 'broken'>,
  before: CatalogCounts,
  until: number,
): Promise<{ readonly finished: boolean; readonly counts: CatalogCounts }> {
  const known = await work.catalog.rows([...items, ...broken].map(({ sku }) => sku))
  const changes: RowChange[] = []
  let counts = before
  let finished = true
  try {
    for (const { sku, reason } of broken) {
      const before = known.get(sku)
      // What is sold already stays as the marketplace knows it.
      if (before?.state !== 'bound') {
        changes.push({ sku, before, after: { state: 'skipped', reason, content: '', at: iso(work) } })
      }
      counts = { ...counts, seen: counts.seen + 1, skipped: counts.skipped + 1 }
    }
    for (const item of items) {
      if (work.clock.now() >= until) {
        finished = false
        break
      }
      const before = known.get(item.sku)
      const { row, outcome } = await oneItem(work, item, before)
      if (row !== before) changes.push({ sku: item.sku, before, after: row })
      counts = { ...counts, seen: counts.seen + 1, [outcome]: counts[outcome] + 1 }
    }
  } finally {
    await work.catalog.save(changes)
    await work.activity.append(work.log.drain())
  }
  ctx.vtex.logger.info({ event: 'catalogPage', seller: work.seller.sellerId, ...counts })
  return { finished, counts }
}

/** What VTEX finally refuses about one SKU is that SKU's problem, with its reason; the run goes on. */
async function oneItem(work: SellerWork, item: CatalogItem, known: CatalogRow | undefined) {
  try {
    return await syncItem(work, item, known)
  } catch (error) {
    if (!(error instanceof MarketplaceRejected) || error.status === 401 || error.status === 403) throw error
    const row: CatalogRow = { state: 'skipped', reason: error.message, content: '', at: iso(work) }
    return { row, outcome: 'skipped' as const }
  }
}

const nextRun = (
  work: SellerWork,
  run: CatalogRun,
  counts: CatalogCounts,
  { next: cursor, restart }: CatalogPage,
): CatalogRun => {
  const { lastError: _past, cursor: _before, ...kept } = run
  const pages = (run.pages ?? 0) + 1
  const finished: CatalogRun = { ...kept, pages, state: 'idle', finishedAt: iso(work), counts }
  if (restart) {
    if (run.cursor !== undefined && pages < MOST_PAGES) return { ...kept, pages, counts: NO_COUNTS }
    return {
      ...finished,
      lastError: 'The partner forgets the cursors of its catalogue: nothing could be read to its end',
    }
  }
  if (cursor === undefined) return finished
  if (pages < MOST_PAGES) return { ...kept, pages, cursor, counts }
  return { ...finished, lastError: `The partner's catalogue has no end: stopped after ${MOST_PAGES} pages` }
}

const iso = ({ clock }: SellerWork) => new Date(clock.now()).toISOString()

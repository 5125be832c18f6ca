import type { RowChange } from '../../domain/catalog/catalogLeaf'
import { isUntold, nextRow, stateSince, type CatalogRow } from '../../domain/catalog/catalogRow'
import type { CatalogRun, CatalogWatch } from '../../domain/catalog/catalogRun'
import { isLookDue, isWaiting } from '../../domain/catalog/lookDue'
import { stateChanges, withStates } from '../../domain/catalog/stateCounts'
import { Tally } from '../../domain/catalog/tally'
import { NotOurTurn } from '../../domain/errors'
import { sellerSkuId } from '../../domain/ids'
import { hasTime, updateOurs, type CatalogJob } from './catalogJob'
import { isFinal } from './isFinal'
import { lookAtOffers, type KnownRow } from './offersStep'
import { DENIED } from './suggestItems'

/** SKUs asked about in one look, and documents read to find them. */
const MOST_ASKED = 30
const MOST_LEAVES = 4
/** Nothing waits: no look is worth while for so long, unless a sync suggests something. */
const QUIET_MS = 10 * 60_000

const EXPIRED = 'its suggestion waited longer than 30 days'
const GONE = 'its suggestion is gone; a new one is sent with the next look at the catalogue'

/**
 * Asks the marketplace what became of SKUs that wait for approval: often at first, then less and less (PROTOCOL §4.4).
 * What was approved gets its price and stock. A bounded part of them each minute; the next look goes on where it ended.
 */
export async function followSuggestions(job: CatalogJob, run: CatalogRun): Promise<void> {
  const { work } = job
  const { watch = {} } = run
  if (!work.seller.sends.content || isQuiet(run, work.clock.now())) return
  const { sends } = work.seller
  const isOwed = (row: CatalogRow) => isUntold(row) && (sends.price || sends.stock)
  let from = watch.pendingFrom
  let found = watch.pendingFound ?? false
  let asked = 0
  const changes: RowChange[] = []
  let quietUntil: string | undefined
  for (let leaves = 0; leaves < MOST_LEAVES && asked < MOST_ASKED && hasTime(job); leaves++) {
    const { rows, next } = await work.catalog.page(from)
    const waiting = rows.filter(([, row]) => isWaiting(row))
    const due = waiting
      .filter(([, row]) => isLookDue(row, work.clock.now(), run.state === 'running'))
      .slice(0, MOST_ASKED - asked)
    const owed = rows.filter(([, row]) => isOwed(row)).slice(0, MOST_ASKED)
    found ||= waiting.length + owed.length > 0
    asked += due.length
    changes.push(...(await lookAt(job, due)))
    await lookAtOffers(job, owed, new Tally())
    if (asked >= MOST_ASKED) break
    from = next
    if (next === undefined) {
      if (!found) quietUntil = new Date(work.clock.now() + QUIET_MS).toISOString()
      found = false
      break
    }
  }
  await remember(job, { pendingFrom: from, pendingFound: found, quietUntil }, changes)
}

/** Nothing waits; something that was suggested since makes the quiet end. */
export const isQuiet = ({ states = {}, watch = {} }: CatalogRun, now: number): boolean =>
  watch.quietUntil !== undefined && Date.parse(watch.quietUntil) > now && !states.suggested && !states.approved

async function remember(job: CatalogJob, look: Partial<CatalogWatch>, changes: readonly RowChange[]): Promise<void> {
  await updateOurs(job, (run) => {
    const watch = { ...run.watch, ...look }
    const isSame =
      changes.length === 0 &&
      run.watch?.pendingFrom === watch.pendingFrom &&
      (run.watch?.pendingFound ?? false) === watch.pendingFound &&
      run.watch?.quietUntil === watch.quietUntil
    return isSame ? undefined : { ...run, watch, states: withStates(run.states, stateChanges(changes)) }
  })
}

async function lookAt(job: CatalogJob, due: readonly KnownRow[]): Promise<RowChange[]> {
  const { work } = job
  const changes: RowChange[] = []
  try {
    for (const [sku, before] of due) {
      if (!hasTime(job)) break
      const after = await whatBecameOf(job, sku, before)
      changes.push({ sku, before, after })
    }
  } catch (error) {
    // The others are asked about the next time.
    if (!(error instanceof NotOurTurn)) throw error
  } finally {
    await work.catalog.save(changes, job.read)
  }
  const bound = changes.flatMap(({ sku, after }): KnownRow[] => (after?.state === 'bound' ? [[sku, after]] : []))
  await lookAtOffers(job, bound, new Tally())
  return changes
}

async function whatBecameOf({ work }: CatalogJob, id: string, row: CatalogRow): Promise<CatalogRow> {
  const { sellerId } = work.seller
  const sku = sellerSkuId(id)
  const { reason, ...rest } = row
  const become = (changes: Partial<CatalogRow>) => nextRow(row, { ...rest, ...changes }, work.clock.now())
  const same = () => become(reason === undefined ? {} : { reason })
  try {
    if (row.state !== 'denied' && (await work.catalogNotifications.notifyChange(sellerId, sku))) {
      return become({ state: 'bound' })
    }
    const found = await work.skuSuggestions.readSuggestion(sellerId, sku)
    if (found?.status === 'denied') return become({ state: 'denied', reason: DENIED })
    if (found?.status === 'approved') return become({ state: 'approved' })
    if (found?.status === 'pending') return row.state === 'suggested' ? same() : become({ state: 'suggested' })
    const isOld = work.clock.now() - stateSince(row) >= EXPIRES_MS
    return become({ state: 'expired', reason: row.state !== 'denied' && isOld ? EXPIRED : GONE })
  } catch (error) {
    if (!isFinal(error)) throw error
    return same()
  }
}

const EXPIRES_MS = 30 * 24 * 3_600_000

import { isUntold, nextRow } from '../../domain/catalog/catalogRow'
import type { CatalogRun } from '../../domain/catalog/catalogRun'
import type { StepOutcome } from '../../domain/catalog/runSteps'
import { withChanged } from '../../domain/catalog/stateCounts'
import { Tally } from '../../domain/catalog/tally'
import { MarketplaceRejected, MarketplaceUnavailable } from '../../domain/errors'
import type { SkuBinding } from '../../clients/marketplace/skuBindings'
import type { CatalogJob } from './catalogJob'
import { lookAtOffers, type KnownRow } from './offersStep'

const PAGE_SIZE = 500
/** Of orphans and of inactive bindings. */
const NAMED = 100

/**
 * Compares the marketplace's bindings with the SKUs that are known (AC-91). What was bound meanwhile gets its price and
 * stock; a binding nobody knows here is reported. Nothing is deleted.
 */
export async function bindingsStep(job: CatalogJob, run: CatalogRun): Promise<StepOutcome> {
  const { work } = job
  const page = run.cursor === undefined ? 1 : Number(run.cursor)
  const tally = new Tally()
  let bindings
  try {
    bindings = await work.skuBindings.page(work.seller.sellerId, page, PAGE_SIZE)
  } catch (error) {
    if (!isNotGiven(error)) throw error
    // A list the marketplace does not give is no reason to stop: approvals are noticed SKU by SKU too.
    return {
      counts: {},
      note: ({ confirmed: _none, ...current }) => ({ ...current, bindingsProblem: error.message }),
    }
  }
  const known = await work.catalog.rows(bindings.map(({ sku }) => sku))
  const active = bindings.filter((binding) => binding.active)
  const orphans = bindings.filter(({ sku }) => !known.has(sku)).map(({ sku }) => sku)
  const asleep = bindings.filter((binding) => !binding.active).map(({ sku }) => sku)
  const rows = active.flatMap(({ sku }): KnownRow[] => {
    const row = known.get(sku)
    return row ? [[sku, row]] : []
  })
  const changes = rows
    .filter(([, { state }]) => state !== 'bound')
    .map(([sku, row]) => {
      const { reason: _reason, ...kept } = row
      return { sku, before: row, after: nextRow(row, { ...kept, state: 'bound' as const }, work.clock.now()) }
    })
  await work.catalog.save(changes, job.read)
  const untold = rows.filter(([, row]) => isUntold(row))
  const fresh = [...changes.map(({ sku, after }): KnownRow => [sku, after]), ...untold]
  const { finished } = await lookAtOffers(job, fresh, tally)
  if (!finished) return { counts: tally.counts, unfinished: true, note: (current) => withChanged(current, changes) }
  tally.add('orphans', orphans.length)
  const isBound = ({ active: isActive, sku }: SkuBinding) =>
    known.get(sku)?.state === 'bound' || (isActive && known.has(sku))
  const confirmed = await work.catalog.countByLeaf(bindings.filter(isBound).map(({ sku }) => sku))
  return {
    counts: tally.counts,
    note: (current) => {
      const { bindingsProblem: _solved, ...kept } = withChanged(current, changes)
      return {
        ...kept,
        confirmed: page === 1 ? confirmed : added(current.confirmed, confirmed),
        orphans: [...(page === 1 ? [] : (current.orphans ?? [])), ...orphans].slice(0, NAMED),
        asleep: [...(page === 1 ? [] : (current.asleep ?? [])), ...asleep].slice(0, NAMED),
      }
    },
    ...(bindings.length < PAGE_SIZE ? {} : { next: String(page + 1) }),
  }
}

const added = (all: Readonly<Record<string, number>> = {}, more: Readonly<Record<string, number>>) =>
  Object.entries(more).reduce((sum, [from, count]) => ({ ...sum, [from]: (sum[from] ?? 0) + count }), { ...all })

const isNotGiven = (error: unknown): error is MarketplaceRejected | MarketplaceUnavailable =>
  error instanceof MarketplaceRejected ||
  (error instanceof MarketplaceUnavailable && error.step === 'readBindings' && error.status === undefined)

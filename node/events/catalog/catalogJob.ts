import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'
import type { SellerWork } from '../../clients/sellerWork'
import type { ReadLeaves } from '../../clients/storage/catalogLeaves'
import type { CatalogRun } from '../../domain/catalog/catalogRun'
import { MOST_GATHERED } from '../../domain/catalog/gatheredHints'
import { sellerSkuId, type SellerSkuId } from '../../domain/ids'
import { announceHints } from '../ownEvents'

/** One bounded piece of catalogue work, under the seller's lease. */
export interface CatalogJob {
  readonly ctx: { readonly clients: Clients; readonly vtex: IOContext }
  readonly work: SellerWork
  readonly leaseId: string
  /** Milliseconds since the epoch: nothing new is begun after it. */
  readonly until: number
  /** Rows that were read in this slice. */
  readonly read: ReadLeaves
  /**
   * SKUs whose price or stock changed and that are not among the hints yet. Stored together, because many cost little more
   * than one; those of pages that are done are in the run's document until then.
   */
  readonly hinted: Set<SellerSkuId>
}

/** @param gathered what somebody left in the run's document who died before it was among the hints */
export const newJob = (
  job: Pick<CatalogJob, 'ctx' | 'work' | 'leaseId' | 'until'>,
  gathered: readonly string[] = [],
): CatalogJob => ({
  ...job,
  read: { leaves: new Map() },
  hinted: new Set(gathered.map(sellerSkuId)),
})

/** So many of one page are worth an event at once; fewer wait until a run ends, or the sweeper comes: neighbours cost less. */
const WORTH_AN_EVENT = 50

/**
 * Stores the hints that were gathered: before whatever else remembers them forgets them.
 * @param found how many of them the latest page brought
 */
export async function storeHints({ ctx, hinted, work }: CatalogJob, found = 0): Promise<void> {
  if (hinted.size === 0) return
  const ids = [...hinted]
  await work.hints.add(ids.map((id) => ({ kind: 'sku', id })))
  for (const id of ids) hinted.delete(id)
  if (found >= WORTH_AN_EVENT) await announceHints(ctx, work.seller.sellerId)
}

/** Before a page is remembered as done, which remembers what gathered too: no more than fits. */
export async function storeManyHints(job: CatalogJob, found = 0): Promise<void> {
  if (found >= WORTH_AN_EVENT || job.hinted.size >= MOST_GATHERED) await storeHints(job, found)
}

export const hasTime = ({ work, until }: Pick<CatalogJob, 'work' | 'until'>): boolean => work.clock.now() < until

/** Changes the run's document, unless the lease was lost. @returns the document as it is now */
export const updateOurs = (
  { work, leaseId }: Pick<CatalogJob, 'work' | 'leaseId'>,
  change: (run: CatalogRun) => CatalogRun | undefined,
): Promise<CatalogRun> => work.catalog.updateRun((run) => (run.leaseId === leaseId ? change(run) : undefined))

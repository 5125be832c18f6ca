import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'
import type { SellerWork } from '../../clients/sellerWork'
import type { ReadLeaves } from '../../clients/storage/catalogLeaves'
import type { CatalogRun } from '../../domain/catalog/catalogRun'
import type { SellerSkuId } from '../../domain/ids'
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
  /** SKUs of the page whose price or stock changed: stored together, because many cost little more than one. */
  readonly hinted: Set<SellerSkuId>
}

export const newJob = (job: Pick<CatalogJob, 'ctx' | 'work' | 'leaseId' | 'until'>): CatalogJob => ({
  ...job,
  read: { leaves: new Map() },
  hinted: new Set(),
})

/** So many of one page are worth an event at once; fewer gather until a run ends, or the sweeper comes. */
const WORTH_AN_EVENT = 50

/** Stores the hints that were gathered: before the place of what they follow from is remembered as done. */
export async function storeHints({ ctx, hinted, work }: CatalogJob): Promise<void> {
  if (hinted.size === 0) return
  const ids = [...hinted]
  await work.hints.add(ids.map((id) => ({ kind: 'sku', id })))
  for (const id of ids) hinted.delete(id)
  if (ids.length >= WORTH_AN_EVENT) await announceHints(ctx, work.seller.sellerId)
}

export const hasTime = ({ work, until }: Pick<CatalogJob, 'work' | 'until'>): boolean => work.clock.now() < until

/** Changes the run's document, unless the lease was lost. @returns the document as it is now */
export const updateOurs = (
  { work, leaseId }: Pick<CatalogJob, 'work' | 'leaseId'>,
  change: (run: CatalogRun) => CatalogRun | undefined,
): Promise<CatalogRun> => work.catalog.updateRun((run) => (run.leaseId === leaseId ? change(run) : undefined))

import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'
import type { SellerWork } from '../../clients/sellerWork'
import type { CatalogRun } from '../../domain/catalog/catalogRun'

/** One bounded piece of catalogue work, under the seller's lease. */
export interface CatalogJob {
  readonly ctx: { readonly clients: Clients; readonly vtex: IOContext }
  readonly work: SellerWork
  readonly leaseId: string
  /** Milliseconds since the epoch: nothing new is begun after it. */
  readonly until: number
}

export const hasTime = ({ work, until }: Pick<CatalogJob, 'work' | 'until'>): boolean => work.clock.now() < until

/** Changes the run's document, unless the lease was lost. @returns the document as it is now */
export const updateOurs = (
  { work, leaseId }: Pick<CatalogJob, 'work' | 'leaseId'>,
  change: (run: CatalogRun) => CatalogRun | undefined,
): Promise<CatalogRun> => work.catalog.updateRun((run) => (run.leaseId === leaseId ? change(run) : undefined))

import type { SellerWork } from '../../clients/sellerWork'
import type { CatalogRun, RunKind } from '../../domain/catalog/catalogRun'
import { started, stopped } from '../../domain/catalog/runSteps'

/** Starts a run, unless one of its kind is under way; another one is followed by it. */
export const startCatalogRun = ({ catalog, clock }: SellerWork, kind: RunKind = 'full'): Promise<CatalogRun> =>
  catalog.updateRun((run) => started(run, kind, clock.now()))

/** Ends the run under way and forgets the one that waits; what was told stays told. */
export const stopCatalogRun = ({ catalog, clock }: SellerWork): Promise<CatalogRun> =>
  catalog.updateRun((run) => stopped(run, clock.now()))

import type { CatalogRun } from './catalogRun'

/** So many go to the hints together: as many as the partner is asked about at once. At most 20 kB of the run's document. */
export const MOST_GATHERED = 200

/** The run that carries these SKUs, and no others, until they are among the hints. */
export function withGathered(run: CatalogRun, skus: ReadonlySet<string>): CatalogRun {
  const { gathered: _before, ...rest } = run
  return skus.size === 0 ? rest : { ...rest, gathered: [...skus] }
}

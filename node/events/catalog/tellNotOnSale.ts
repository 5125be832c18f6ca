import { NOT_ON_SALE, notOnSaleProblem } from '../../domain/catalog/notOnSale'
import { updateOurs, type CatalogJob } from './catalogJob'

/** Keeps the problem that says how many SKUs are not on sale up to date, when no run is under way. */
export async function tellNotOnSale(job: CatalogJob): Promise<void> {
  const { catalog, problems, seller } = job.work
  const { notOnSale, state, states } = await catalog.run()
  const problem = notOnSaleProblem(seller.sellerId, states)
  if (state === 'running' || notOnSale === problem?.message) return
  if (problem) await problems.raise(problem)
  else await problems.clear(NOT_ON_SALE, seller.sellerId)
  await updateOurs(job, ({ notOnSale: _before, ...run }) => (problem ? { ...run, notOnSale: problem.message } : run))
}

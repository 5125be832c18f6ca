import type { SellerId } from '../ids'
import type { Problem } from '../problems/problem'
import type { CatalogState } from './catalogRow'
import type { StateCounts } from './catalogRun'

export const NOT_ON_SALE = 'notOnSale'

/** States nobody but a person ends. What waits for approval, or what the partner does not sell, is as it should be. */
const STUCK: readonly CatalogState[] = ['skipped', 'denied', 'expired', 'unbound']

/** SKUs that are not sold although the partner sells them; undefined when there are none. */
export function notOnSaleProblem(seller: SellerId, states: StateCounts = {}): Problem | undefined {
  const stuck = STUCK.flatMap((state) => (states[state] ? [`${states[state]} ${state}`] : []))
  const count = STUCK.reduce((sum, state) => sum + (states[state] ?? 0), 0)
  if (count === 0) return undefined
  const [worst] = STUCK.filter((state) => states[state])
  return {
    code: NOT_ON_SALE,
    subject: seller,
    message: `${count} ${count === 1 ? 'SKU is' : 'SKUs are'} not on sale: ${stuck.join(', ')}`,
    fix: `GET /_v/private/external-seller/v1/sellers/${seller}/catalog/skus?state=${worst} lists them with their reasons`,
  }
}

import type { CallBudget } from '../../clients/partners/partner'
import type { SellerWork } from '../../clients/sellerWork'

/** Nobody waits for work after the answer, but a step must end long before its lease (60 s). */
const LONGEST_CALL_MS = 10_000

/** How long one call of a step may take when the whole delivery must end at `until` (ms since the epoch). */
export const stepBudget = ({ clock }: SellerWork, until: number): CallBudget => ({
  deadlineAt: Math.min(clock.now() + LONGEST_CALL_MS, until),
  background: true,
})

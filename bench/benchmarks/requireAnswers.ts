import type { LoadResult } from '../load/loadPlan'

/** @throws Error unless every request was answered 200: other answers are quick and prove nothing */
export function requireAnswers({ refusals, statuses }: LoadResult) {
  const others = statuses.filter((status) => status !== 200)
  if (others.length === 0) return
  const kinds = [...new Set(others)].join(', ')
  throw new Error(`${others.length} of ${statuses.length} requests were not answered 200 but ${kinds}: ${refusals[0]}`)
}

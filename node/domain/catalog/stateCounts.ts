import type { RowChange } from './catalogLeaf'
import type { CatalogRun, StateCounts } from './catalogRun'

export const sumOf = (a: StateCounts = {}, b: StateCounts = {}): StateCounts =>
  ([...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof StateCounts)[]).reduce<StateCounts>(
    (all, state) => ({ ...all, [state]: (a[state] ?? 0) + (b[state] ?? 0) }),
    {},
  )

/** How many more or fewer rows are in each state after some changes. */
export function stateChanges(changes: readonly RowChange[]): StateCounts {
  const counts: Record<string, number> = {}
  for (const { before, after } of changes) {
    if (before) counts[before.state] = (counts[before.state] ?? 0) - 1
    if (after) counts[after.state] = (counts[after.state] ?? 0) + 1
  }
  return counts
}

export const withStates = (states: StateCounts | undefined, change: StateCounts): StateCounts =>
  Object.fromEntries(Object.entries(sumOf(states, change)).filter(([, count]) => count > 0))

/** The run after rows changed that its count of states may hold already. */
export const withChanged = (run: CatalogRun, changes: readonly RowChange[]): CatalogRun => ({
  ...run,
  states: withStates(run.states, stateChanges(changes)),
  ...(run.counted ? { counted: withStates(run.counted, stateChanges(changes)) } : {}),
})

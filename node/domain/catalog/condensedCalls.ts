import type { CallEntry } from '../callJournal'

/** A page of a hundred SKUs would push everything else out of a seller's activity. */
const TOLD_ONE_BY_ONE = 20

/** Calls about many SKUs with the same step and outcome become one entry that says how many there were. */
export function condensedCalls(calls: readonly CallEntry[]): CallEntry[] {
  const kindOf = ({ peer, step, status, notSent }: CallEntry) => `${peer} ${step} ${status} ${notSent ?? ''}`
  const counts = new Map<string, number>()
  for (const call of calls) counts.set(kindOf(call), (counts.get(kindOf(call)) ?? 0) + 1)
  const told = new Set<string>()
  return calls.flatMap((call) => {
    const kind = kindOf(call)
    const count = counts.get(kind) ?? 1
    if (count <= TOLD_ONE_BY_ONE) return [call]
    if (told.has(kind)) return []
    told.add(kind)
    return [{ ...call, times: count, note: `${call.subject ?? 'this one'} and ${count - 1} more` }]
  })
}

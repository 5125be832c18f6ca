/** How much it matters: `error` keeps the seller from selling, `unknown` could not be found out now. */
export type FindingLevel = 'error' | 'warning' | 'unknown' | 'info' | 'ok'

/** One thing the doctor looked at. Words for an operator; no secret in them. */
export interface Finding {
  readonly check: string
  readonly level: FindingLevel
  readonly message: string
  /** What to do; every finding but a good one has it. */
  readonly fix?: string
  /** What it took, where time matters. */
  readonly ms?: number
}

const ORDER: readonly FindingLevel[] = ['error', 'warning', 'unknown', 'info', 'ok']

/** The worst first; equal ones stay in the order they were looked for. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level))

export const countByLevel = (findings: readonly Finding[]): Record<FindingLevel, number> => {
  const counts = { error: 0, warning: 0, unknown: 0, info: 0, ok: 0 }
  for (const { level } of findings) counts[level]++
  return counts
}

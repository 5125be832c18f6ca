import { owedStep, type OwedStep, type OwedStepKind } from './owedStep'

/** Adds steps without reference to what is owed, each once. */
export const owe = (owed: readonly OwedStep[], at: string, ...kinds: OwedStepKind[]): OwedStep[] => [
  ...owed,
  ...kinds.filter((kind) => !owed.some((step) => step.id === kind)).map((kind) => owedStep(kind, at)),
]

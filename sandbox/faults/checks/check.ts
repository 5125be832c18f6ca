/** One thing that must hold, how often it was looked at, and where it does not hold. */
export interface Check {
  readonly name: string
  readonly looked: number
  readonly broken: readonly string[]
}

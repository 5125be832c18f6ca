import type { Kill } from './plan/killPlan'

export interface ChaosOptions {
  readonly seed: number
  readonly orders: number
  /** Multiplies the share of every fault; 1 is the default mixture, 0 disturbs nothing. */
  readonly faults: number
  /** Multiplies the number of kills and pauses. */
  readonly kills: number
  /** Orders alive at the same time. */
  readonly together: number
  /** Record store without If-Match and partner without references: the run has to find duplicates. */
  readonly selfCheck: boolean
  /** The kills of an earlier run, instead of those the dice would choose. */
  readonly killsAgain?: readonly Kill[]
}

export const DEFAULT_CHAOS: ChaosOptions = {
  seed: 1,
  orders: 100,
  faults: 1,
  kills: 1,
  together: 16,
  selfCheck: false,
}

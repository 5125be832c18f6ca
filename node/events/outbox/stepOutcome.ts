import type { OrderRecord } from '../../domain/orders/orderRecord'

/** What came of one attempt to do an owed step. */
export type StepOutcome =
  /** Done: `change` writes down what that means for the order; the step itself is taken off by the caller. */
  | { readonly kind: 'done'; readonly change?: (record: OrderRecord) => OrderRecord }
  /** Nothing failed, somebody is deciding: to be asked again, however often it takes. */
  | { readonly kind: 'waiting'; readonly reason: string; readonly askAgainSeconds: number }
  /** Failed; to be tried again, not before some time. */
  | {
      readonly kind: 'later'
      readonly reason: string
      readonly retryAfterSeconds?: number
      /** The other side is down or asks to wait: that passes, so it is tried far longer than a step that fails. */
      readonly unavailable?: true
    }
  /** Trying again cannot help: a person must look. */
  | { readonly kind: 'dead'; readonly reason: string }

export const DONE: StepOutcome = { kind: 'done' }

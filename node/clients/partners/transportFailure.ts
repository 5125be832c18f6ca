interface Facts {
  /** `no`: the partner certainly did nothing. `maybe`: it may have acted on the request. */
  readonly acted: 'no' | 'maybe'
  /** HTTP status, 0 when none came. */
  readonly status: number
  /** A few words for the timeline. */
  readonly note: string
  readonly retryAfterSeconds?: number
}

/** No usable answer came. Internal to the adapters, which turn it into a domain error. */
export class TransportFailure extends Error {
  readonly acted: Facts['acted']
  readonly status: number
  readonly note: string
  readonly retryAfterSeconds?: number

  constructor(facts: Facts) {
    super(facts.note)
    this.acted = facts.acted
    this.status = facts.status
    this.note = facts.note
    this.retryAfterSeconds = facts.retryAfterSeconds
  }
}

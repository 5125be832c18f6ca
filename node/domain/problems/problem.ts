/** Something that does not get well by itself: a person has to look (DESIGN D15). No personal data in any field. */
export interface Problem {
  /** What kind of trouble, e.g. `deadLetter`: the same word in documents, tests and alerts. */
  readonly code: string
  /** What it is about: an order id, an SKU, a setting's name; the seller's own id when it is about all of it. */
  readonly subject: string
  /** What happened, in words an operator understands. */
  readonly message: string
  /** What to do about it. */
  readonly fix: string
}

/** A problem as it is kept: the same code and subject is one problem, however often it is seen. */
export interface OpenProblem extends Problem {
  /** ISO 8601, as all times here. */
  readonly firstSeen: string
  readonly lastSeen: string
  /** How often it was raised; sightings within the same minute count once. */
  readonly count: number
  /** When somebody was alerted, or how often that failed. */
  readonly alertedAt?: string
  readonly alertFailures?: number
}

export interface ClearedProblem extends OpenProblem {
  readonly clearedAt: string
}

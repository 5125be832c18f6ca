/** Requests sent in a closed loop: each connection sends its next request when the answer to the last one is complete. */
export interface LoadPlan {
  readonly port: number
  /** Header sets; a request names one by its index. */
  readonly headers: readonly Readonly<Record<string, string>>[]
  /** Taken in turn, from the first again when all were sent. */
  readonly requests: readonly LoadRequest[]
  readonly connections: number
  /** The loop ends at whichever comes first. */
  readonly most: number
  readonly seconds: number
}

export interface LoadRequest {
  readonly path: string
  readonly body: string
  /** Index in `headers`; 0 when absent. */
  readonly by?: number
  /** What `items[0].price` of the answer has to be. */
  readonly price?: number
}

export interface LoadResult {
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** From the first request to the last answer. */
  readonly seconds: number
  /** Per request, in the order of sending: milliseconds since `startedAt`. */
  readonly starts: Float64Array
  /** Milliseconds until the last byte. */
  readonly latencies: Float64Array
  /** HTTP status; 0 when there was no answer. */
  readonly statuses: Uint16Array
  /** What the first answers other than 200 said. */
  readonly refusals: readonly string[]
  /** Answers whose price is not the expected one. */
  readonly wrongPrices: number
}

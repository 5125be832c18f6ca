import type { Shop } from './shop'

/** A request that is in the form of the document. */
export interface Call<Body = undefined> {
  readonly operationId: string
  readonly body: Body
  /** The order in the path; '' where there is none. */
  readonly reference: string
  /** '' for reads. */
  readonly idempotencyKey: string
  readonly cursor?: string
  readonly limit: number
}

export interface Answer {
  /** 200 when absent. */
  readonly status?: number
  readonly body: unknown
  /** true: nothing happened yet, ask again. */
  readonly undecided?: boolean
}

/** One operation of the document. @throws Problem to refuse */
export type Operation<Body = undefined> = (shop: Shop, call: Call<Body>) => Answer

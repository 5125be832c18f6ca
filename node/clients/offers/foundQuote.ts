import type { Quote } from '../../domain/offers/quote'

/**
 * Where an answer came from. `live`: the partner, asked for it. `coalesced`: the partner, asked together with others.
 * `quote`: a quote of the same cart a few seconds old. `snapshot`: what the partner said lately. `stale`: what it said
 * last, since it cannot answer.
 */
export type AnswerSource = 'live' | 'coalesced' | 'quote' | 'snapshot' | 'stale'

export interface FoundQuote {
  readonly quote: Quote
  readonly source: AnswerSource
  /** SKUs nothing is known of, in a cart of which the rest is known: they become zero rows. */
  readonly unknown: number
}

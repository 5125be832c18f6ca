export type ProblemCode =
  | 'invalid-request'
  | 'unauthorized'
  | 'order-not-found'
  | 'cursor-expired'
  | 'out-of-stock'
  | 'unknown-sku'
  | 'price-changed'
  | 'shipping-unavailable'
  | 'state-conflict'
  | 'change-refused'
  | 'idempotency-conflict'
  | 'rate-limited'
  | 'unavailable'
  | 'internal'

/** An answer that is a refusal; becomes problem details (RFC 9457). `detail` is for developers: no personal data. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    readonly detail: string,
    readonly more: { readonly sku?: string; readonly retryAfter?: number } = {},
  ) {
    super(detail)
    this.name = 'Problem'
  }
}

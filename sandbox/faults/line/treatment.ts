/** What the wire does to one exchange. */
export type Treatment =
  | { readonly kind: 'pass' }
  /** Handed over late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Answered by the wire itself; the other side sees nothing. */
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The connection breaks before the other side sees the request. */
  | { readonly kind: 'dropRequest' }
  /** The other side does the work; the connection breaks before its answer arrives. */
  | { readonly kind: 'dropAnswer' }
  /** The answer comes a few bytes at a time, for longer than anybody waits. */
  | { readonly kind: 'drip' }
  /** Arrives twice, the second copy after the first was answered. */
  | { readonly kind: 'twice' }
  /** Taken with 204 and handed over later. */
  | { readonly kind: 'later'; readonly ms: number }
  /** The calling process is killed before the other side sees the request, or after it did its work. */
  | { readonly kind: 'kill'; readonly when: 'before' | 'after' }
  /** The calling process stands still, with the answer waiting for it, for longer than any of its leases. */
  | { readonly kind: 'pause' }

export const PASS: Treatment = { kind: 'pass' }

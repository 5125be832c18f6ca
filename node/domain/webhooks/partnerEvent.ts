import type { Hint } from './hint'

/** Webhook bodies of docs/partner-api.yaml, in their checked shape. */
export type PartnerEvent =
  | { readonly type: 'catalog.changed'; readonly data: { readonly skus: readonly string[] } }
  | { readonly type: 'orders.changed'; readonly data: { readonly references: readonly string[] } }

/** What an event tells us to read again, each thing once. */
export function hintsOf(event: PartnerEvent): Hint[] {
  return event.type === 'catalog.changed' ? distinct('sku', event.data.skus) : distinct('order', event.data.references)
}

const distinct = (kind: Hint['kind'], ids: readonly string[]): Hint[] => [...new Set(ids)].map((id) => ({ kind, id }))

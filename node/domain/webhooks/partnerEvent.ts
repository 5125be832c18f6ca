import type { Hint } from './hint'

/** Webhook bodies of docs/partner-api.yaml, in their checked shape. */
export type PartnerEvent =
  | { readonly type: 'catalog.changed'; readonly data: { readonly skus: readonly string[] } }
  | { readonly type: 'orders.changed'; readonly data: { readonly references: readonly string[] } }

/**
 * What an event tells us to read again, each thing once.
 * @param referencePrefix what the partner knows our orders under, may be empty; other references are not ours
 */
export function hintsOf(event: PartnerEvent, referencePrefix: string): Hint[] {
  if (event.type === 'catalog.changed') return distinct('sku', event.data.skus)
  const ours = event.data.references.filter((reference) => reference.startsWith(referencePrefix))
  return distinct(
    'order',
    ours.map((reference) => reference.slice(referencePrefix.length)),
  )
}

const distinct = (kind: Hint['kind'], ids: readonly string[]): Hint[] => [...new Set(ids)].map((id) => ({ kind, id }))

/** Something of the partner that may have changed and has to be read again. A webhook is believed no further than that. */
export interface Hint {
  readonly kind: HintKind
  /** The seller's SKU id, or the marketplace's id of an order. */
  readonly id: string
  /**
   * ISO 8601. It was read already and every replica knows the outcome from then on: only the marketplace is still to be
   * told.
   */
  readonly readyAt?: string
}

export const HINT_KINDS = ['order', 'sku'] as const
export type HintKind = (typeof HINT_KINDS)[number]

/** One name per hint, whatever characters the id holds. */
export const hintKey = ({ kind, id }: Hint): string => `${kind}:${id}`

export function hintOfKey(key: string): Hint {
  const colon = key.indexOf(':')
  return { kind: key.slice(0, colon) as HintKind, id: key.slice(colon + 1) }
}

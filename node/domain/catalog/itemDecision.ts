import type { CatalogItem } from './catalogItem'
import { stateSince, type CatalogRow } from './catalogRow'

/** Fingerprints of an SKU as the partner has it now. */
export interface ItemPrints {
  readonly content: string
  readonly price: string
  readonly stock: string
}

/** What to do when the marketplace does not know the SKU. `guarded`: look first what became of its suggestion. */
export type SuggestRule = 'send' | 'guarded' | 'never'

export type ItemDecision =
  | { readonly does: 'nothing' }
  /** Not sent, and why. */
  | { readonly does: 'skip'; readonly reason: string }
  /** Waits for approval as it is; what the partner has now could not be sent. */
  | { readonly does: 'note'; readonly reason: string }
  /** A change notification; price and stock follow when it is bound. */
  | { readonly does: 'announce'; readonly suggest: SuggestRule }
  /** Price or stock alone. */
  | { readonly does: 'tell' }

/** Pending suggestions expire (PROTOCOL §4.4). */
const EXPIRES_MS = 30 * 24 * 3_600_000

/**
 * What the marketplace has to be told about an SKU (PROTOCOL §4, AC-01 … AC-16).
 * @param known what it was told before
 * @param problem why its content cannot be sent
 * @param ask whether one that waits may be asked about although nothing changed
 */
export function decide(
  known: CatalogRow | undefined,
  prints: ItemPrints,
  problem: string | undefined,
  ask: boolean,
  now: number,
): ItemDecision {
  const isNew = known?.content !== prints.content
  switch (known?.state) {
    case 'bound':
      if (isNew) return { does: 'announce', suggest: problem ? 'never' : 'send' }
      return known.price === prints.price && known.stock === prints.stock ? { does: 'nothing' } : { does: 'tell' }
    case 'suggested':
    case 'approved': {
      if (problem) return known.reason === problem ? { does: 'nothing' } : { does: 'note', reason: problem }
      if (isNew || now - stateSince(known) >= EXPIRES_MS) return { does: 'announce', suggest: 'guarded' }
      return ask ? { does: 'announce', suggest: 'never' } : { does: 'nothing' }
    }
    case 'denied':
    case 'unbound':
      if (problem || !isNew) return { does: 'nothing' }
      return { does: 'announce', suggest: 'guarded' }
    default:
      if (!problem) return { does: 'announce', suggest: wasSuggested(known) ? 'guarded' : 'send' }
      return isHeld(known) && known?.reason === problem && !isNew
        ? { does: 'nothing' }
        : { does: 'skip', reason: problem }
  }
}

const isHeld = (known: CatalogRow | undefined): boolean => known?.state === 'skipped' || known?.state === 'inactive'

const wasSuggested = (known: CatalogRow | undefined): boolean =>
  known !== undefined && [known, ...(known.past ?? [])].some(({ state }) => SUGGESTED_STATES.has(state))

const SUGGESTED_STATES: ReadonlySet<string> = new Set(['suggested', 'approved', 'denied', 'expired'])

/** Values that must not be suggested at the same time: variants of a product, and each value of a specification. */
export const suggestionKeys = (item: CatalogItem): string[] => [
  `product ${item.productId}`,
  ...[...item.skuSpecifications, ...item.productSpecifications].flatMap(({ name, values }) =>
    values.map((value) => `specification ${name.toLowerCase()}=${value.toLowerCase()}`),
  ),
]

/**
 * Groups that may each be sent at once, one group after the other: no two of a group share a key, and those that share
 * one keep their order (KI 919761, KI 962986).
 */
export function wavesOf<T>(items: readonly T[], keysOf: (item: T) => readonly string[], most: number): T[][] {
  const waves: T[][] = []
  const lastWith = new Map<string, number>()
  for (const item of items) {
    const keys = keysOf(item)
    let wave = keys.reduce((after, key) => Math.max(after, (lastWith.get(key) ?? -1) + 1), 0)
    while (waves[wave] && waves[wave].length >= most) wave++
    ;(waves[wave] ??= []).push(item)
    for (const key of keys) lastWith.set(key, wave)
  }
  return waves
}

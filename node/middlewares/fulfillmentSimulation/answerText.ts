import type { FoundQuote } from '../../clients/offers/foundQuote'
import { simulate, type SimulationRules } from '../../domain/offers/simulate'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import { simulationAnswer } from './simulationAnswer'
import { linesOf, type SimulationBody } from './simulationBody'

/** A shelf of one SKU as it was asked about, and what was answered. */
interface KeptAnswer extends AskedShelf {
  readonly by: SellerSettings
  readonly text: string
}

interface AskedShelf {
  readonly id: string
  readonly quantity: number
  readonly seller: string | number | null | undefined
  readonly country: string | null | undefined
  /** Blank. */
  readonly postalCode: string | null | undefined
}

/** The latest answer made of a quote, for as long as the quote is kept. */
const latest = new WeakMap<FoundQuote, KeptAnswer>()

/** The answer of a simulation (PROTOCOL §5.2). A shelf that many shoppers look at is put together once. */
export function answerText(
  body: SimulationBody,
  found: FoundQuote,
  by: SellerSettings,
  rules: Pick<SimulationRules, 'reserved' | 'now'>,
): string {
  // Only quotes of snapshots come again as they are.
  const asked = rules.reserved.size === 0 && found.source === 'snapshot' ? asShelfOfOne(body) : undefined
  const kept = asked && latest.get(found)
  if (kept && kept.by === by && isSame(kept, asked)) return kept.text
  const rows = simulate(linesOf(body), found.quote, { ...rules, safetyStock: by.safetyStock, paused: !by.active })
  const text = JSON.stringify(simulationAnswer(body, rows, by))
  if (asked) latest.set(found, { ...asked, by, text })
  return text
}

/** What the text depends on besides quote and settings; where a shopper lives is not kept. */
function asShelfOfOne({ country, geoCoordinates, items, postalCode }: SimulationBody): AskedShelf | undefined {
  if (items.length !== 1 || postalCode?.trim() || geoCoordinates?.length) return undefined
  const [{ id, quantity, seller }] = items
  return { id, quantity, seller, country, postalCode }
}

const isSame = (one: AskedShelf, other: AskedShelf) =>
  one.id === other.id &&
  one.quantity === other.quantity &&
  one.seller === other.seller &&
  one.country === other.country &&
  one.postalCode === other.postalCode

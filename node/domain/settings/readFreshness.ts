import { SettingsError } from '../errors'
import { DEFAULT_FRESHNESS, type Freshness } from '../offers/freshness'
import type { SettingsReader } from './settingsReader'

const DAY_S = 86_400

/**
 * How old an answer may be; all in seconds.
 * @throws SettingsError naming the field
 */
export function readFreshness(read: SettingsReader, path: string): Freshness {
  const seconds = (field: string, otherwiseMs: number, most: number, least = 0) =>
    read.number(field, otherwiseMs / 1_000, { least, most }) * 1_000
  const freshness: Freshness = {
    freshForMs: seconds('freshFor', DEFAULT_FRESHNESS.freshForMs, 3_600),
    quoteForMs: seconds('quoteFor', DEFAULT_FRESHNESS.quoteForMs, 300),
    memoryForMs: seconds('memoryFor', DEFAULT_FRESHNESS.memoryForMs, 60),
    staleForMs: seconds('staleFor', DEFAULT_FRESHNESS.staleForMs, 7 * DAY_S),
    staleStockForMs: seconds('staleStockFor', DEFAULT_FRESHNESS.staleStockForMs, DAY_S),
    honourForMs: seconds('honourFor', DEFAULT_FRESHNESS.honourForMs, DAY_S),
  }
  if (freshness.staleForMs < freshness.freshForMs) {
    throw new SettingsError(`${path}.staleFor`, 'must not be less than freshFor')
  }
  return freshness
}

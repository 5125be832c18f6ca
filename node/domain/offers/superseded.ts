import type { CurrencyCode } from '../money'
import type { Freshness } from './freshness'
import type { OfferSnapshot } from './offerSnapshot'
import type { Offer } from './quote'

const MOST_HONOURED = 5

/**
 * The snapshot after the partner was asked again. A price that goes away stays honoured for a while, and so does one
 * that was answered before and is noted only now.
 * @param askedAt ms since the epoch: when the question was sent
 */
export function superseded(
  before: OfferSnapshot | undefined,
  offer: Offer,
  currency: CurrencyCode,
  askedAt: number,
  { honourForMs, memoryForMs }: Freshness,
): OfferSnapshot {
  // Other replicas may answer a price from memory a moment longer.
  const until = askedAt + memoryForMs + honourForMs
  const price = offer.sold ? offer.price : undefined
  if (before && before.at > askedAt) {
    const honoured = before.honoured ?? []
    const isKnown = price === undefined || price === before.price || honoured.some((one) => one.price === price)
    return isKnown ? before : { ...before, honoured: [{ price, until }, ...honoured].slice(0, MOST_HONOURED) }
  }
  const honoured = (before?.honoured ?? []).filter((one) => one.until > askedAt)
  if (before?.sold && before.price !== undefined && before.price !== price) {
    honoured.unshift({ price: before.price, until })
  }
  return {
    ...describe(offer),
    currency,
    at: askedAt,
    ...(honoured.length > 0 ? { honoured: honoured.slice(0, MOST_HONOURED) } : {}),
    ...(before?.shown === undefined ? {} : { shown: before.shown }),
  }
}

function describe(offer: Offer): Pick<OfferSnapshot, 'sold' | 'price' | 'listPrice' | 'stock' | 'stockByChannel'> {
  if (!offer.sold) return { sold: false, stock: 0 }
  const { sku: _key, ...facts } = offer
  return facts
}

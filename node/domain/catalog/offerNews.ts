import type { CurrencyCode } from '../money'
import { offerPrint, type OfferSnapshot } from '../offers/offerSnapshot'
import { pricePrint, stockPrint } from './offerPrints'

/** A snapshot in one price list. */
export interface OfferView {
  readonly salesChannel: string | undefined
  readonly snapshot: OfferSnapshot
}

/** What the marketplace was last told about a bound SKU: hashes, absent before the first time. */
export interface ToldPrints {
  readonly price?: string
  readonly stock?: string
}

export interface OfferNews {
  readonly price: boolean
  readonly stock: boolean
  /** What the marketplace knows once it was told. */
  readonly told: ToldPrints
}

/**
 * What the marketplace has to be told of an SKU: what differs from what it was told, or from what it was shown since
 * (DESIGN D6). Only the partner's default price list is comparable with what a catalogue said.
 */
export function offerNews(
  views: readonly OfferView[],
  told: ToldPrints,
  currency: CurrencyCode,
  hash: (text: string) => string,
): OfferNews | undefined {
  const main = views.find(({ salesChannel }) => salesChannel === undefined) ?? views[0]
  if (!main) return undefined
  const { snapshot } = main
  const isDefault = main.salesChannel === undefined
  // What is not sold has no price: only its stock is news.
  const price = snapshot.sold ? hash(pricePrint(currency, snapshot)) : told.price
  const stock = hash(stockPrint(snapshot.stock))
  const shownOtherwise = views.map(({ snapshot: { shown, ...now } }) => difference(shown, offerPrint(now)))
  return {
    price: shownOtherwise.some((one) => one.price) || ((isDefault || told.price === undefined) && price !== told.price),
    stock: shownOtherwise.some((one) => one.stock) || ((isDefault || told.stock === undefined) && stock !== told.stock),
    told: { price: isDefault ? price : (told.price ?? price), stock: isDefault ? stock : (told.stock ?? stock) },
  }
}

/** Which part of a print is another one. A SKU that comes back on sale may have any price. */
function difference(shown: string | undefined, now: string): { readonly price: boolean; readonly stock: boolean } {
  if (shown === undefined || shown === now) return { price: false, stock: false }
  const before = partsOf(shown)
  const after = partsOf(now)
  return {
    price: after.price !== NOT_SOLD && before.price !== after.price,
    stock: before.stock !== after.stock,
  }
}

const NOT_SOLD = '-'

const partsOf = (print: string) => {
  const slash = print.lastIndexOf('/')
  return slash < 0 ? { price: NOT_SOLD, stock: '0' } : { price: print.slice(0, slash), stock: print.slice(slash + 1) }
}

import type { SellerSkuId } from '../ids'
import type { CurrencyCode, MinorUnits } from '../money'
import type { Freshness } from './freshness'
import type { OfferedAttachment, Offer, OfferedService } from './quote'

/** The last thing a partner said about one SKU in one price list, shared by all replicas (DESIGN D6). */
export interface OfferSnapshot {
  readonly sold: boolean
  readonly currency: CurrencyCode
  readonly price?: MinorUnits
  readonly listPrice?: MinorUnits
  readonly stock: number
  readonly stockByChannel?: Readonly<Record<'delivery' | 'pickup-in-point', number>>
  readonly measurementUnit?: string
  readonly unitMultiplier?: number
  readonly services?: readonly OfferedService[]
  readonly attachments?: readonly OfferedAttachment[]
  /** When the partner was asked, in ms since the epoch: never later than what it describes. */
  readonly at: number
  /** Earlier prices that may still stand in somebody's cart. */
  readonly honoured?: readonly HonouredPrice[]
  /** Print of what was last answered without an address: what the marketplace's index shows. */
  readonly shown?: string
  /** When the marketplace was told to look at it, in ms since the epoch. */
  readonly toldAt?: number
}

export interface HonouredPrice {
  readonly price: MinorUnits
  /** Ms since the epoch. */
  readonly until: number
}

const MOST_HONOURED = 5

/** An SKU has one snapshot per price list; the marketplace names lists by trade policy. */
export const snapshotKey = (sku: SellerSkuId | string, salesChannel: string | undefined): string =>
  `${salesChannel ?? ''} ${sku}`

export const partsOfSnapshotKey = (
  key: string,
): { readonly sku: string; readonly salesChannel: string | undefined } => {
  const space = key.indexOf(' ')
  return { sku: key.slice(space + 1), salesChannel: key.slice(0, space) || undefined }
}

/**
 * How old a shelf's answer from it would be. The marketplace looks after it was told to: what it is told of was read a
 * while before, and needs no second look then (DESIGN D6).
 * @returns milliseconds; Infinity without a snapshot
 */
export function shelfAge(snapshot: OfferSnapshot | undefined, now: number, { freshForMs }: Freshness): number {
  if (!snapshot) return Infinity
  const { at, toldAt = at } = snapshot
  return now - at < LONGEST_WAY_TO_TELL * freshForMs ? now - Math.max(at, toldAt) : now - at
}

/**
 * The same while storage cannot be read. Another replica may have stored something newer and told the marketplace so:
 * only what was said a moment ago is certain not to be announced as changed yet.
 */
export function unreadAge(snapshot: OfferSnapshot | undefined, now: number, { memoryForMs }: Freshness): number {
  return snapshot && now - snapshot.at < memoryForMs ? now - snapshot.at : Infinity
}

/** In times of `freshForMs`: a marketplace that takes no calls for longer gets a look at the partner. */
const LONGEST_WAY_TO_TELL = 5

/** What a shopper without address sees of an SKU; equal prints need no new look of the marketplace. */
export const offerPrint = ({ sold, price, listPrice, stock }: Shown): string =>
  sold ? `${price ?? '-'}/${listPrice ?? '-'}/${stock ?? 0}` : '-'

/** An offer or a snapshot. */
interface Shown {
  readonly sold: boolean
  readonly price?: MinorUnits
  readonly listPrice?: MinorUnits
  readonly stock?: number
}

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

/** Whoever reads one answers the same as from the other, and honours the same prices. */
export const saysTheSame = (snapshot: OfferSnapshot, other: OfferSnapshot): boolean =>
  content(snapshot) === content(other)

const content = ({
  sold,
  currency,
  price,
  listPrice,
  stock,
  stockByChannel,
  measurementUnit,
  unitMultiplier,
  services,
  attachments,
  honoured,
}: OfferSnapshot) =>
  JSON.stringify([
    sold,
    currency,
    price,
    listPrice,
    stock,
    stockByChannel?.delivery,
    stockByChannel?.['pickup-in-point'],
    measurementUnit,
    unitMultiplier,
    services,
    attachments,
    honoured?.map(({ price: one }) => one),
  ])

export function offerOf(sku: SellerSkuId, snapshot: OfferSnapshot): Offer {
  if (!snapshot.sold) return { sku, sold: false }
  // Named one by one: this is asked for every line of every answer from memory.
  const { price, listPrice, stock, stockByChannel, measurementUnit, unitMultiplier, services, attachments } = snapshot
  return {
    sku,
    sold: true,
    price,
    listPrice,
    stock,
    stockByChannel,
    measurementUnit,
    unitMultiplier,
    services,
    attachments,
  }
}

/** Prices a shopper may have been shown: the present one and those that went away a while ago. */
export const honouredPrices = (snapshot: OfferSnapshot, now: number): MinorUnits[] => [
  ...(snapshot.sold && snapshot.price !== undefined ? [snapshot.price] : []),
  ...(snapshot.honoured ?? []).filter(({ until }) => until > now).map(({ price }) => price),
]

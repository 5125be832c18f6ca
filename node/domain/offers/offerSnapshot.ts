import type { SellerSkuId } from '../ids'
import type { CurrencyCode, MinorUnits } from '../money'
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

/** An SKU has one snapshot per price list; the marketplace names lists by trade policy. */
export const snapshotKey = (sku: SellerSkuId | string, salesChannel: string | undefined): string =>
  `${salesChannel ?? ''} ${sku}`

export const partsOfSnapshotKey = (
  key: string,
): { readonly sku: string; readonly salesChannel: string | undefined } => {
  const space = key.indexOf(' ')
  return { sku: key.slice(space + 1), salesChannel: key.slice(0, space) || undefined }
}

/** What a shopper without address sees of an SKU; equal prints need no new look of the marketplace. */
export const offerPrint = ({ sold, price, listPrice, stock }: Shown): string =>
  sold ? `${price ?? '-'}/${listPrice ?? '-'}/${stock ?? 0}` : '-'

/** Whether the marketplace was last answered what the snapshot says. */
export const isShown = (snapshot: OfferSnapshot): boolean => snapshot.shown === offerPrint(snapshot)

/** An offer or a snapshot. */
interface Shown {
  readonly sold: boolean
  readonly price?: MinorUnits
  readonly listPrice?: MinorUnits
  readonly stock?: number
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

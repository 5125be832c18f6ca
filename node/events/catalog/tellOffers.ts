import { shortFingerprint } from '../../clients/fingerprint'
import { inParallel } from '../../clients/inParallel'
import type { SellerWork } from '../../clients/sellerWork'
import type { CatalogRow } from '../../domain/catalog/catalogRow'
import { pricePrint, stockPrint } from '../../domain/catalog/offerPrints'
import type { Tally } from '../../domain/catalog/tally'
import { NotOurTurn } from '../../domain/errors'
import type { SellerSkuId } from '../../domain/ids'
import type { CurrencyCode } from '../../domain/money'
import type { Offer } from '../../domain/offers/quote'
import { tellPriceAndStock, type ToldWords } from '../tellPriceAndStock'
import { hasTime, type CatalogJob } from './catalogJob'

/** An SKU whose price or stock may have changed. */
export interface OfferNews {
  /** As the partner has it now. */
  readonly offer: Offer
  /** Fingerprints of what the marketplace was told last; both are told when there are none. */
  readonly told?: Pick<CatalogRow, 'price' | 'stock'>
}

/** What the marketplace knows of price and stock now. */
export interface ToldOffer extends Pick<CatalogRow, 'price' | 'stock'> {
  /** It does not sell the SKU (AC-16). */
  readonly notBound?: true
}

/** Nobody here takes a binding away; whoever did may not want the SKU back. */
export const UNBOUND = 'the marketplace no longer sells it: its binding was taken away'

/** Notifications to VTEX at the same time. */
const AT_ONCE = 8

/** Fingerprints of an offer; what is not sold has no price, so only its stock is news. */
export const offerPrints = (currency: CurrencyCode, offer: Offer) => ({
  ...(offer.sold ? { price: shortFingerprint(pricePrint(currency, offer)) } : {}),
  stock: shortFingerprint(stockPrint(offer.sold ? offer.stock : 0)),
})

/**
 * Tells the marketplace that price or stock of SKUs changed, each with its own notification and only what is different
 * (PROTOCOL §4.6). The only place of the catalogue that does. A first word is told at once: nobody knows anything older.
 * A change goes by way of the hints, which replace the shared snapshots before the marketplace looks (DESIGN D6); they are
 * stored with the progress.
 * @param onTold called for each SKU as soon as it was told or hinted at; what is switched off, or told later, stays as
 * it was
 * @returns false when time or turns ran out before all were told
 * @throws MarketplaceUnavailable and others; SKUs reported until then were told
 */
export async function tellOffers(
  job: CatalogJob,
  currency: CurrencyCode,
  news: readonly OfferNews[],
  tally: Tally,
  onTold: (sku: SellerSkuId, told: ToldOffer) => void,
): Promise<boolean> {
  const { work } = job
  const changed = news.filter((one) => isChange(work, currency, one))
  for (const { offer, told: before } of changed) {
    job.hinted.add(offer.sku)
    onTold(offer.sku, told(before?.price, before?.stock))
  }
  if (changed.length > 0) tally.add('hinted', changed.length)
  const later = new Set(changed)
  const firstWords = news.filter((one) => !later.has(one))
  let finished = true
  await inParallel(firstWords, AT_ONCE, async (one) => {
    try {
      if (!hasTime(job)) return void (finished = false)
      const { waits, ...told } = await tellOne(work, currency, one, tally)
      onTold(one.offer.sku, told)
      if (waits) finished = false
    } catch (error) {
      if (!(error instanceof NotOurTurn)) throw error
      finished = false
    }
  })
  return finished
}

/** The marketplace was told of it before, and something that is switched on is different now. */
function isChange({ seller }: SellerWork, currency: CurrencyCode, { offer, told: before }: OfferNews): boolean {
  const now = offerPrints(currency, offer)
  const differs = (known: string | undefined, current: string | undefined) =>
    known !== undefined && current !== undefined && known !== current
  return (
    (seller.sends.price && differs(before?.price, now.price)) ||
    (seller.sends.stock && differs(before?.stock, now.stock))
  )
}

async function tellOne(
  work: SellerWork,
  currency: CurrencyCode,
  news: OfferNews,
  tally: Tally,
): Promise<ToldOffer & Pick<ToldWords, 'waits'>> {
  const now = offerPrints(currency, news.offer)
  const before = news.told ?? {}
  const due = { price: now.price !== undefined && now.price !== before.price, stock: now.stock !== before.stock }
  const sent = await tellPriceAndStock(work, news.offer.sku, due)
  if (sent.price) tally.add('priceNotifications')
  if (sent.stock) tally.add('inventoryNotifications')
  const { sends } = work.seller
  tally.add('held', Number(due.price && !sends.price) + Number(due.stock && !sends.stock))
  return {
    ...told(sent.price ? now.price : before.price, sent.stock ? now.stock : before.stock),
    ...(sent.refused?.status === 404 ? { notBound: true } : {}),
    ...(sent.waits ? { waits: sent.waits } : {}),
  }
}

const told = (price: string | undefined, stock: string | undefined): ToldOffer => ({
  ...(price === undefined ? {} : { price }),
  ...(stock === undefined ? {} : { stock }),
})

import { LRUCache } from '@vtex/api'

import { ConnectorError } from '../../domain/errors'
import type { SellerSkuId } from '../../domain/ids'
import type { MinorUnits } from '../../domain/money'
import { isEnough, lastGood } from '../../domain/offers/lastGood'
import { honouredPrices, isShown, type OfferSnapshot } from '../../domain/offers/offerSnapshot'
import type { Quote } from '../../domain/offers/quote'
import { shelfAge, unreadAge } from '../../domain/offers/snapshotAge'
import type { QuoteRequest } from '../partners/partner'
import type { PartnerGuard } from '../partners/resilience/partnerGuard'
import { SingleFlight } from '../singleFlight'
import { tenantKey } from '../tenantCache'
import type { AnswerSource, FoundQuote } from './foundQuote'
import { offersFrom, type SnapshotsBySku } from './knownOffers'
import { LiveOffers, type LiveOffersParts } from './liveOffers'
import { QuoteMemory } from './quoteMemory'

export interface OfferBookParts extends LiveOffersParts {
  readonly guard: Pick<PartnerGuard, 'isClosed' | 'takesTrial'>
}

/** A snapshot that is asked for is renewed after this part of its time, so that nobody has to wait for it. */
const RENEW_AFTER = 0.7
const RENEWAL_MS = 2_500

/**
 * Quotes of a single SKU that was not told anew since: the same object each time, so that what is made of it can be kept
 * with it. A snapshot is of one tenant, seller, price list and SKU.
 */
const quotesOfOne = new LRUCache<OfferSnapshot, FoundQuote>({ max: 2_000 })
const renewing = new SingleFlight<unknown>()

/** What a partner sells, as it must be known to answer a simulation truthfully and in time (DESIGN D6). */
export class OfferBook {
  private readonly quotes: QuoteMemory
  private readonly live: LiveOffers

  constructor(private readonly parts: OfferBookParts) {
    this.quotes = new QuoteMemory(parts.tenant, parts.seller.sellerId)
    this.live = new LiveOffers(parts, this.quotes)
  }

  /** What `find` would answer from this replica's memory, without any wait. */
  atHand(request: QuoteRequest): FoundQuote | undefined {
    const snapshots = request.destination ? undefined : this.parts.known.believed(request)
    return snapshots && this.fresh(request, snapshots, shelfAge)
  }

  /**
   * Price, stock and, with a destination, shipping.
   * @param deadlineAt ms since the epoch
   * @throws PartnerUnavailable, PartnerAnswerInvalid, … when the partner cannot answer and nothing usable is known
   */
  find(request: QuoteRequest, deadlineAt: number): Promise<FoundQuote> {
    return request.destination ? this.cart(request, deadlineAt) : this.shelf(request, deadlineAt)
  }

  /**
   * Prices a shopper may have been shown; a price that was answered is honoured for a while (DESIGN D6).
   * @throws StorageUnavailable: whether a price was answered is not known then, and must not be denied
   */
  async honouredPrices(
    skus: readonly SellerSkuId[],
    salesChannel: string | undefined,
  ): Promise<ReadonlyMap<string, readonly MinorUnits[]>> {
    const now = this.parts.clock.now()
    const found = await this.parts.known.stored(skus, salesChannel)
    return new Map([...found].map(([sku, snapshot]) => [sku, honouredPrices(snapshot, now)]))
  }

  /** Units just sold: the partner's stock shows them when it is asked again. Nobody waits for this. */
  noteSold(lines: QuoteRequest['lines']): void {
    this.parts.known.sold(lines)
  }

  private async shelf(request: QuoteRequest, deadlineAt: number): Promise<FoundQuote> {
    const { known } = this.parts
    const believed = known.believed(request)
    const skus = request.lines.map(({ sku }) => sku)
    const { isCurrent, snapshots } = believed
      ? { isCurrent: true, snapshots: believed }
      : await known.read(skus, request.salesChannel)
    return (
      this.fresh(request, snapshots, isCurrent ? shelfAge : unreadAge) ??
      this.liveOr(
        request,
        () => this.live.shelf(request, deadlineAt),
        async () => this.lastGood(request, snapshots),
      )
    )
  }

  /** The answer of snapshots that are all fresh; they are renewed in time for the next one. */
  private fresh(request: QuoteRequest, snapshots: SnapshotsBySku, ageOf: typeof shelfAge): FoundQuote | undefined {
    const { clock, seller } = this.parts
    const { freshness } = seller
    const { freshForMs } = freshness
    const now = clock.now()
    let oldest = -Infinity
    for (const { sku } of request.lines) oldest = Math.max(oldest, ageOf(snapshots.get(sku), now, freshness))
    if (oldest >= freshForMs) return undefined
    if (oldest > freshForMs * RENEW_AFTER) this.renew(request, () => this.live.shelf(request, now + RENEWAL_MS, true))
    return this.fromSnapshots(request, snapshots, 'snapshot')
  }

  private async cart(request: QuoteRequest, deadlineAt: number): Promise<FoundQuote> {
    const { clock, known, seller } = this.parts
    const kept = this.quotes.quote(request, clock.now(), seller.freshness.quoteForMs)
    if (kept && !isOverruled(kept, known.believed(request))) return { quote: kept.value, source: 'quote', unknown: 0 }
    const skus = request.lines.map(({ sku }) => sku)
    return this.liveOr(
      request,
      () => this.live.cart(request, deadlineAt),
      async () => this.lastGood(request, (await known.read(skus, request.salesChannel)).snapshots),
    )
  }

  /**
   * The partner's answer; what is known when it cannot give one. While its circuit is open nobody waits to find out
   * whether it is back: that is tried behind an answer.
   */
  private async liveOr(
    request: QuoteRequest,
    ask: () => Promise<FoundQuote>,
    lastResort: () => Promise<FoundQuote | undefined>,
  ): Promise<FoundQuote> {
    if (!this.parts.guard.isClosed) {
      const known = await lastResort()
      if (known) {
        if (this.parts.guard.takesTrial()) this.renew(request, ask)
        return known
      }
    }
    try {
      return await ask()
    } catch (error) {
      const known = error instanceof ConnectorError ? await lastResort() : undefined
      if (!known) throw error
      return known
    }
  }

  private fromSnapshots(
    { lines, salesChannel }: QuoteRequest,
    snapshots: SnapshotsBySku,
    source: AnswerSource,
  ): FoundQuote {
    const only = lines.length === 1 && source === 'snapshot' ? snapshots.get(lines[0].sku) : undefined
    const kept = only && quotesOfOne.get(only)
    if (kept) return kept
    const { known, seller } = this.parts
    const skus = lines.map(({ sku }) => sku)
    const offers = offersFrom(skus, snapshots)
    known.show(offers, snapshots, salesChannel)
    const found: FoundQuote = { quote: { currency: seller.currency, offers, shippingOptions: [] }, source, unknown: 0 }
    if (only && isShown(only)) quotesOfOne.set(only, found)
    return found
  }

  private lastGood(request: QuoteRequest, snapshots: SnapshotsBySku): FoundQuote | undefined {
    const { clock, seller } = this.parts
    const now = clock.now()
    const skus = request.lines.map(({ sku }) => sku)
    const withAddress = request.destination !== undefined
    const { freshness, currency } = seller
    const found = lastGood(skus, (sku) => snapshots.get(sku), withAddress, now, freshness)
    if (!isEnough(found, withAddress)) return undefined
    if (!withAddress) return this.fromSnapshots(request, snapshots, 'stale')
    const shippingOptions = this.quotes.lastShipping(request, now, freshness.staleForMs)
    return {
      quote: { currency, offers: found.offers, shippingOptions },
      source: 'stale',
      unknown: found.unknown.length,
    }
  }

  /** Nobody waits for it; a failure shows in the next answer that has to wait. */
  private renew(request: QuoteRequest, ask: () => Promise<unknown>): void {
    const key = tenantKey(this.parts.tenant, this.quotes.keyOf(request))
    if (!renewing.has(key)) void renewing.run(key, ask).catch(() => undefined)
  }
}

/** A snapshot that is newer than the quote and says something else: the partner changed it meanwhile. */
const isOverruled = ({ value, at }: { readonly value: Quote; readonly at: number }, snapshots?: SnapshotsBySku) =>
  value.offers.some((offer) => {
    const snapshot = snapshots?.get(offer.sku)
    return snapshot !== undefined && snapshot.at > at && (!offer.sold || snapshot.price !== offer.price)
  })

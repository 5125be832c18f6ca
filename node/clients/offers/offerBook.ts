import type { Clock } from '../../domain/clock'
import { ConnectorError } from '../../domain/errors'
import type { SellerSkuId } from '../../domain/ids'
import type { MinorUnits } from '../../domain/money'
import { isEnough, lastGood } from '../../domain/offers/lastGood'
import { honouredPrices, shelfAge } from '../../domain/offers/offerSnapshot'
import type { Quote } from '../../domain/offers/quote'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { Partner, QuoteRequest } from '../partners/partner'
import type { PartnerGuard } from '../partners/resilience/partnerGuard'
import { SingleFlight } from '../singleFlight'
import { tenantKey, type Tenant } from '../tenantCache'
import { offersFrom, type KnownOffers, type SnapshotsBySku } from './knownOffers'
import { LookupBatcher } from './lookupBatcher'
import { QuoteMemory } from './quoteMemory'

/**
 * Where an answer came from. `live`: the partner, asked for it. `coalesced`: the partner, asked together with others.
 * `quote`: a quote of the same cart a few seconds old. `snapshot`: what the partner said lately. `stale`: what it said
 * last, since it cannot answer.
 */
export type AnswerSource = 'live' | 'coalesced' | 'quote' | 'snapshot' | 'stale'

export interface FoundQuote {
  readonly quote: Quote
  readonly source: AnswerSource
  /** SKUs nothing is known of, in a cart of which the rest is known: they become zero rows. */
  readonly unknown: number
}

export interface OfferBookParts {
  readonly tenant: Tenant
  readonly seller: SellerSettings
  /** Opened when it is asked: most answers need no call. */
  readonly partner: () => Partner
  readonly guard: Pick<PartnerGuard, 'isClosed' | 'takesTrial'>
  readonly known: KnownOffers
  readonly clock: Clock
}

/** A snapshot that is asked for is renewed after this part of its time, so that nobody has to wait for it. */
const RENEW_AFTER = 0.7
const RENEWAL_MS = 5_000

const batcher = new LookupBatcher()
const quoting = new SingleFlight<{ readonly quote: Quote; readonly askedAt: number }>()
const renewing = new SingleFlight<unknown>()

/** What a partner sells, as it must be known to answer a simulation truthfully and in time (DESIGN D6). */
export class OfferBook {
  private readonly quotes: QuoteMemory

  constructor(private readonly parts: OfferBookParts) {
    this.quotes = new QuoteMemory(parts.tenant, parts.seller.sellerId)
  }

  /**
   * Price, stock and, with a destination, shipping.
   * @param deadlineAt ms since the epoch
   * @throws PartnerUnavailable, PartnerAnswerInvalid, … when the partner cannot answer and nothing usable is known
   */
  find(request: QuoteRequest, deadlineAt: number): Promise<FoundQuote> {
    return request.destination ? this.cart(request, deadlineAt) : this.shelf(request, deadlineAt)
  }

  /** Prices a shopper may have been shown; a price that was answered is honoured for a while (DESIGN D6). */
  async honouredPrices(
    skus: readonly SellerSkuId[],
    salesChannel: string | undefined,
  ): Promise<ReadonlyMap<string, readonly MinorUnits[]>> {
    const now = this.parts.clock.now()
    const found = await this.parts.known.read(skus, salesChannel)
    return new Map([...found].map(([sku, snapshot]) => [sku, honouredPrices(snapshot, now)]))
  }

  /** Units just sold: the partner's stock shows them when it is asked again. Nobody waits for this. */
  noteSold(lines: QuoteRequest['lines'], salesChannel: string | undefined): void {
    this.parts.known.sold(lines, salesChannel)
  }

  private async shelf(request: QuoteRequest, deadlineAt: number): Promise<FoundQuote> {
    const { clock, known, seller } = this.parts
    const skus = request.lines.map(({ sku }) => sku)
    const snapshots = known.believed(request) ?? (await known.read(skus, request.salesChannel))
    const now = clock.now()
    const { freshness } = seller
    const { freshForMs } = freshness
    const oldest = Math.max(...skus.map((sku) => shelfAge(snapshots.get(sku), now, freshness)))
    if (oldest < freshForMs) {
      if (oldest > freshForMs * RENEW_AFTER) this.renew(request, () => this.askShelf(request, now + RENEWAL_MS))
      return this.fromSnapshots(request, snapshots, 'snapshot')
    }
    return this.liveOr(
      request,
      () => this.askShelf(request, deadlineAt),
      async () => this.lastGood(request, snapshots),
    )
  }

  private async cart(request: QuoteRequest, deadlineAt: number): Promise<FoundQuote> {
    const { clock, known, seller } = this.parts
    const kept = this.quotes.quote(request, clock.now(), seller.freshness.quoteForMs)
    if (kept && !isOverruled(kept, known.believed(request))) return { quote: kept.value, source: 'quote', unknown: 0 }
    const skus = request.lines.map(({ sku }) => sku)
    return this.liveOr(
      request,
      () => this.askCart(request, deadlineAt),
      async () => this.lastGood(request, await known.read(skus, request.salesChannel)),
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

  private async askShelf({ lines, salesChannel }: QuoteRequest, deadlineAt: number): Promise<FoundQuote> {
    const { clock, known, partner, seller, tenant } = this.parts
    const channel = salesChannel ? { salesChannel } : {}
    const key = tenantKey(tenant, `${seller.sellerId}\n${seller.partnerHost}\n${salesChannel ?? ''}`)
    const skus = lines.map(({ sku }) => sku)
    const { askedAt, quote, shared } = await batcher.look(key, {
      skus,
      deadlineAt,
      clock,
      lookup: (all, until) =>
        partner().quote({ lines: all.map((sku) => ({ sku, quantity: 1 })), ...channel }, { deadlineAt: until }),
    })
    const wanted = new Set<string>(skus)
    const own: Quote = { ...quote, offers: quote.offers.filter(({ sku }) => wanted.has(sku)) }
    known.learn(own, salesChannel, askedAt, true)
    return { quote: own, source: shared ? 'coalesced' : 'live', unknown: 0 }
  }

  private async askCart(request: QuoteRequest, deadlineAt: number): Promise<FoundQuote> {
    const { clock, known, partner, tenant } = this.parts
    const key = tenantKey(tenant, this.quotes.keyOf(request))
    const shared = quoting.has(key)
    const { askedAt, quote } = await quoting.run(key, async () => {
      const begun = clock.now()
      const answer = await partner().quote(request, { deadlineAt })
      this.quotes.keep(request, answer, begun)
      return { quote: answer, askedAt: begun }
    })
    if (!shared) known.learn(quote, request.salesChannel, askedAt, false)
    return { quote, source: shared ? 'coalesced' : 'live', unknown: 0 }
  }

  private fromSnapshots(
    { lines, salesChannel }: QuoteRequest,
    snapshots: SnapshotsBySku,
    source: AnswerSource,
  ): FoundQuote {
    const { known, seller } = this.parts
    const skus = lines.map(({ sku }) => sku)
    const offers = offersFrom(skus, snapshots)
    known.show(offers, snapshots, salesChannel)
    return { quote: { currency: seller.currency, offers, shippingOptions: [] }, source, unknown: 0 }
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

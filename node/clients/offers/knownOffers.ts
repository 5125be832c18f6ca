import type { Clock } from '../../domain/clock'
import { StorageUnavailable } from '../../domain/errors'
import type { SellerSkuId } from '../../domain/ids'
import { offerOf, offerPrint, snapshotKey, type OfferSnapshot } from '../../domain/offers/offerSnapshot'
import type { Offer, Quote } from '../../domain/offers/quote'
import type { SnapshotNews } from '../../domain/offers/snapshotShard'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { QuoteRequest } from '../partners/partner'
import type { SnapshotStore } from '../storage/snapshotStore'
import type { Tenant } from '../tenantCache'
import { within } from '../within'
import { snapshotWriter } from './snapshotWriter'

/** A sale has no time to wait for storage: without it the partner is asked. */
const READ_MS = 300

export interface KnownOffersParts {
  readonly tenant: Tenant
  readonly seller: SellerSettings
  readonly snapshots: SnapshotStore
  readonly clock: Clock
  /** Told the snapshots (by key) of which the marketplace was shown something else than what is true now. */
  readonly onOutdated: (keys: readonly string[]) => Promise<void>
}

export type SnapshotsBySku = ReadonlyMap<string, OfferSnapshot>

export interface ReadOffers {
  readonly snapshots: SnapshotsBySku
  /** false: storage could not be read, these are what was read last; what another replica stored since is missing. */
  readonly isCurrent: boolean
}

/** What is known of a seller's offers without asking its partner. */
export class KnownOffers {
  constructor(private readonly parts: KnownOffersParts) {}

  /** What this replica believes of all of them, without any wait; undefined when it has to be read. */
  believed({ lines, salesChannel }: QuoteRequest): SnapshotsBySku | undefined {
    const found = new Map<string, OfferSnapshot>()
    for (const { sku } of lines) {
      const known = this.parts.snapshots.believed(snapshotKey(sku, salesChannel))
      if (!known) return undefined
      if (known.snapshot && this.isUsable(known.snapshot)) found.set(sku, known.snapshot)
    }
    return found
  }

  /** Snapshots there are; when they cannot be read now, those read last. */
  async read(skus: readonly SellerSkuId[], salesChannel: string | undefined): Promise<ReadOffers> {
    const { snapshots } = this.parts
    const keys = skus.map((sku) => snapshotKey(sku, salesChannel))
    const rows = await within(READ_MS, snapshots.rows(keys), tooSlow).catch(() => undefined)
    return {
      snapshots: this.usable(skus, (index) => (rows ? rows.get(keys[index]) : snapshots.lastRead(keys[index]))),
      isCurrent: rows !== undefined,
    }
  }

  /**
   * Snapshots as all replicas have stored them by now, for a decision that must not be made without them.
   * @throws StorageUnavailable
   */
  async stored(skus: readonly SellerSkuId[], salesChannel: string | undefined): Promise<SnapshotsBySku> {
    const views = await this.parts.snapshots.ofSkus(skus)
    const ofChannel = (sku: SellerSkuId) => views.get(sku)?.find((view) => view.salesChannel === salesChannel)
    return this.usable(skus, (index) => ofChannel(skus[index])?.snapshot)
  }

  private usable(
    skus: readonly SellerSkuId[],
    snapshotOf: (index: number) => OfferSnapshot | undefined,
  ): SnapshotsBySku {
    const found = new Map<string, OfferSnapshot>()
    for (const [index, sku] of skus.entries()) {
      const snapshot = snapshotOf(index)
      if (snapshot && this.isUsable(snapshot)) found.set(sku, snapshot)
    }
    return found
  }

  /** Notes what the marketplace is shown of these offers, where that is news. */
  show(offers: readonly Offer[], known: SnapshotsBySku, salesChannel: string | undefined): void {
    const news: SnapshotNews[] = []
    for (const offer of offers) {
      const shown = offerPrint(offer)
      if (known.get(offer.sku)?.shown !== shown) news.push({ key: snapshotKey(offer.sku, salesChannel), shown })
    }
    if (news.length > 0) this.write(news)
  }

  /**
   * Remembers what the partner said, without anybody waiting; what shelves are answered from at once.
   * @param isShown it is what the marketplace is answered without an address
   */
  learn(quote: Quote, salesChannel: string | undefined, askedAt: number, isShown: boolean): void {
    const news: SnapshotNews[] = quote.offers.map((offer) => ({
      key: snapshotKey(offer.sku, salesChannel),
      told: { offer, currency: quote.currency, askedAt },
      ...(isShown ? { shown: offerPrint(offer) } : {}),
    }))
    const remember = () => this.parts.snapshots.remember(news)
    // A cart has many SKUs, and its next answer comes from its quote: that work can wait until this answer is on its way.
    if (isShown) remember()
    else setImmediate(remember)
    this.write(news)
  }

  /** Units that were sold and that the partner's stock shows when it is asked again. */
  sold(lines: QuoteRequest['lines']): void {
    this.write(lines.map(({ sku, quantity }) => ({ key: snapshotKey(sku, undefined), sold: quantity })))
  }

  private write(news: readonly SnapshotNews[]): void {
    const { onOutdated, seller, snapshots, tenant } = this.parts
    snapshotWriter.write(tenant, seller.sellerId, snapshots, news, onOutdated)
  }

  /**
   * The currency of the settings may have been changed since. A method, not a function in a field: V8 puts such functions
   * among what lives long, and each would keep its whole request in memory until the next full collection.
   */
  private isUsable({ currency }: OfferSnapshot): boolean {
    return currency === this.parts.seller.currency
  }
}

const tooSlow = () => new StorageUnavailable('Snapshots could not be read in time')

/** Offers of these SKUs as they were last described, in order. */
export function offersFrom(skus: readonly SellerSkuId[], known: SnapshotsBySku): Offer[] {
  const offers: Offer[] = []
  for (const sku of skus) {
    const snapshot = known.get(sku)
    if (snapshot) offers.push(offerOf(sku, snapshot))
  }
  return offers
}

import type { Clock } from '../../domain/clock'
import type { SellerSkuId } from '../../domain/ids'
import { offerPrint, snapshotKey } from '../../domain/offers/offerSnapshot'
import type { SnapshotNews } from '../../domain/offers/snapshotShard'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { CallBudget, Partner } from '../partners/partner'
import type { ChannelSnapshot, SnapshotStore } from '../storage/snapshotStore'

export interface OfferRefreshParts {
  readonly seller: SellerSettings
  readonly partner: Partner
  readonly snapshots: SnapshotStore
  readonly clock: Clock
}

/** Replaces shared snapshots before the marketplace is told to look at them (DESIGN D6). Here every write is waited for. */
export class OfferRefresh {
  constructor(private readonly parts: OfferRefreshParts) {}

  /**
   * Reads SKUs again at the partner, in one call for each price list they are shown in, and replaces their snapshots.
   * @throws PartnerUnavailable, PartnerAnswerInvalid, StorageUnavailable: nothing may be told then
   */
  async refresh(skus: readonly SellerSkuId[], budget: CallBudget): Promise<void> {
    const { clock, partner, snapshots } = this.parts
    const shown = await snapshots.ofSkus(skus, 'maybeThere')
    const news: SnapshotNews[] = []
    for (const [channel, ofChannel] of this.byChannel(skus, shown)) {
      const askedAt = clock.now()
      const request = {
        lines: ofChannel.map((sku) => ({ sku, quantity: 1 })),
        ...(channel ? { salesChannel: channel } : {}),
      }
      const { currency, offers } = await partner.quote(request, budget)
      news.push(
        ...offers.map((offer) => ({ key: snapshotKey(offer.sku, channel), told: { offer, currency, askedAt } })),
      )
    }
    // Together: an SKU's price lists lie in the same document.
    await snapshots.store(news)
  }

  /** What is known of each SKU now, price list by price list. */
  views(skus: readonly SellerSkuId[]): Promise<ReadonlyMap<string, readonly ChannelSnapshot[]>> {
    return this.parts.snapshots.ofSkus(skus)
  }

  /** The marketplace was told to look: what it will see is what is known now. */
  async noteTold(views: readonly (readonly [SellerSkuId, readonly ChannelSnapshot[]])[]): Promise<void> {
    const toldAt = this.parts.clock.now()
    const news: SnapshotNews[] = views.flatMap(([sku, ofSku]) =>
      ofSku.map(({ salesChannel, snapshot }) => ({
        key: snapshotKey(sku, salesChannel),
        shown: offerPrint(snapshot),
        toldAt,
      })),
    )
    await this.parts.snapshots.store(news)
  }

  /**
   * In which price lists SKUs are read: those the marketplace was shown, of the SKU or else of its neighbours. Before it
   * asked about any, it may ask without a trade policy or in the first one.
   */
  private byChannel(
    skus: readonly SellerSkuId[],
    known: ReadonlyMap<string, readonly ChannelSnapshot[]>,
  ): Map<string | undefined, SellerSkuId[]> {
    const shownIn = (sku: SellerSkuId) =>
      (known.get(sku) ?? [])
        .filter(({ snapshot }) => snapshot.shown !== undefined)
        .map(({ salesChannel }) => salesChannel)
    const usual = new Set(skus.flatMap(shownIn))
    const otherwise = usual.size > 0 ? [...usual] : [undefined, this.parts.seller.salesChannels[0]]
    const byChannel = new Map<string | undefined, SellerSkuId[]>()
    for (const sku of skus) {
      const own = shownIn(sku)
      for (const channel of own.length > 0 ? own : otherwise) {
        byChannel.set(channel, [...(byChannel.get(channel) ?? []), sku])
      }
    }
    return byChannel
  }
}

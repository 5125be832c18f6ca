import { shortFingerprint } from '../../clients/fingerprint'
import type { SellerWork } from '../../clients/sellerWork'
import type { ReadLeaves } from '../../clients/storage/catalogLeaves'
import type { ChannelSnapshot } from '../../clients/storage/snapshotStore'
import type { RowChange } from '../../domain/catalog/catalogLeaf'
import { isUntold, nextRow, type CatalogRow } from '../../domain/catalog/catalogRow'
import { offerNews } from '../../domain/catalog/offerNews'
import { sellerSkuId, type SellerSkuId } from '../../domain/ids'
import { UNBOUND } from '../catalog/tellOffers'
import { tellPriceAndStock, type ToldWords } from '../tellPriceAndStock'

/** Notifications to VTEX at the same time. */
const AT_ONCE = 8

/**
 * Tells the marketplace what changed of some bound SKUs whose snapshots were replaced a while ago: whichever replica it
 * asks, it is answered the new value (DESIGN D6, PROTOCOL §4.6).
 * @returns the SKUs that need no further attention; the rest, when time runs out, is told later
 * @throws MarketplaceUnavailable, …: what was told until then is remembered
 */
export async function tellOffers(work: SellerWork, ids: readonly string[], until: number): Promise<readonly string[]> {
  const skus = ids.map(sellerSkuId)
  const read: ReadLeaves = { leaves: new Map() }
  const [known, views] = await Promise.all([work.catalog.rows(skus, read), work.refresh.views(skus)])
  const done: string[] = []
  const changed: RowChange[] = []
  const shown: (readonly [SellerSkuId, readonly ChannelSnapshot[]])[] = []
  try {
    for (let first = 0; first < skus.length && work.clock.now() < until; first += AT_ONCE) {
      const outcomes = await Promise.allSettled(
        skus.slice(first, first + AT_ONCE).map(async (sku) => {
          const row = known.get(sku)
          const ofSku = views.get(sku) ?? []
          const { after, waits } = row?.state === 'bound' ? await tellOffer(work, sku, row, ofSku) : NOTHING
          if (after) changed.push({ sku, before: row, after })
          if (waits) throw waits
          if (after) shown.push([sku, ofSku])
          done.push(sku)
        }),
      )
      const failed = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined
      if (failed) throw failed.reason
    }
  } finally {
    await work.catalog.save(changed, read)
    await work.refresh.noteTold(shown)
  }
  return done
}

interface Told extends Pick<ToldWords, 'waits'> {
  /** The row to remember. */
  readonly after?: CatalogRow
}

const NOTHING: Told = {}

/**
 * @returns nothing to remember when there is no news, or when VTEX refuses to hear about this SKU: the catalog sync will
 * find the same difference and what is wrong with its binding
 */
async function tellOffer(
  work: SellerWork,
  sku: SellerSkuId,
  row: CatalogRow,
  views: readonly ChannelSnapshot[],
): Promise<Told> {
  const news = offerNews(views, row, work.seller.currency, shortFingerprint)
  if (!news || (!news.price && !news.stock)) return NOTHING
  // What is switched off stays as the marketplace knows it, so that it is sent once it is on.
  const { price, refused, stock, waits } = await tellPriceAndStock(work, sku, news)
  const now = work.clock.now()
  if (refused) {
    // One that was bound a moment ago may not be known everywhere yet.
    if (refused.status !== 404 || isUntold(row)) return NOTHING
    return { after: nextRow(row, { ...row, state: 'unbound', reason: UNBOUND }, now) }
  }
  if (!price && !stock) return NOTHING
  const after = nextRow(
    row,
    {
      ...row,
      ...(price && news.told.price !== undefined ? { price: news.told.price } : {}),
      ...(stock && news.told.stock !== undefined ? { stock: news.told.stock } : {}),
    },
    now,
  )
  return { after, ...(waits ? { waits } : {}) }
}

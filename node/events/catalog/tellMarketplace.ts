import { isUntold } from '../../domain/catalog/catalogRow'
import type { Tally } from '../../domain/catalog/tally'
import { announceItems } from './announceItems'
import type { CatalogJob } from './catalogJob'
import { offerOf, settle, type PageEntry } from './pageEntry'
import { suggestItems } from './suggestItems'
import { tellOffers, UNBOUND } from './tellOffers'

const CONTENT_OFF = 'content is switched off'

/**
 * Tells the marketplace what is new about the SKUs of a page (PROTOCOL §4): change notifications, then suggestions of
 * what is unknown there, then price and stock of what is bound, all of the page at once.
 * @param isBrief a look at everything within the day, not the nightly one
 * @returns false when time ran out before price and stock of all were told
 * @throws MarketplaceUnavailable and others: what was told until then is settled
 */
export async function tellMarketplace(
  job: CatalogJob,
  entries: readonly PageEntry[],
  tally: Tally,
  isBrief: boolean,
): Promise<boolean> {
  const { work } = job
  for (const entry of entries) {
    const { decision } = entry
    if (decision.does === 'skip') {
      const state = entry.item.active ? 'skipped' : 'inactive'
      settle(work, entry, { state, reason: decision.reason, content: entry.prints.content })
    } else if (decision.does === 'note') {
      settle(work, entry, { state: entry.before?.state ?? 'suggested', reason: decision.reason })
    }
  }
  const announced = entries.filter(({ decision }) => decision.does === 'announce')
  const now = work.clock.now()
  // What the marketplace does not know is suggested in the same slice: nobody remembers that it was announced.
  await announceItems({ ...job, until: now + (job.until - now) / 2 }, announced, tally)
  const unknown = announced.filter((entry) => entry.bound === false && !entry.after)
  await suggestItems(job, unknown, tally)
  // The marketplace refused to hear of these before; the comparison with its bindings finds them once it sells them.
  if (isBrief) for (const entry of announced) if (entry.before?.reason === CONTENT_OFF) entry.after ??= entry.before
  return tellBound(job, entries, tally)
}

/** Price and stock of what is bound; of what may be bound by hand, while content is switched off. */
async function tellBound(job: CatalogJob, entries: readonly PageEntry[], tally: Tally): Promise<boolean> {
  const { work } = job
  const isContentOff = !work.seller.sends.content
  const bound = entries.filter(
    ({ after, bound: isBound, decision }) =>
      !after && (isBound || decision.does === 'tell' || (decision.does === 'announce' && isContentOff)),
  )
  const bySku = new Map<string, PageEntry>(bound.map((entry) => [entry.item.sku, entry]))
  const currency = work.seller.currency
  const news = bound.map(({ item, before }) => ({ offer: offerOf(item), ...(before ? { told: before } : {}) }))
  return tellOffers(job, currency, news, tally, (sku, told) => {
    const entry = bySku.get(sku)
    if (!entry) return
    const { price, stock, notBound } = told
    const isNews = price !== entry.before?.price || stock !== entry.before?.stock
    if (notBound && !entry.bound && entry.before?.state === 'bound' && !isUntold(entry.before)) {
      tally.add('unbound')
      return settle(work, entry, { state: 'unbound', reason: UNBOUND })
    }
    const content = isContentOff ? (entry.before?.content ?? '') : entry.prints.content
    // Told later, by way of the hints: nothing to remember yet.
    if (entry.before?.state === 'bound' && !isNews && content === entry.before.content) entry.after = entry.before
    else if (entry.bound || (isNews && !notBound) || (entry.before?.state === 'bound' && !isContentOff)) {
      settle(work, entry, { state: 'bound', content, price, stock })
    } else if (entry.before) entry.after = entry.before
    else settle(work, entry, { state: 'skipped', reason: CONTENT_OFF, content: '' })
  })
}

import { inParallel } from '../../clients/inParallel'
import { suggestionKeys, wavesOf } from '../../domain/catalog/itemDecision'
import type { Tally } from '../../domain/catalog/tally'
import { MarketplaceRejected, NotOurTurn } from '../../domain/errors'
import { hasTime, type CatalogJob } from './catalogJob'
import { isFinal } from './isFinal'
import { settle, type PageEntry } from './pageEntry'
import { skuSuggestion } from './skuSuggestion'

const AT_ONCE = 4

export const DENIED = 'the marketplace denied it; its operator can unblock it under Received SKUs'

/**
 * Suggests what the marketplace does not know (PROTOCOL §4.3). Variants of a product and SKUs that share the value of a
 * specification go one after the other (§4.5).
 */
export async function suggestItems(job: CatalogJob, entries: readonly PageEntry[], tally: Tally): Promise<void> {
  for (const wave of wavesOf(entries, ({ item }) => suggestionKeys(item), AT_ONCE)) {
    await inParallel(wave, AT_ONCE, async (entry) => {
      if (hasTime(job)) await suggestOne(job, entry, tally).catch(unlessTurn)
    })
  }
}

/** It stays as it is, for the next time. */
function unlessTurn(error: unknown): void {
  if (!(error instanceof NotOurTurn)) throw error
}

async function suggestOne(job: CatalogJob, entry: PageEntry, tally: Tally): Promise<void> {
  const { work } = job
  const { before, decision, problem } = entry
  // Its binding was removed, and what VTEX would be sent now it would refuse.
  if (problem) return settle(work, entry, { state: 'skipped', reason: problem, content: entry.prints.content })
  if (decision.does !== 'announce') return undefined
  if (decision.suggest === 'never') return settle(work, entry, { state: before?.state ?? 'suggested' })
  if (decision.suggest === 'guarded' && (await isTaken(job, entry))) return undefined
  try {
    await work.skuSuggestions.sendSuggestion(
      work.seller.sellerId,
      entry.item.sku,
      skuSuggestion(entry.item, work.seller, entry.placed),
    )
    tally.add('suggestions')
    return settle(work, entry, { state: 'suggested', content: entry.prints.content })
  } catch (error) {
    if (!(error instanceof MarketplaceRejected)) throw error
    if (await isDenied(job, entry)) return undefined
    if (!isFinal(error)) throw error
    return settle(work, entry, { state: 'skipped', reason: error.message, content: '' })
  }
}

/** Looks what became of the suggestion before a new one is sent: only one that waits is renewed (AC-11, AC-12). */
async function isTaken({ work }: CatalogJob, entry: PageEntry): Promise<boolean> {
  const found = await work.skuSuggestions.readSuggestion(work.seller.sellerId, entry.item.sku)
  const isNew = entry.before?.content !== entry.prints.content
  if (!found || found.status === 'expired') return false
  if (found.status === 'pending') {
    if (isNew) return false
    settle(work, entry, { state: 'suggested' })
  } else if (found.status === 'approved') settle(work, entry, { state: 'approved' })
  else settle(work, entry, { state: 'denied', reason: DENIED, content: entry.prints.content })
  return true
}

/** A refusal may be the block of a denied SKU (PROTOCOL §4.4). */
async function isDenied({ work }: CatalogJob, entry: PageEntry): Promise<boolean> {
  const found = await work.skuSuggestions
    .readSuggestion(work.seller.sellerId, entry.item.sku)
    .catch((error: unknown) => notReadable(error))
  if (found?.status !== 'denied') return false
  settle(work, entry, { state: 'denied', reason: DENIED, content: entry.prints.content })
  return true
}

function notReadable(error: unknown): undefined {
  if (!(error instanceof MarketplaceRejected)) throw error
}

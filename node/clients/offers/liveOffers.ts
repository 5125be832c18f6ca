import type { Clock } from '../../domain/clock'
import type { Quote } from '../../domain/offers/quote'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import type { Partner, QuoteRequest } from '../partners/partner'
import { SingleFlight } from '../singleFlight'
import { tenantKey, type Tenant } from '../tenantCache'
import type { FoundQuote } from './foundQuote'
import type { KnownOffers } from './knownOffers'
import { LookupBatcher } from './lookupBatcher'
import type { QuoteMemory } from './quoteMemory'

export interface LiveOffersParts {
  readonly tenant: Tenant
  readonly seller: SellerSettings
  /** Opened when it is asked: most answers need no call. */
  readonly partner: () => Partner
  readonly known: KnownOffers
  readonly clock: Clock
}

const batcher = new LookupBatcher()
const quoting = new SingleFlight<{ readonly quote: Quote; readonly askedAt: number }>()

/** What the partner says now, asked together with others where that is possible; remembered for those who come next. */
export class LiveOffers {
  constructor(
    private readonly parts: LiveOffersParts,
    private readonly quotes: QuoteMemory,
  ) {}

  /**
   * Price and stock: lookups of the same moment travel together.
   * @param unhurried nobody waits for it: a moment is half a second then
   * @throws as `Partner.quote`
   */
  async shelf({ lines, salesChannel }: QuoteRequest, deadlineAt: number, unhurried = false): Promise<FoundQuote> {
    const { clock, known, partner, seller, tenant } = this.parts
    const channel = salesChannel ? { salesChannel } : {}
    const key = tenantKey(tenant, `${seller.sellerId}\n${seller.partnerHost}\n${salesChannel ?? ''}`)
    const skus = lines.map(({ sku }) => sku)
    const { askedAt, quote, shared } = await batcher.look(key, {
      skus,
      deadlineAt,
      clock,
      unhurried,
      lookup: (all, until) =>
        partner().quote({ lines: all.map((sku) => ({ sku, quantity: 1 })), ...channel }, { deadlineAt: until }),
    })
    const wanted = new Set<string>(skus)
    const own: Quote = { ...quote, offers: quote.offers.filter(({ sku }) => wanted.has(sku)) }
    known.learn(own, salesChannel, askedAt, true)
    return { quote: own, source: shared ? 'coalesced' : 'live', unknown: 0 }
  }

  /** With shipping: the same cart asked for twice at once is one question. @throws as `Partner.quote` */
  async cart(request: QuoteRequest, deadlineAt: number): Promise<FoundQuote> {
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
}

import { weightOfOffers } from '../../domain/offers/offerWeight'
import type { Destination, Quote, ShippingOption } from '../../domain/offers/quote'
import { fingerprint } from '../fingerprint'
import type { QuoteRequest } from '../partners/partner'
import { TenantCache, type Tenant } from '../tenantCache'

export interface Kept<T> {
  readonly value: T
  /** Ms since the epoch: when the partner was asked. */
  readonly at: number
}

/** Rows of quotes and shipping options kept in a process, all tenants together: some 20 MB. */
const MOST_ROWS = 20_000
const quotes = new TenantCache<Kept<Quote>>(
  MOST_ROWS,
  ({ value }) => 1 + weightOfOffers(value.offers) + value.shippingOptions.length * 2,
)
const shipping = new TenantCache<Kept<readonly ShippingOption[]>>(MOST_ROWS, ({ value }) => 1 + value.length * 2)

/**
 * Live quotes of this replica: the same cart is not quoted twice in a few seconds, and the last shipping options of a
 * place serve while the partner cannot say (DESIGN D6). Keys are hashes; a place is never stored.
 */
export class QuoteMemory {
  constructor(
    private readonly tenant: Tenant,
    private readonly seller: string,
  ) {}

  /** Names a question, the place of its address included. */
  keyOf({ lines, destination, salesChannel }: QuoteRequest): string {
    const sorted = lines.map(({ sku, quantity }) => [sku, quantity]).sort(([a], [b]) => (a < b ? -1 : 1))
    return `${this.seller}\n${fingerprint(JSON.stringify([sorted, placeOf(destination), salesChannel ?? null]))}`
  }

  keep(request: QuoteRequest, quote: Quote, at: number): void {
    quotes.set(this.tenant, this.keyOf(request), { value: quote, at })
    if (quote.shippingOptions.length > 0) {
      shipping.set(this.tenant, this.placeKey(request), { value: quote.shippingOptions, at })
    }
  }

  /** The quote of this very question, if it is not older than `maxAgeMs`. */
  quote(request: QuoteRequest, now: number, maxAgeMs: number): Kept<Quote> | undefined {
    const kept = quotes.get(this.tenant, this.keyOf(request))
    return kept && now - kept.at < maxAgeMs ? kept : undefined
  }

  /** Last shipping options of this cart, else of any cart that went to the same place. */
  lastShipping(request: QuoteRequest, now: number, maxAgeMs: number): readonly ShippingOption[] {
    const same = this.quote(request, now, maxAgeMs)?.value
    if (same && same.shippingOptions.length > 0) return same.shippingOptions
    const kept = shipping.get(this.tenant, this.placeKey(request))
    return kept && now - kept.at < maxAgeMs ? kept.value : []
  }

  private placeKey({ destination, salesChannel }: QuoteRequest): string {
    return `${this.seller}\n${fingerprint(JSON.stringify([placeOf(destination), salesChannel ?? null]))}`
  }
}

const placeOf = (destination: Destination | undefined) =>
  destination && [destination.country ?? null, destination.postalCode ?? null, destination.geoCoordinates ?? null]

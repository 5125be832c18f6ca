import { createHash } from 'crypto'

import type { SellerSkuId } from '../../../domain/ids'
import { BoundedMap } from './boundedMap'

/** `null`: the shop did not sell this SKU when it was last asked. */
type Known = string | null

/** For all tenants together: about 15 MB when full. */
const ids = new BoundedMap<string, Known>(100_000)

/**
 * Vendure's ids of the SKUs of one tenant, learned from every answer and only ever a guess: with them a quote is one
 * request instead of two, and a wrong one is noticed in the answer.
 */
export class VariantIds {
  private readonly prefix: string

  constructor(tenant: readonly string[]) {
    this.prefix = createHash('sha256').update(JSON.stringify(tenant)).digest('base64').slice(0, 16)
  }

  /** undefined when the SKU was never asked for. */
  get(sku: SellerSkuId): Known | undefined {
    return ids.get(this.prefix + sku)
  }

  learn(sku: SellerSkuId, id: Known) {
    ids.set(this.prefix + sku, id)
  }
}

import type { SellerSkuId } from '../../../domain/ids'
import { BoundedMap } from './boundedMap'

/** `null`: the shop did not sell this SKU when it was last asked. */
type Known = string | null

const tenants = new BoundedMap<string, VariantIds>(200)

/**
 * Vendure's ids of the SKUs of one tenant, learned from every answer and only ever a guess: with them a quote is one
 * request instead of two, and a wrong one is noticed in the answer.
 */
export class VariantIds {
  private readonly known = new BoundedMap<SellerSkuId, Known>(20_000)

  static of(tenant: string): VariantIds {
    const found = tenants.get(tenant) ?? new VariantIds()
    tenants.set(tenant, found)
    return found
  }

  /** undefined when the SKU was never asked for. */
  get(sku: SellerSkuId): Known | undefined {
    return this.known.get(sku)
  }

  learn(sku: SellerSkuId, id: Known) {
    this.known.set(sku, id)
  }

  forget(skus: readonly SellerSkuId[]) {
    skus.forEach((sku) => this.known.delete(sku))
  }
}

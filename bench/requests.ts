import type { LoadRequest } from './load/loadPlan'
import { priceOf, skuOf } from './outside/goods'
import type { BenchSeller } from './world/benchWorld'

const SIMULATION = '/pvt/orderForms/simulation'

export interface CartOptions {
  /** SKU numbers, one line each. */
  readonly skus: readonly number[]
  /** With one: a cart; without: shelf, product page or index. */
  readonly postalCode?: string
  readonly quantity?: number
}

/** A simulation as the marketplace asks it (PROTOCOL §5.1). */
export function simulation(
  { base, sellerId }: BenchSeller,
  { postalCode, quantity = 1, skus }: CartOptions,
): Pick<LoadRequest, 'path' | 'body'> {
  const items = skus.map((n) => ({ id: skuOf(n), quantity, seller: sellerId }))
  const place = { country: postalCode === undefined ? null : 'BRA', postalCode: postalCode ?? null }
  const rest = { geoCoordinates: [], sc: '1', isCheckedIn: false, shippingData: null, clientProfileData: null }
  return { path: base + SIMULATION, body: JSON.stringify({ items, ...place, ...rest }) }
}

/** What a simulation of the first line has to answer. `edition`: how often the shop changed the price. */
export const priceAt = (shop: number, n: number, edition = 0) => priceOf(shop, n, edition)

/** `2` → `01002000`: another place for every number. */
export const postalCodeOf = (n: number) => String(1_000_000 + (n % 90_000) * 1_000).padStart(8, '0')

/** @returns [0, 1, … count-1] */
export const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index)

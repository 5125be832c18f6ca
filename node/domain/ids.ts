import type { Brand } from './brand'

/** Order id of the marketplace, e.g. `1400000000007-01`; one per seller inside an order group. */
export type MarketplaceOrderId = Brand<string, 'MarketplaceOrderId'>

/** Order id this seller returned at placement: `XS-{marketplaceOrderId}` (DESIGN D7). */
export type SellerOrderId = Brand<string, 'SellerOrderId'>

/** Seller id as registered in the marketplace: at most 50 characters, case-sensitive. */
export type SellerId = Brand<string, 'SellerId'>

/** SKU id of the seller: always a string, never parsed as a number (PROTOCOL C-14). */
export type SellerSkuId = Brand<string, 'SellerSkuId'>

const SELLER_ORDER_PREFIX = 'XS-'

export const marketplaceOrderId = (value: string) => value as MarketplaceOrderId
export const sellerId = (value: string) => value as SellerId
export const sellerSkuId = (value: string) => value as SellerSkuId

/** The seller order id is derived, never stored apart: one key, no reverse map (DESIGN D7). */
export const sellerOrderIdOf = (id: MarketplaceOrderId) => `${SELLER_ORDER_PREFIX}${id}` as SellerOrderId

/**
 * The marketplace order id meant by a path segment of VTEX.
 * Sources disagree whether VTEX sends the seller's or the marketplace's id: both are understood (PROTOCOL C-22).
 */
export const marketplaceOrderIdFromPath = (segment: string): MarketplaceOrderId =>
  marketplaceOrderId(segment.startsWith(SELLER_ORDER_PREFIX) ? segment.slice(SELLER_ORDER_PREFIX.length) : segment)

import { MarketplaceRejected } from '../../domain/errors'

/** VTEX refuses to hear about this SKU: its problem alone. A missing permission (401, 403) concerns all of them. */
export const isFinal = (error: unknown): error is MarketplaceRejected =>
  error instanceof MarketplaceRejected && error.status !== 401 && error.status !== 403

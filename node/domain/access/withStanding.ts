import type { SellerSettings } from '../settings/sellerSettings'
import type { SellerAccess } from './sellerAccess'

/**
 * The seller as its settings and its standing together make it (PROTOCOL §17.18). Paused here: simulations answer zero
 * stock, as with `active` off. Paused by the marketplace: nothing of the catalogue goes out, simulations stay truthful.
 */
export function withStanding(seller: SellerSettings, access: SellerAccess | undefined): SellerSettings {
  if (!access?.pausedHereAt && !access?.pausedThereAt) return seller
  return {
    ...seller,
    active: seller.active && access.pausedHereAt === undefined,
    ...(access.pausedThereAt && {
      pausedThere: true,
      sends: { ...seller.sends, content: false, price: false, stock: false },
    }),
  }
}

import type { AccountState, RegisteredSeller } from './accountState'
import { unless, type Finding } from './shape'

/** Until then the connector need not have noticed that a seller was paused. */
const NOTICE_MS = 5 * 60_000

/** Keeps a seller, and since when it is paused. */
export function keepSeller(state: AccountState, seller: RegisteredSeller, now: Date) {
  state.sellers.set(seller.id, seller)
  if (seller.isActive) state.pausedSince.delete(seller.id)
  else if (!state.pausedSince.has(seller.id)) state.pausedSince.set(seller.id, now.getTime())
}

/** Catalog calls about a seller that the marketplace paused stop (PROTOCOL §17.18, AC-89). */
export function pauseFindings(state: AccountState, sellerId: string, now: Date): Finding[] {
  const since = state.pausedSince.get(sellerId)
  return unless(
    since === undefined || now.getTime() - since <= NOTICE_MS,
    'PROTOCOL §17.18',
    'catalog calls stop while the marketplace has paused the seller',
  )
}

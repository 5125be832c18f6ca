import type { Marketplace } from '../marketplace/marketplace'
import type { Platform } from '../platform/platform'

/** From now on the app `vtex.orders-broadcast` is installed: the connector hears of every status change (PLATFORM §5). */
export const broadcastStatuses = (
  { marketplace, platform }: { readonly marketplace: Marketplace; readonly platform: Platform },
  account: string,
): (() => void) =>
  marketplace.followStatus(account, ({ orderId, status, lastStatus, change, lastChange }) =>
    platform.broadcastOrder(account, {
      orderId,
      currentState: status,
      lastState: lastStatus,
      currentChangeDate: change,
      lastChangeDate: lastChange,
    }),
  )

/** One status change as `vtex.orders-broadcast` tells it (PLATFORM §5). Dates are ISO 8601. */
export interface OrderBroadcast {
  readonly orderId: string
  readonly currentState: string
  readonly lastState: string
  readonly currentChangeDate: string
  readonly lastChangeDate: string
  /** `Marketplace` when absent. */
  readonly domain?: string
}

export const BROADCAST_SENDER = 'vtex.orders-broadcast'

/** Topics under which the one change is sent: the general one, and the state itself. */
export const broadcastTopics = ({ currentState }: OrderBroadcast) => ['order-status-updated', currentState]

export const broadcastBody = ({ domain = 'Marketplace', ...change }: OrderBroadcast) => ({ domain, ...change })

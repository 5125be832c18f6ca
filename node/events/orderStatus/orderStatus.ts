import { systemClock } from '../../clients/systemClock'
import { ConnectorError } from '../../domain/errors'
import type { ConnectorEvent } from '../../typings/context'
import { followOrderStatus } from './followOrderStatus'

const WORKING_MS = 15_000

/** Body of `vtex.orders-broadcast` (PLATFORM §5). */
interface OrderStatusUpdated {
  readonly orderId?: unknown
  readonly currentState?: unknown
}

/**
 * The marketplace's own broadcast of order statuses, if the app `vtex.orders-broadcast` is installed: a safety net for a
 * call that never came. What cannot be followed now is found by the daily round.
 */
export async function orderStatus(ctx: ConnectorEvent): Promise<void> {
  const { orderId, currentState } = (ctx.body ?? {}) as OrderStatusUpdated
  const until = systemClock.now() + WORKING_MS
  await followOrderStatus(ctx, { orderId, status: currentState }, until, systemClock).catch((error: unknown) => {
    if (!(error instanceof ConnectorError)) throw error
  })
}

import { setTimeout as pause } from 'timers/promises'

import type { ConnectorEvent } from '../../typings/context'
import { openEventWork } from '../openEventWork'
import type { SellerEvent } from '../ownEvents'
import { followHints } from './followHints'

const WORKING_MS = 15_000

/** Follows up what a partner's webhooks said. Twice, late or never: the outcome is the same. */
export async function partnerHints(ctx: ConnectorEvent): Promise<void> {
  const { sellerId } = ctx.body as SellerEvent
  const work = await openEventWork(ctx, sellerId)
  if (work) await followHints(ctx, work, work.clock.now() + WORKING_MS, (ms) => pause(ms))
}

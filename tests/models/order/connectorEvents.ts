import { deliverOwed } from '../../../node/events/outbox/deliverOwed'
import { dueOrders } from '../../../node/events/sweep/dueOrders'
import { sweepLeftovers } from '../../../node/events/sweep/sweepLeftovers'
import { sweepSeller } from '../../../node/events/sweep/sweepSeller'
import { SECOND } from '../../unit/fixtures/movableClock'
import { ORDER_ID } from '../../unit/fixtures/orders'
import { SOON_S, type ModelEvent } from './modelEvent'
import type { ModelWorld } from './modelWorld'

async function sweep({ work, markers, clock }: ModelWorld) {
  const due = (await dueOrders(markers, {}, clock.now())).bySeller.get('acme') ?? []
  await sweepSeller([work], due, clock.now() + 20 * SECOND, markers)
  // As if by another process each time: none remembers when it last cleared away.
  await sweepLeftovers({ account: `model-${sweeps++}`, workspace: 'master' }, work)
}

let sweeps = 0

/** What the connector does by itself. */
export const CONNECTOR_EVENTS: readonly ModelEvent[] = [
  {
    name: 'outbox event',
    afterS: SOON_S,
    possible: () => true,
    run: ({ work, clock }) => deliverOwed(work, ORDER_ID, clock.now() + 15 * SECOND),
  },
  { name: 'sweep a minute later', afterS: 70, possible: () => true, run: sweep },
  { name: 'sweep 20 minutes later', afterS: 1_200, possible: () => true, run: sweep },
  {
    name: 'sweep 9 days later',
    afterS: 9 * 86_400,
    possible: () => true,
    // No marketplace repeats a placement for that long.
    first: ({ oms }) => {
      if (oms.state.status === 'order-create-error') oms.change({ status: 'canceled' })
    },
    run: sweep,
  },
]

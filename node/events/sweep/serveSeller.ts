import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'
import type { SellerWork } from '../../clients/sellerWork'
import { DueMarkers } from '../../clients/storage/dueMarkers'
import { announceSync } from '../ownEvents'
import { catalogRound } from '../catalog/catalogRound'
import { sendAlerts } from '../alerts/sendAlerts'
import { followHints } from '../hints/followHints'
import { dailyRound } from '../reconcile/dailyRound'
import type { DueOrder } from './dueOrders'
import { sweepLeftovers } from './sweepLeftovers'
import { sweepSeller } from './sweepSeller'

/** Orders worked on at the same time. Each lane writes down its own calls. */
const LANES = 4
/** Of the time a seller gets: so that many orders keep neither hints nor catalog waiting for ever. */
const FOR_ORDERS = 0.7
/** Of the look at everything: it has a day. */
const ROUND_MS = 5_000

export interface Served {
  /** Orders looked at. */
  readonly orders: number
  readonly unfinished: boolean
  /** Something was read again that the marketplace may be told of in a moment. */
  readonly hasNews: boolean
}

/** Everything the sweeper does for one seller, until a time given in ms since the epoch. */
export async function serveSeller(
  ctx: { readonly clients: Clients; readonly vtex: IOContext },
  open: () => SellerWork,
  due: readonly DueOrder[],
  until: number,
  alertUrl?: string,
): Promise<Served> {
  const lanes = Array.from({ length: Math.max(1, Math.min(LANES, due.length)) }, open)
  const [work] = lanes
  const start = work.clock.now()
  try {
    const untilOrders = start + (until - start) * FOR_ORDERS
    const swept = await sweepSeller(lanes, due, untilOrders, new DueMarkers(ctx.clients.records))
    await followHints(ctx, work, until)
    await sweepLeftovers(ctx.vtex, work)
    await dailyRound(work, Math.min(until, work.clock.now() + ROUND_MS))
    await sendAlerts(ctx, work, alertUrl)
    if (await catalogRound(ctx, work, until)) await announceSync(ctx, work.seller.sellerId)
    const unfinished = swept.unfinished || work.clock.now() >= until
    return { orders: swept.orders, unfinished, hasNews: (await work.hints.waiting()).length > 0 }
  } finally {
    await work.activity.append(lanes.flatMap(({ log }) => log.drain())).catch(() => undefined)
  }
}

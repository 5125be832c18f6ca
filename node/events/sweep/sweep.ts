import type { IOContext } from '@vtex/api'

import type { Clients } from '../../clients'
import { openSellerWork } from '../../clients/sellerWork'
import { settingsOf } from '../../clients/settingsOf'
import { DueMarkers } from '../../clients/storage/dueMarkers'
import { SweepState } from '../../clients/storage/sweepState'
import { systemClock } from '../../clients/systemClock'
import { ConnectorError } from '../../domain/errors'
import type { SellerId } from '../../domain/ids'
import { hourOf } from '../../domain/orders/dueHour'
import { continueCatalogRun } from '../catalog/continueCatalogRun'
import { followHints } from '../hints/followHints'
import { followCatalogFeed } from './followCatalogFeed'
import { sweepLeftovers } from './sweepLeftovers'
import { sweepSeller, type DueOrder } from './sweepSeller'

export interface SweepReport {
  /** Another sweep is at work, or no seller is registered yet. */
  readonly skipped: boolean
  /** Orders looked at. */
  readonly orders: number
  /** Time ran out: the rest is for the next sweep. */
  readonly unfinished: boolean
}

/** The platform cuts a request at 30 s; the lease of a sweep lasts 30 s (DESIGN D8). */
const WORKING_MS = 20_000

/**
 * Does everything that is due in an account and workspace: owed steps, news of open orders, expired reservations,
 * unfinished catalog runs. It trusts the due markers alone; no event needs to have arrived (DESIGN D8).
 */
export async function sweep(ctx: { readonly clients: Clients; readonly vtex: IOContext }): Promise<SweepReport> {
  const clock = systemClock
  const state = new SweepState(ctx.clients.records, clock)
  if (!(await state.begin())) return { skipped: true, orders: 0, unfinished: false }
  const until = clock.now() + WORKING_MS
  let orders = 0
  try {
    const settings = await settingsOf(ctx, clock)
    const markers = new DueMarkers(ctx.clients.records)
    const bySeller = await dueOrders(markers, hourOf(clock.now()))
    for (const seller of settings.sellers.values()) {
      if (clock.now() >= until) break
      const due = bySeller.get(seller.sellerId) ?? []
      orders += await oneSeller(ctx, seller.sellerId, async () => {
        const work = openSellerWork(ctx, seller, settings, clock)
        try {
          const looked = await sweepSeller(work, due, until, markers)
          await followHints(ctx, work, until)
          await followCatalogFeed(ctx, work, until)
          await sweepLeftovers(ctx.vtex, work)
          await continueCatalogRun(ctx, work, until)
          return looked
        } finally {
          await work.activity.append(work.log.drain()).catch(() => undefined)
        }
      })
    }
  } finally {
    await state.finish()
  }
  return { skipped: false, orders, unfinished: clock.now() >= until }
}

/** One seller's trouble must not keep the others waiting. */
async function oneSeller(
  { vtex }: { readonly vtex: IOContext },
  seller: SellerId,
  run: () => Promise<number>,
): Promise<number> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    vtex.logger.warn({ event: 'sweepFailed', seller, reason: error.message })
    return 0
  }
}

async function dueOrders(markers: DueMarkers, hour: string): Promise<Map<string, DueOrder[]>> {
  const bySeller = new Map<string, DueOrder[]>()
  for (const path of await markers.upTo(hour)) {
    const marker = await markers.read(path)
    if (!marker) continue
    const due = bySeller.get(marker.sellerId) ?? []
    const known = due.find(({ id }) => id === marker.marketplaceOrderId)
    if (known) known.paths.push(path)
    else due.push({ id: marker.marketplaceOrderId, paths: [path] })
    bySeller.set(marker.sellerId, due)
  }
  return bySeller
}

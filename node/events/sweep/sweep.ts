import type { IOContext } from '@vtex/api'
import { randomUUID } from 'crypto'
import { setTimeout as pause } from 'timers/promises'

import type { Clients } from '../../clients'
import { openSellerWork } from '../../clients/openSellerWork'
import { settingsOf } from '../../clients/settingsOf'
import { DueMarkers } from '../../clients/storage/dueMarkers'
import { recordKey } from '../../clients/storage/recordKey'
import { SweepState } from '../../clients/storage/sweepState'
import { standingSeller } from '../../clients/standingSeller'
import { systemClock } from '../../clients/systemClock'
import { ConnectorError } from '../../domain/errors'
import type { ConnectorSettings } from '../../domain/settings/parseSettings'
import type { SellerSettings } from '../../domain/settings/sellerSettings'
import { followHints } from '../hints/followHints'
import { dueOrders, type DueOrder } from './dueOrders'
import { followRegistration } from './followRegistration'
import { serveSeller, type Served } from './serveSeller'

export interface SweepReport {
  /** Another sweep is at work, or no seller is registered yet. */
  readonly skipped: boolean
  /** Orders looked at. */
  readonly orders: number
  /** Time ran out: the rest is for the next sweep. */
  readonly unfinished: boolean
}

type Sweeper = { readonly clients: Clients; readonly vtex: IOContext }

/** The platform cuts a request at 30 s; the lease of a sweep lasts 30 s (DESIGN D8). */
const WORKING_MS = 20_000
/** However many sellers there are, each one gets something done when it is its turn. */
const LEAST_SLICE_MS = 2_000

/**
 * Does everything that is due in an account and workspace: owed steps, news of open orders, expired reservations,
 * unfinished catalog runs. It trusts the due markers alone; no event needs to have arrived (DESIGN D8). Sellers share
 * the time, and the one that was served last comes last the next time.
 */
export async function sweep(ctx: Sweeper): Promise<SweepReport> {
  const clock = systemClock
  const state = new SweepState(ctx.clients.records, clock)
  const run = randomUUID()
  const before = await state.begin(run)
  if (!before) return { skipped: true, orders: 0, unfinished: false }
  const until = clock.now() + WORKING_MS
  let orders = 0
  let unfinished = false
  let progress = before
  const withNews: SellerSettings[] = []
  try {
    const settings = await settingsOf(ctx, clock)
    const due = await dueOrders(new DueMarkers(ctx.clients.records), before, clock.now())
    progress = { ...progress, ...due.progress }
    const sellers = inTurn([...settings.sellers.values()], before.lastSeller)
    for (const [index, seller] of sellers.entries()) {
      const left = until - clock.now()
      if (left <= 0) {
        unfinished = true
        break
      }
      const slice = Math.min(left, Math.max(LEAST_SLICE_MS, left / (sellers.length - index)))
      const served = await oneSeller(ctx, settings, seller, due.bySeller.get(recordKey(seller.sellerId)) ?? [], slice)
      orders += served.orders
      unfinished = unfinished || served.unfinished
      if (served.hasNews) withNews.push(seller)
      progress = { ...progress, lastSeller: seller.sellerId }
    }
    // Meanwhile every replica learned what was read: the marketplace may be told, of all sellers at the same time.
    await Promise.all(withNews.map((seller) => tellNews(ctx, settings, seller, until)))
  } finally {
    await state.finish(run, progress)
  }
  return { skipped: false, orders, unfinished }
}

/** In a fixed order, beginning after the one that was served last. */
function inTurn(sellers: readonly SellerSettings[], last: string | undefined): SellerSettings[] {
  const sorted = [...sellers].sort((a, b) => (a.sellerId < b.sellerId ? -1 : 1))
  const first = last === undefined ? 0 : sorted.findIndex(({ sellerId }) => sellerId > last)
  return first <= 0 ? sorted : [...sorted.slice(first), ...sorted.slice(0, first)]
}

/** One seller's trouble must not keep the others waiting. */
async function oneSeller(
  ctx: Sweeper,
  settings: ConnectorSettings,
  seller: SellerSettings,
  due: readonly DueOrder[],
  slice: number,
): Promise<Served> {
  const served = await unlessItFails(ctx, seller, async () => {
    const standing = await standingSeller(ctx, seller, systemClock)
    const open = () => openSellerWork(ctx, standing, settings, systemClock)
    const done = await serveSeller(ctx, open, due, systemClock.now() + slice, settings.alertUrl)
    await followRegistration(ctx, open(), settings)
    return done
  })
  return served ?? { orders: 0, unfinished: false, hasNews: false }
}

const tellNews = (ctx: Sweeper, settings: ConnectorSettings, seller: SellerSettings, until: number) =>
  unlessItFails(ctx, seller, async () => {
    const work = openSellerWork(ctx, await standingSeller(ctx, seller, systemClock), settings, systemClock)
    return followHints(ctx, work, until, (ms) => pause(ms))
  })

async function unlessItFails<T>(ctx: Sweeper, seller: SellerSettings, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    ctx.vtex.logger.warn({ event: 'sweepFailed', seller: seller.sellerId, reason: error.message })
    return undefined
  }
}

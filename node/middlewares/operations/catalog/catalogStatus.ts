import { progressOf } from '../../../domain/catalog/progress'
import type { ConnectorContext } from '../../../typings/context'

/** How far the catalogue has come, where its SKUs stand, and what the latest runs and plan found. */
export async function catalogStatus(ctx: ConnectorContext) {
  const { clock, work } = ctx.state
  const { catalog, seller } = work
  const run = await catalog.run()
  ctx.status = 200
  ctx.body = {
    sellerId: seller.sellerId,
    ...progressOf(run, clock.now(), seller.active),
    states: run.states ?? {},
    sends: seller.sends,
    unmapped: run.unmapped ?? { categories: [], brands: [] },
    ...(run.plan ? { plan: run.plan } : {}),
    bindings: {
      orphans: run.orphans ?? [],
      inactive: run.asleep ?? [],
      ...(run.bindingsProblem ? { problem: run.bindingsProblem } : {}),
    },
    schedule: {
      deltaMinutes: seller.catalogDeltaMinutes,
      nightlyHour: seller.catalogNightlyHour ?? null,
      lastFull: run.watch?.fullAt ?? null,
      lastDelta: run.watch?.deltaAt ?? null,
      feed: run.watch?.hasFeed ?? false,
    },
    recent: run.recent ?? [],
  }
}

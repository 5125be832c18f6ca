import { within } from '../../clients/within'
import { TryAgainLater } from '../../domain/errors'
import type { Middleware } from '../../typings/context'

/** VTEX drops the offer after 2.5 s, edge and cold start included, so we must have answered by then (DESIGN D6). */
export const SIMULATION_DEADLINE_MS = 2_000

/** Whatever is slow, storage and settings included: an early 503 is of more use than a late answer. */
export const answerInTime: Middleware = async function answerInTime(ctx, next) {
  const left = SIMULATION_DEADLINE_MS - (ctx.state.clock.now() - ctx.state.startedAt)
  await within(left, next(), () => new TryAgainLater('The simulation took too long', 1))
}

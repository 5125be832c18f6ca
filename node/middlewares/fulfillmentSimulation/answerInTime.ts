import { TryAgainLater } from '../../domain/errors'
import type { Middleware } from '../../typings/context'

/** VTEX drops the offer after 2.5 s, edge and cold start included, so we must have answered by then (DESIGN D6). */
export const SIMULATION_DEADLINE_MS = 2_000
const LOOK_EVERY_MS = 50

interface Waiting {
  /** Ms since the epoch. */
  readonly until: number
  readonly giveUp: (error: Error) => void
}

/** Simulations under way. One timer looks at all of them: a timer for each would cost more than most answers. */
const waiting = new Set<Waiting>()
let timer: NodeJS.Timeout | undefined

/** Whatever is slow, storage and settings included: an early 503 is of more use than a late answer. */
export const answerInTime: Middleware = function answerInTime({ state }, next) {
  return new Promise<void>((resolve, reject) => {
    const one: Waiting = { until: state.startedAt + SIMULATION_DEADLINE_MS, giveUp: reject }
    waiting.add(one)
    timer ??= setInterval(() => giveUpLate(state.clock.now()), LOOK_EVERY_MS).unref()
    next().then(
      () => {
        waiting.delete(one)
        resolve()
      },
      (error) => {
        waiting.delete(one)
        reject(error)
      },
    )
  })
}

function giveUpLate(now: number): void {
  for (const one of waiting) {
    if (now < one.until) continue
    waiting.delete(one)
    one.giveUp(new TryAgainLater('The simulation took too long', 1))
  }
  if (waiting.size > 0) return
  clearInterval(timer)
  timer = undefined
}

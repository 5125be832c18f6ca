import type { MovableClock } from '../../unit/fixtures/movableClock'

/**
 * From now on who waits lets the model's time pass instead of ours, who lets others go first does so at once, and how
 * long a wait is never depends on chance: a walk is the same each time.
 * @returns puts back what was real
 */
export function modelTime(clock: MovableClock): () => void {
  const { setTimeout, setImmediate } = globalThis
  const later = (run: () => void, ms = 0) => {
    clock.advance(ms)
    queueMicrotask(run)
  }
  const atOnce = (run: () => void) => queueMicrotask(run)
  const { random } = Math
  Object.assign(globalThis, { setTimeout: later, setImmediate: atOnce })
  Math.random = () => 0.5
  return () => {
    Object.assign(globalThis, { setTimeout, setImmediate })
    Math.random = random
  }
}

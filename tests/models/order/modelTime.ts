import type { MovableClock } from '../../unit/fixtures/movableClock'

/**
 * From now on who waits lets the model's time pass instead of ours, and who lets others go first does so at once.
 * @returns puts the real timers back
 */
export function modelTime(clock: MovableClock): () => void {
  const { setTimeout, setImmediate } = globalThis
  const later = (run: () => void, ms = 0) => {
    clock.advance(ms)
    queueMicrotask(run)
  }
  const atOnce = (run: () => void) => queueMicrotask(run)
  Object.assign(globalThis, { setTimeout: later, setImmediate: atOnce })
  return () => void Object.assign(globalThis, { setTimeout, setImmediate })
}

import type { Middleware } from '../../typings/context'

/**
 * Several middlewares as one. Each calls the next one once, or ends there.
 * @param name how the runtime calls it
 */
export function inSequence(name: string, entries: readonly Middleware[]): Middleware {
  const all: Middleware = (ctx, next) => {
    let index = 0
    const step = (): Promise<void> => (index < entries.length ? entries[index++](ctx, step) : next())
    return step()
  }
  // The runtime times each middleware and, once more, the route: the route is enough.
  return Object.defineProperties(all, { name: { value: name }, skipTimer: { value: true } })
}

import type { Middleware } from '../../typings/context'

/**
 * Several middlewares as one.
 * @param name how the runtime's metrics call it
 */
export function inSequence(name: string, entries: readonly Middleware[]): Middleware {
  const all: Middleware = (ctx, next) => {
    const run = (index: number): Promise<void> =>
      index === entries.length ? next() : entries[index](ctx, () => run(index + 1))
    return run(0)
  }
  return Object.defineProperty(all, 'name', { value: name })
}

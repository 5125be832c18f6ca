import type { Unmapped } from './catalogRun'

const KEPT = 50

/** Adds names the marketplace lacks; some of them are enough to fill a mapping table. */
export function withUnmapped(
  known: Unmapped | undefined,
  missing: readonly { readonly category?: string; readonly brand?: string }[],
): Unmapped {
  const add = (names: readonly string[], more: readonly (string | undefined)[]) =>
    [...new Set([...names, ...more.filter((name): name is string => name !== undefined)])].slice(0, KEPT)
  return {
    categories: add(
      known?.categories ?? [],
      missing.map(({ category }) => category),
    ),
    brands: add(
      known?.brands ?? [],
      missing.map(({ brand }) => brand),
    ),
  }
}

import type { CatalogCounts } from './catalogRun'

/** Counts what a step does, while it does it. */
export class Tally {
  private readonly counted: { -readonly [K in keyof CatalogCounts]?: number } = {}

  add(name: keyof CatalogCounts, times = 1) {
    this.counted[name] = (this.counted[name] ?? 0) + times
  }

  get counts(): Partial<CatalogCounts> {
    return { ...this.counted }
  }
}

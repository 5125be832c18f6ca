/** Callers that want the same thing at the same time share one look at it. Keys carry the tenant. */
export class SingleFlight<T> {
  private readonly inFlight = new Map<string, Promise<T>>()

  /** @returns the look under way for `key`, or the one begun now */
  run(key: string, begin: () => Promise<T>): Promise<T> {
    const known = this.inFlight.get(key)
    if (known) return known
    const begun = begin().finally(() => this.inFlight.delete(key))
    this.inFlight.set(key, begun)
    return begun
  }

  has(key: string): boolean {
    return this.inFlight.has(key)
  }
}

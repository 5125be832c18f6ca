/** Work the marketplace does after it has answered. */
export class Background {
  private readonly inFlight = new Set<Promise<void>>()

  /** Starts a turn later, so that the answer is on its way first. */
  start = (work: () => Promise<void>) => {
    const running = new Promise<void>((resolve) => setImmediate(resolve))
      .then(work)
      .finally(() => this.inFlight.delete(running))
    this.inFlight.add(running)
  }

  /** Resolves when nothing is under way. */
  async settled() {
    while (this.inFlight.size > 0) await Promise.all(this.inFlight)
  }
}

/** The marketplace's time: that of the machine or of a test, plus what was skipped. */
export class MarketplaceClock {
  private skippedMs = 0

  constructor(private readonly machine: () => number) {}

  now = () => this.machine() + this.skippedMs

  skip(seconds: number) {
    this.skippedMs += seconds * 1_000
  }
}

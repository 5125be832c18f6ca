/** The real time, which a sandbox can move forward. */
export class Clock {
  private ahead = 0

  readonly now = () => Date.now() + this.ahead

  advance(seconds: number) {
    this.ahead += seconds * 1_000
  }
}

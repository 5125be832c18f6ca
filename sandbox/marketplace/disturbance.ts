/** Something that goes wrong with calls of one step, each call using up one `times`. */
export interface Disturbance {
  /** `*` = any step. */
  readonly step: string
  /** Only calls about this SKU, order or seller; any when absent. */
  readonly subject?: string
  /** 1 when absent, without end when there is a `forSeconds`. */
  readonly times?: number
  /** By the marketplace's clock, from now on. */
  readonly forSeconds?: number
  /**
   * `refuse` answers `status` without doing anything; `dropAnswer` does the work and then cuts the connection, as
   * when a proxy dies: the caller cannot know. `delay` does the work at once and answers `ms` later.
   */
  readonly kind: 'refuse' | 'dropAnswer' | 'delay'
  /** For `refuse`: 503 when absent. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** For `delay`: real milliseconds. */
  readonly ms?: number
}

interface Waiting {
  readonly disturbance: Disturbance
  readonly until: number
  left: number
}

/** Faults of the marketplace that a scenario has asked for. */
export class Disturbances {
  private waiting: Waiting[] = []

  constructor(private readonly now: () => number) {}

  add(disturbance: Disturbance) {
    const { forSeconds, times = forSeconds === undefined ? 1 : Infinity } = disturbance
    const until = forSeconds === undefined ? Infinity : this.now() + forSeconds * 1_000
    this.waiting.push({ disturbance, until, left: times })
  }

  /** Ends every disturbance. */
  clear() {
    this.waiting = []
  }

  /** The disturbance the next call of this step runs into; the oldest first. */
  take(step: string, subject: string): Disturbance | undefined {
    this.waiting = this.waiting.filter((one) => one.left > 0 && this.now() < one.until)
    const next = this.waiting.find(({ disturbance }) => fits(disturbance, step, subject))
    if (next) next.left--
    return next?.disturbance
  }
}

const fits = (disturbance: Disturbance, step: string, subject: string) =>
  (disturbance.step === '*' || disturbance.step === step) && (disturbance.subject ?? subject) === subject

/** Something that goes wrong with calls of one step, each call using up one `times`. */
export interface Disturbance {
  readonly step: string
  readonly times: number
  /**
   * `refuse` answers `status` without doing anything; `dropAnswer` does the work and then cuts the connection, as
   * when a proxy dies: the caller cannot know.
   */
  readonly kind: 'refuse' | 'dropAnswer'
  /** For `refuse`: 503 when absent. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Faults of the marketplace that a scenario has asked for. */
export class Disturbances {
  private waiting: Disturbance[] = []

  add(disturbance: Disturbance) {
    this.waiting.push(disturbance)
  }

  /** The disturbance the next call of this step runs into. */
  take(step: string): Disturbance | undefined {
    const next = this.waiting.find((one) => one.step === step)
    if (!next) return undefined
    const left = next.times > 1 ? [{ ...next, times: next.times - 1 }] : []
    this.waiting = this.waiting.flatMap((one) => (one === next ? left : [one]))
    return next
  }
}

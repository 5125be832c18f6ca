/** What reached a server since it was last asked. */
export interface Calls {
  /** By operation. */
  readonly byKind: Readonly<Record<string, number>>
  readonly total: number
  /** The most that were open at one moment. */
  readonly mostInFlight: number
  /** Milliseconds since the epoch at which each came. */
  readonly arrivals: readonly number[]
}

export class CallCount {
  private byKind: Record<string, number> = {}
  private arrivals: number[] = []
  private inFlight = 0
  private mostInFlight = 0

  /** Call the function returned when the call is over, however it ends. */
  open(kind: string): () => void {
    this.byKind[kind] = (this.byKind[kind] ?? 0) + 1
    this.arrivals.push(performance.timeOrigin + performance.now())
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight)
    let open = true
    return () => {
      if (open) this.inFlight--
      open = false
    }
  }

  /** Begins to count anew; what is open stays open. */
  take(): Calls {
    const { arrivals, byKind, mostInFlight } = this
    this.byKind = {}
    this.arrivals = []
    this.mostInFlight = this.inFlight
    return { byKind, total: arrivals.length, mostInFlight, arrivals }
  }
}

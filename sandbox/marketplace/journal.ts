import type { Finding } from './shape'

/** Seen from the marketplace: `in` = the connector called it, `out` = it called the seller. */
export type Direction = 'in' | 'out'

/** One call, without body and without any credential. */
export interface JournalEntry {
  readonly account: string
  /** ISO 8601 with milliseconds: when the call started. */
  readonly at: string
  readonly direction: Direction
  readonly step: string
  /** The SKU, marketplace order or seller the call was about. */
  readonly subject: string
  readonly method: string
  /** Without query; the access key of a fulfillment endpoint is `***`. */
  readonly path: string
  /** 0 while there is no answer, and for ever when none came. */
  readonly status: number
  readonly ms: number
  /** `x-vtex-operation-id`. */
  readonly operationId: string
}

export interface Violation extends Finding {
  readonly account: string
  readonly step: string
  readonly subject: string
  readonly at: string
}

type Opening = Omit<JournalEntry, 'at' | 'status' | 'ms'>

/** What happened at the marketplace, in the order in which calls started. */
export class Journal {
  private readonly calls: JournalEntry[] = []
  private readonly broken: Violation[] = []

  constructor(private readonly now: () => number) {}

  /** Writes a call down when it starts; the returned function completes the entry when its answer is known. */
  open(call: Opening): (status: number) => void {
    const index = this.calls.length
    const entry: JournalEntry = { ...call, at: new Date(this.now()).toISOString(), status: 0, ms: 0 }
    const startedAt = performance.now()
    this.calls.push(entry)
    return (status) => {
      this.calls[index] = { ...entry, status, ms: Math.round(performance.now() - startedAt) }
    }
  }

  report(where: { account: string; step: string; subject: string }, findings: readonly Finding[]) {
    const at = new Date(this.now()).toISOString()
    this.broken.push(...findings.map((finding) => ({ ...where, ...finding, at })))
  }

  entries = (account?: string): JournalEntry[] => this.calls.filter((call) => !account || call.account === account)

  violations = (account?: string): Violation[] => this.broken.filter((one) => !account || one.account === account)
}

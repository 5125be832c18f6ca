/** Who is on the other side of a call. */
export type Peer = 'marketplace' | 'partner'

/** One call in or out, as the timeline shows it (DESIGN D15): no body, no secret, no personal data. */
export interface CallEntry {
  /** ISO 8601 with milliseconds: when the call started. */
  readonly at: string
  readonly direction: 'in' | 'out'
  readonly peer: Peer
  /** VTEX's name of the step, or the partner's operation. */
  readonly step: string
  /** The SKU or order the call was about. */
  readonly subject?: string
  /** HTTP status, or 0 when no answer came. */
  readonly status: number
  /** The call was not made: its kind is switched off (`sends`); `note` says which. */
  readonly notSent?: true
  readonly ms: number
  /** `x-vtex-operation-id` of the request that caused it. */
  readonly operationId?: string
  /** Why it ended as it did, when the status does not say it. */
  readonly note?: string
  /** How often the same call was made in a row, when more than once; `at` is the first, `ms` the latest. */
  readonly times?: number
}

/** Adds calls to a story; the same look again and again takes one line. */
export function appendCalls(story: readonly CallEntry[], calls: readonly CallEntry[]): CallEntry[] {
  const all = [...story]
  for (const call of calls) {
    const last = all[all.length - 1]
    if (last && last.direction === 'out' && isSameCall(last, call)) {
      all[all.length - 1] = { ...last, ms: call.ms, times: (last.times ?? 1) + (call.times ?? 1) }
    } else {
      all.push(call)
    }
  }
  return all
}

const isSameCall = (a: CallEntry, b: CallEntry) =>
  a.direction === b.direction &&
  a.peer === 'partner' &&
  b.peer === 'partner' &&
  a.step === b.step &&
  a.subject === b.subject &&
  a.status === b.status &&
  a.note === b.note

/** Where clients write down the calls they make while one piece of work is done. */
export interface CallJournal {
  record(entry: CallEntry): void
}

export class CallLog implements CallJournal {
  readonly entries: CallEntry[] = []

  record(entry: CallEntry) {
    this.entries.push(entry)
  }

  /** Hands over what was recorded so far and starts afresh. */
  drain(): CallEntry[] {
    return this.entries.splice(0)
  }
}

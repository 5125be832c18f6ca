import type { StatusChange } from '../orderStatus'
import { passes, type StatusFilter } from './statusFilter'

export interface HookTarget {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

interface Delivery {
  readonly change: StatusChange
  readonly at: number
  failures: number
  nextAt: number
  underWay: boolean
}

const FIRST_RETRY_MS = 1_000
const DAY_MS = 86_400_000
/** An event is dropped after more than so many failures over so many days (PROTOCOL §11.3). */
const MOST_FAILURES = 100
const LONGEST_MS = 4 * DAY_MS
/** The configuration is removed when so long nothing was notified. */
const IDLE_MS = 3 * DAY_MS

/** The hook of one app key and the events it has not taken yet (PROTOCOL §11.3). */
export class OrderHook {
  private waiting: Delivery[] = []
  private lastNotified: number

  constructor(
    readonly key: string,
    readonly filter: StatusFilter,
    readonly hook: HookTarget,
    now: number,
  ) {
    this.lastNotified = now
  }

  /** @returns whether the change is one for this hook */
  add(change: StatusChange): boolean {
    if (!passes(this.filter, change)) return false
    const at = Date.parse(change.change)
    this.waiting.push({ change, at, failures: 0, nextAt: at, underWay: false })
    return true
  }

  /** Takes the events that are to be sent now; each must then be reported as `took` or `failed`. */
  takeDue(now: number, { early = false }: { readonly early?: boolean } = {}): Delivery[] {
    const due = this.waiting.filter((one) => !one.underWay && (early || one.nextAt <= now))
    for (const one of due) one.underWay = true
    return due
  }

  took(delivery: Delivery, now: number) {
    this.waiting = this.waiting.filter((one) => one !== delivery)
    this.lastNotified = now
  }

  failed(delivery: Delivery, now: number) {
    delivery.underWay = false
    delivery.failures++
    delivery.nextAt = now + FIRST_RETRY_MS * 2 ** Math.min(delivery.failures, 16)
    const over = delivery.failures > MOST_FAILURES || now - delivery.at > LONGEST_MS
    if (over) this.waiting = this.waiting.filter((one) => one !== delivery)
  }

  isIdle = (now: number) => now - this.lastNotified > IDLE_MS
}

export type HookDelivery = Delivery

import { randomBytes, randomUUID } from 'node:crypto'
import type { StatusChange } from '../orderStatus'
import { passes, type StatusFilter } from './statusFilter'

export interface FeedQueueOptions {
  readonly visibilityTimeoutInSeconds: number
  readonly messageRetentionPeriodInSeconds: number
}

interface Message {
  readonly eventId: string
  readonly change: StatusChange
  readonly at: number
  handle: string
  visibleAt: number
}

/** Feed v3 of one app key: a queue that hands out what is not committed again and again (PROTOCOL §11.2). */
export class OrderFeed {
  private messages: Message[] = []

  constructor(
    readonly filter: StatusFilter,
    readonly queue: FeedQueueOptions,
  ) {}

  add(change: StatusChange) {
    if (!passes(this.filter, change)) return
    const at = Date.parse(change.change)
    const eventId = randomBytes(16).toString('hex').toUpperCase()
    this.messages.push({ eventId, change, at, handle: randomUUID(), visibleAt: at })
  }

  /** Up to `most` messages, hidden from now on for the visibility timeout; a new handle each time. */
  take(most: number, now: number) {
    this.forgetOld(now)
    const due = this.messages.filter((one) => one.visibleAt <= now).slice(0, most)
    return due.map((message) => {
      message.visibleAt = now + this.queue.visibilityTimeoutInSeconds * 1_000
      message.handle = randomUUID()
      const { orderId, status, lastStatus, change, lastChange } = message.change
      return {
        eventId: message.eventId,
        handle: message.handle,
        domain: 'Marketplace',
        state: status,
        lastState: lastStatus,
        orderId,
        lastChange,
        currentChange: change,
      }
    })
  }

  commit(handles: readonly string[]) {
    this.messages = this.messages.filter((one) => !handles.includes(one.handle))
  }

  size(now: number): number {
    this.forgetOld(now)
    return this.messages.length
  }

  private forgetOld(now: number) {
    const oldest = now - this.queue.messageRetentionPeriodInSeconds * 1_000
    this.messages = this.messages.filter((one) => one.at >= oldest)
  }
}

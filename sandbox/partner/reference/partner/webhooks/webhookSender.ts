import { WEBHOOK_TYPES } from '../changes'
import type { Shop } from '../shop'
import { signedHeaders } from './signed'
import type { WebhookTarget } from './signed'

interface Message {
  readonly id: string
  readonly type: string
  readonly keys: string
  readonly createdAt: number
  readonly attempts: number
  readonly nextAt: number
}

/** Seconds before the next try; after the last one the message is dropped: the next sync makes it good. */
const WAITS_SECONDS = [1, 5, 30, 300, 1_800, 7_200, 36_000]
const ANSWER_MS = 10_000

/** Delivers the waiting messages, one at a time and at least once; what waits survives a restart. */
export class WebhookSender {
  private busy = false
  private stopped = false
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly shop: Shop,
    private readonly target: () => WebhookTarget | undefined,
  ) {}

  /** Call it whenever a message may be due; cheap when none is. */
  wake() {
    if (this.busy || this.stopped) return
    this.busy = true
    // After the change: its own answer goes out first.
    setImmediate(() => {
      void this.sendAll()
        .catch((error: unknown) => console.error(error))
        .finally(() => {
          this.busy = false
          this.sleep()
        })
    })
  }

  stop() {
    this.stopped = true
    clearTimeout(this.timer)
  }

  private async sendAll() {
    for (;;) {
      const target = this.target()
      const message = this.next()
      if (this.stopped || !target || !message || message.nextAt > this.shop.now()) return
      // Counted first: from now on the message is closed for more keys, and a crash costs one try, never a message.
      this.shop.db.transaction(() => this.planNextTry(message))
      if (await this.deliver(target, message)) {
        this.shop.db.transaction(() => this.shop.db.run('DELETE FROM webhookMessages WHERE id = ?', [message.id]))
      }
    }
  }

  private next() {
    return this.shop.db.first<Message>('SELECT * FROM webhookMessages ORDER BY nextAt LIMIT 1')
  }

  private planNextTry({ id, attempts }: Message) {
    const wait = WAITS_SECONDS[attempts]
    if (wait === undefined) this.shop.db.run('DELETE FROM webhookMessages WHERE id = ?', [id])
    else {
      this.shop.db.run('UPDATE webhookMessages SET attempts = attempts + 1, nextAt = ? WHERE id = ?', [
        this.shop.now() + wait * 1_000,
        id,
      ])
    }
  }

  /** @returns true when the other side has it; 409 says that it had it before */
  private async deliver({ url, secret }: WebhookTarget, { id, type, keys, createdAt }: Message): Promise<boolean> {
    const named = JSON.parse(keys) as string[]
    const data = type === WEBHOOK_TYPES.catalog ? { skus: named } : { references: named }
    const body = JSON.stringify({ type, timestamp: new Date(createdAt).toISOString(), data })
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: signedHeaders(secret, id, new Date(this.shop.now()), body),
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(ANSWER_MS),
      })
      await answer.body?.cancel()
      return answer.ok || answer.status === 409
    } catch {
      return false
    }
  }

  private sleep() {
    clearTimeout(this.timer)
    const message = this.next()
    if (!message || !this.target() || this.stopped) return
    this.timer = setTimeout(() => this.wake(), Math.max(0, message.nextAt - this.shop.now()))
    this.timer.unref()
  }
}

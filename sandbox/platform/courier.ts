import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'

import type { AppBundle } from './appBundle'
import { deliverEvent } from './deliverEvent'
import { EventJournal, type PendingEvent } from './eventJournal'
import { answer, answerJson } from './httpAnswer'
import type { ServiceCall } from './outboundProxy'
import type { PlatformLog } from './platformLog'
import { BodyTooLarge, readBody } from './readBody'
import type { SeededRandom } from './seededRandom'
import type { Tenant, Tenants } from './tenant'
import type { WorkerPool } from './workerPool'

export const EVENT_MODES = ['normal', 'dup', 'late', 'drop'] as const
/** `dup`: each event arrives twice; `late`: up to seconds later and out of order; `drop`: events are accepted and lost. */
export type EventMode = (typeof EVENT_MODES)[number]

export interface CourierOptions {
  readonly bundle: AppBundle
  readonly tenants: Tenants
  readonly workers: WorkerPool
  readonly production: boolean
  readonly random: SeededRandom
  readonly log: PlatformLog
  readonly dataDir: string
}

const EVENTS_PATH = /^\/courier\/v0\/([^/]+)\/([^/]+)\/events\/([^/]+)$/
const EVENT_LIMIT_BYTES = 1_000_000
const MOST_ATTEMPTS = 6
const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 10_000
/** Ranges of delivery delays, in milliseconds. */
const PROMPT_MS = [0, 5] as const
const SECOND_COPY_MS = [0, 500] as const
const LATE_MS = [500, 3_000] as const

/**
 * Events (PLATFORM §5): accepted at once, delivered later, at least once, in no order. What was accepted and not yet
 * delivered survives a restart.
 */
export class Courier {
  mode: EventMode = 'normal'
  private readonly agent = new Agent({ keepAlive: true, timeout: 30_000 })
  private readonly journal: EventJournal
  private readonly timers = new Set<NodeJS.Timeout>()
  private outstanding = 0
  private idle: (() => void)[] = []
  private stopped = false

  constructor(private readonly options: CourierOptions) {
    this.journal = new EventJournal(options.dataDir)
  }

  /** Takes up what an earlier run left undelivered. */
  resume() {
    for (const event of this.journal.pending()) this.schedule(event, PROMPT_MS)
  }

  /** `PUT infra.io.vtex.com/courier/v0/{account}/{workspace}/events/{key}?resource=` */
  readonly handle = async (call: ServiceCall): Promise<boolean> => {
    const [, account, workspace, key] = EVENTS_PATH.exec(call.path) ?? []
    if (key === undefined || call.request.method !== 'PUT') return false
    const { bundle } = this.options
    const { tenant, request, response } = call
    if (account !== tenant.account || workspace !== tenant.workspace) {
      answerJson(response, 403, { code: 'Forbidden', message: 'The token belongs to another account or workspace' })
      return true
    }
    if (!bundle.policies.has('colossus-fire-event')) {
      answerJson(response, 403, { code: 'Forbidden', message: 'The manifest does not declare colossus-fire-event' })
      return true
    }
    let body: string
    try {
      body = (await readBody(request, EVENT_LIMIT_BYTES)).toString()
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error
      answerJson(response, 413, { code: 'PayloadTooLarge', message: error.message })
      return true
    }
    const resource = call.query.get('resource') ?? ''
    if (resource === '' || resource.endsWith(`:/apps/${bundle.name}`)) {
      const operationId = request.headers['x-vtex-operation-id']
      this.send(tenant, bundle.name, decodeURIComponent(key), body, resource, operationId)
    }
    answer(response, 204)
    return true
  }

  /** Sends an event in the name of another app or of the platform (`apps`/`setup`) to every tenant, or to one. */
  fire(sender: string, key: string, body: unknown, only?: Tenant) {
    for (const tenant of only ? [only] : this.options.tenants.all) {
      this.send(tenant, sender, key, JSON.stringify(body), '')
    }
  }

  /** Resolves when no accepted event waits for delivery, including those the handlers sent meanwhile. */
  async settled() {
    if (this.outstanding > 0) await new Promise<void>((resolve) => this.idle.push(resolve))
  }

  async stop() {
    this.stopped = true
    for (const timer of this.timers) clearTimeout(timer)
    this.agent.destroy()
    await this.journal.close()
  }

  /** What is sent to an app that is not installed reaches nobody. */
  private send(
    tenant: Tenant,
    sender: string,
    key: string,
    body: string,
    subject: string,
    operationId?: string | string[],
  ) {
    if (!tenant.installed) return
    for (const [handlerId, event] of Object.entries(this.options.bundle.events)) {
      if (event.sender !== sender || !event.topics.includes(key)) continue
      if (this.mode === 'drop') {
        this.options.log.note(`Event ${key} for ${tenant.host} dropped (mode drop)`)
        continue
      }
      const pending: PendingEvent = {
        id: randomUUID(),
        account: tenant.account,
        workspace: tenant.workspace,
        handlerId,
        key,
        sender,
        subject,
        operationId: String(operationId ?? randomUUID()),
        body,
      }
      this.journal.add(pending)
      this.schedule(pending, this.mode === 'late' ? LATE_MS : PROMPT_MS)
      if (this.mode === 'dup') this.schedule(pending, SECOND_COPY_MS)
    }
  }

  private schedule(event: PendingEvent, [least, most]: readonly [number, number], attempt = 1) {
    if (attempt === 1) this.outstanding++
    const timer = setTimeout(
      () => {
        this.timers.delete(timer)
        void this.attempt(event, attempt)
      },
      this.options.random.between(least, most),
    )
    this.timers.add(timer)
  }

  private async attempt(event: PendingEvent, attempt: number) {
    const status = await this.deliver(event)
    if (this.stopped) return
    const delivered = typeof status === 'number' && status >= 200 && status < 300
    if (!delivered && attempt < MOST_ATTEMPTS) {
      const wait = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS)
      this.options.log.note(
        `Event ${event.key} (${event.handlerId}): ${status}, attempt ${attempt}, again in about ${wait} ms`,
      )
      this.schedule(event, [wait, wait * 1.25], attempt + 1)
      return
    }
    if (!delivered) this.options.log.note(`Event ${event.key} (${event.handlerId}): ${status}, given up`)
    this.journal.settle(event.id)
    if (--this.outstanding === 0) for (const resolve of this.idle.splice(0)) resolve()
  }

  private async deliver(event: PendingEvent): Promise<number | string> {
    const { tenants, workers, production, bundle } = this.options
    const tenant = tenants.of(event.account, event.workspace)
    if (!tenant) return 'the tenant is gone'
    const { port } = await workers.next()
    return deliverEvent(event, { tenant, production, port, agent: this.agent, timeoutMs: bundle.timeoutMs })
  }
}

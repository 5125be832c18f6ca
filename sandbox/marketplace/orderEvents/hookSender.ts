import { randomUUID } from 'node:crypto'
import type { AccountState } from '../accountState'
import type { Background } from '../background'
import type { Outbound } from '../exchange'
import type { Journal } from '../journal'
import { unless } from '../shape'
import type { HookTarget, OrderHook } from './orderHook'

export interface HookSending {
  /** Each event this often; 1 when absent. */
  readonly copies?: number
  /** Newest first. */
  readonly reversed?: boolean
}

const ANSWER_TIMEOUT_MS = 5_000
const STEP = 'orderHook'

/** Calls the hooks: the ping of a new configuration, and status changes as they happen or when a scenario says so. */
export class HookSender {
  /** false: events wait for `deliver`. */
  prompt = true

  constructor(
    private readonly outbound: Outbound,
    private readonly journal: Journal,
    private readonly background: Background,
    private readonly now: () => number,
  ) {}

  /** Status changes reach a hook from now on. */
  follow(state: AccountState, hook: OrderHook) {
    state.hooks.set(hook.key, hook)
    state.statusListeners.add((change) => {
      if (state.hooks.get(hook.key) !== hook || !hook.add(change) || !this.prompt) return
      this.background.start(() => this.sendDue(state, hook))
    })
  }

  /** Whether the address answers the ping as a configuration needs it. */
  async ping(account: string, target: HookTarget): Promise<boolean> {
    return (await this.call(account, target, 'ping', { hookConfig: 'ping' })) === 200
  }

  /** Sends every waiting event of an account now, whenever its next attempt would be. */
  async deliver(state: AccountState, sending: HookSending = {}) {
    for (const hook of state.hooks.values()) await this.sendDue(state, hook, { ...sending, early: true })
  }

  /** Sends what is due by the clock and removes what nobody has been notified of for days. */
  async housekeep(state: AccountState) {
    for (const hook of [...state.hooks.values()]) {
      if (this.prompt) await this.sendDue(state, hook)
      if (hook.isIdle(this.now())) state.hooks.delete(hook.key)
    }
  }

  private async sendDue(
    state: AccountState,
    hook: OrderHook,
    sending: HookSending & { readonly early?: boolean } = {},
  ) {
    const due = hook.takeDue(this.now(), sending)
    for (const delivery of sending.reversed ? due.reverse() : due) {
      const { orderId, status, lastStatus, change, lastChange } = delivery.change
      const body = {
        Domain: 'Marketplace',
        OrderId: orderId,
        State: status,
        LastState: lastStatus,
        LastChange: lastChange,
        CurrentChange: change,
        Origin: { Account: state.account, Key: hook.key },
      }
      const copies = Array.from({ length: sending.copies ?? 1 }, () =>
        this.call(state.account, hook.hook, orderId, body),
      )
      const statuses = await Promise.all(copies)
      const wrong = unless(
        statuses.every((one) => one === 200),
        'PROTOCOL §11.3',
        `a hook is answered 200 within 5 s, not ${statuses.join(', ')}`,
      )
      this.journal.report({ account: state.account, step: STEP, subject: orderId }, wrong)
      if (wrong.length === 0) hook.took(delivery, this.now())
      else hook.failed(delivery, this.now())
    }
  }

  /** @returns the status, 0 when there was no answer in time */
  private async call(account: string, { url, headers }: HookTarget, subject: string, body: object): Promise<number> {
    const target = new URL(url)
    const operationId = randomUUID()
    const path = target.pathname
    const close = this.journal.open({
      account,
      direction: 'out',
      step: STEP,
      subject,
      method: 'POST',
      path,
      operationId,
    })
    const { status } = await this.outbound.call({
      method: 'POST',
      url: target,
      headers: { 'content-type': 'application/json', 'x-vtex-operation-id': operationId, ...headers },
      body: JSON.stringify(body),
      timeoutMs: ANSWER_TIMEOUT_MS,
    })
    close(status)
    return status
  }
}

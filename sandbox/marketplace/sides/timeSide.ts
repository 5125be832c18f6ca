import type { MarketplaceClock } from '../clock'
import type { OrderDesk } from '../orderDesk'
import type { HookSender, HookSending } from '../orderEvents/hookSender'
import { expireSuggestions } from '../suggestionLife'
import type { Accounts } from './accounts'

/** Time, and what the platform does by itself as it passes. */
export interface TimeSide {
  /** Milliseconds since the epoch. */
  now(): number
  /** Skips time and does what was due: expiries, automatic cancellations, repeated hook calls. */
  advanceClock(seconds: number): Promise<void>
  /** `held`: status changes wait for `deliverHooks()`; otherwise they go out at once. */
  setHooks(mode: 'prompt' | 'held'): void
  /** Sends the waiting status changes of an account to its hooks, once or several times, in order or not. */
  deliverHooks(account: string, sending?: HookSending): Promise<void>
}

interface Parts {
  readonly accounts: Accounts
  readonly clock: MarketplaceClock
  readonly desk: OrderDesk
  readonly hooks: HookSender
}

export const timeSide = ({ accounts, clock, desk, hooks }: Parts): TimeSide => ({
  now: clock.now,
  advanceClock: async (seconds) => {
    clock.skip(seconds)
    for (const state of accounts.byName.values()) {
      desk.cancelOverdue(state)
      expireSuggestions(state, clock.now())
      await hooks.housekeep(state)
    }
  },
  setHooks: (mode) => {
    hooks.prompt = mode === 'prompt'
  },
  deliverHooks: async (name, sending) => hooks.deliver(accounts.require(name), sending),
})

import type { Disturbance, Disturbances } from '../disturbance'
import type { Journal, JournalEntry, Violation } from '../journal'
import { requireSeller } from '../operator'
import type { CallerKind, Resource } from '../permissions'
import type { RateLimit, RateLimits } from '../rateLimits'
import type { SellerAnswer, SellerCall, SellerCalls } from '../sellerCalls'
import type { Accounts } from './accounts'

/** What no marketplace does, and tests need. */
export interface TestSide {
  /** Sends any body to a seller; only the rules that hold for every answer are applied. */
  send(account: string, sellerId: string, call: SellerCall): Promise<SellerAnswer>
  disturb(disturbance: Disturbance): void
  /** Ends every disturbance. */
  calm(): void
  /** Limits how often each account may call a step (PROTOCOL §14.3); undefined = as often as it likes. */
  limitRate(step: string, limit: RateLimit | undefined): void
  /** Takes a License Manager resource from the callers of an account: what needs it answers 403 from now on. */
  denyPermission(account: string, resource: Resource, caller?: CallerKind): void
  grantPermission(account: string, resource: Resource, caller?: CallerKind): void
  journal(account?: string): JournalEntry[]
  violations(account?: string): Violation[]
}

interface Parts {
  readonly accounts: Accounts
  readonly calls: SellerCalls
  readonly disturbances: Disturbances
  readonly rateLimits: RateLimits
  readonly journal: Journal
}

export const testSide = ({ accounts, calls, disturbances, rateLimits, journal }: Parts): TestSide => ({
  send: async (name, sellerId, call) => calls.send(name, requireSeller(accounts.require(name), sellerId), call),
  disturb: (disturbance) => disturbances.add(disturbance),
  calm: () => disturbances.clear(),
  limitRate: (step, limit) => rateLimits.set(step, limit),
  denyPermission: (name, resource, caller) => accounts.require(name).permissions.deny(resource, caller),
  grantPermission: (name, resource, caller) => accounts.require(name).permissions.grant(resource, caller),
  journal: (name) => journal.entries(name),
  violations: (name) => journal.violations(name),
})

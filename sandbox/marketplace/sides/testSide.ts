import type { Disturbance, Disturbances } from '../disturbance'
import type { Journal, JournalEntry, Violation } from '../journal'
import { requireSeller } from '../operator'
import type { SellerAnswer, SellerCall, SellerCalls } from '../sellerCalls'
import type { Accounts } from './accounts'

/** What no marketplace does, and tests need. */
export interface TestSide {
  /** Sends any body to a seller; only the rules that hold for every answer are applied. */
  send(account: string, sellerId: string, call: SellerCall): Promise<SellerAnswer>
  disturb(disturbance: Disturbance): void
  journal(account?: string): JournalEntry[]
  violations(account?: string): Violation[]
}

export const testSide = (
  accounts: Accounts,
  calls: SellerCalls,
  disturbances: Disturbances,
  journal: Journal,
): TestSide => ({
  send: async (name, sellerId, call) => calls.send(name, requireSeller(accounts.require(name), sellerId), call),
  disturb: (disturbance) => disturbances.add(disturbance),
  journal: (name) => journal.entries(name),
  violations: (name) => journal.violations(name),
})

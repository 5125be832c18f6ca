import { bind, skuKey, type IndexedOffer, type RegisteredSeller, type Suggestion } from '../accountState'
import type { Background } from '../background'
import type { Approval, Operator } from '../operator'
import type { Accounts } from './accounts'

/** What people and jobs of the marketplace do with sellers, received SKUs and the index. */
export interface OperatorSide {
  registeredSeller(account: string, sellerId: string): RegisteredSeller | undefined
  suggestions(account: string): Suggestion[]
  approveSuggestion(
    account: string,
    sellerId: string,
    sku: string,
    chosen?: { categoryId?: number; brandId?: number },
  ): Promise<Approval>
  denySuggestion(account: string, sellerId: string, sku: string, observation?: string): void
  /** Binds a SKU without a suggestion, as the operator can; returns the marketplace's SKU id. */
  bindSku(account: string, sellerId: string, sku: string): string
  /** What the index says about a SKU. */
  offer(account: string, sellerId: string, sku: string): IndexedOffer | undefined
  /** Resolves when all work begun after an answer has ended: index refreshes, agreements, hook calls. */
  settled(): Promise<void>
}

export const operatorSide = (accounts: Accounts, operator: Operator, background: Background): OperatorSide => ({
  registeredSeller: (name, sellerId) => accounts.require(name).sellers.get(sellerId),
  suggestions: (name) => structuredClone([...accounts.require(name).suggestions.values()]),
  approveSuggestion: (name, sellerId, sku, chosen) => operator.approve(accounts.require(name), sellerId, sku, chosen),
  denySuggestion: (name, sellerId, sku, observation) =>
    operator.deny(accounts.require(name), sellerId, sku, observation),
  bindSku: (name, sellerId, sku) => bind(accounts.require(name), sellerId, sku, sku).marketplaceSku,
  offer: (name, sellerId, sku) => accounts.require(name).offers.get(skuKey(sellerId, sku)),
  settled: () => background.settled(),
})

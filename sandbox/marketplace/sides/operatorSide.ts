import {
  bindTo,
  skuKey,
  type AccountState,
  type Binding,
  type Commission,
  type IndexedOffer,
  type RegisteredSeller,
  type Suggestion,
} from '../accountState'
import type { Background } from '../background'
import { requireSeller, type Approval, type ApprovalChoice, type Operator } from '../operator'
import { keepSeller } from '../sellerPause'
import type { Accounts } from './accounts'

/** What people and jobs of the marketplace do with sellers, received SKUs and the index. */
export interface OperatorSide {
  registeredSeller(account: string, sellerId: string): RegisteredSeller | undefined
  commissions(account: string, sellerId: string): readonly Commission[]
  /** Pauses a seller or lets it sell again, in Admin. */
  setSellerActive(account: string, sellerId: string, isActive: boolean): void
  /** Saves a seller's form in Admin unchanged, which resets what only the API can set (KI 608120). */
  saveSellerInAdmin(account: string, sellerId: string): void
  suggestions(account: string): Suggestion[]
  approveSuggestion(account: string, sellerId: string, sku: string, chosen?: ApprovalChoice): Promise<Approval>
  denySuggestion(account: string, sellerId: string, sku: string, observation?: string): void
  /** Lets a denied SKU be sent again. */
  unblockSuggestion(account: string, sellerId: string, sku: string): void
  /** Binds a SKU without a suggestion, as the operator can; returns the marketplace's SKU id. */
  bindSku(account: string, sellerId: string, sku: string): string
  binding(account: string, sellerId: string, sku: string): Binding | undefined
  setBindingActive(account: string, sellerId: string, sku: string, isActive: boolean): void
  /** Removes a binding; the SKU has to be suggested again. */
  unbindSku(account: string, sellerId: string, sku: string): void
  /** What the index says about a SKU. */
  offer(account: string, sellerId: string, sku: string): IndexedOffer | undefined
  /** Resolves when all work begun after an answer has ended: index refreshes, agreements, hook calls. */
  settled(): Promise<void>
}

interface Parts {
  readonly accounts: Accounts
  readonly operator: Operator
  readonly background: Background
  readonly now: () => number
}

const requireBinding = (state: AccountState, sellerId: string, sku: string): Binding => {
  const binding = state.bindings.get(skuKey(sellerId, sku))
  if (!binding) throw new Error(`${sku} of ${sellerId} is not bound in ${state.account}`)
  return binding
}

export const operatorSide = ({ accounts, operator, background, now }: Parts): OperatorSide => ({
  registeredSeller: (name, sellerId) => accounts.require(name).sellers.get(sellerId),
  commissions: (name, sellerId) => accounts.require(name).commissions.get(sellerId) ?? [],
  setSellerActive: (name, sellerId, isActive) => {
    const state = accounts.require(name)
    keepSeller(state, { ...requireSeller(state, sellerId), isActive }, new Date(now()))
  },
  saveSellerInAdmin: (name, sellerId) => {
    const state = accounts.require(name)
    const reset = { trustPolicy: 'Default', securityPrivacyPolicy: null }
    keepSeller(state, { ...requireSeller(state, sellerId), ...reset }, new Date(now()))
    state.merchantNames.delete(sellerId)
  },
  suggestions: (name) => structuredClone([...accounts.require(name).suggestions.values()]),
  approveSuggestion: (name, sellerId, sku, chosen) => operator.approve(accounts.require(name), sellerId, sku, chosen),
  denySuggestion: (name, sellerId, sku, observation) =>
    operator.deny(accounts.require(name), sellerId, sku, observation),
  unblockSuggestion: (name, sellerId, sku) => operator.unblock(accounts.require(name), sellerId, sku),
  bindSku: (name, sellerId, sku) =>
    bindTo(accounts.require(name), sellerId, sku, { now: new Date(now()) }).marketplaceSku,
  binding: (name, sellerId, sku) => structuredClone(accounts.require(name).bindings.get(skuKey(sellerId, sku))),
  setBindingActive: (name, sellerId, sku, isActive) => {
    requireBinding(accounts.require(name), sellerId, sku).isActive = isActive
  },
  unbindSku: (name, sellerId, sku) => {
    const state = accounts.require(name)
    requireBinding(state, sellerId, sku)
    state.bindings.delete(skuKey(sellerId, sku))
    state.suggestions.delete(skuKey(sellerId, sku))
  },
  offer: (name, sellerId, sku) => accounts.require(name).offers.get(skuKey(sellerId, sku)),
  settled: () => background.settled(),
})

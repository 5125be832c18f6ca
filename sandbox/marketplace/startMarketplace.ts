import { bind, newAccount, skuKey, type AccountState } from './accountState'
import { Checkout } from './checkout'
import { Disturbances } from './disturbance'
import { Outbound } from './exchange'
import { Front } from './front'
import { Journal } from './journal'
import type { Marketplace, MarketplaceOptions } from './marketplace'
import { Operator, requireSeller } from './operator'
import type { MarketplaceOrder } from './order'
import { OrderDesk } from './orderDesk'
import { SellerCalls } from './sellerCalls'
import { changeNotificationSteps } from './steps/changeNotification'
import { offerNotificationSteps } from './steps/offerNotification'
import { orderInvoiceSteps } from './steps/orderInvoice'
import { isDelivered, orderTrackingSteps } from './steps/orderTracking'
import { readOrderSteps } from './steps/readOrder'
import { readSuggestionSteps } from './steps/readSuggestion'
import { sellerRegisterSteps } from './steps/registerSeller'
import { sellerCancellationSteps } from './steps/sellerCancellation'
import { skuSuggestionSteps } from './steps/skuSuggestion'

const SIMULATION_TIMEOUT_MS = 2_500
const CALL_TIMEOUT_MS = 10_000

/** Starts a marketplace on loopback; `close()` ends it. Everything it knows is in memory. */
export async function startMarketplace(options: MarketplaceOptions): Promise<Marketplace> {
  const now = options.now ?? Date.now
  const accounts = new Map(options.accounts.map((account) => [account.account, newAccount(account)]))
  const journal = new Journal(now)
  const disturbances = new Disturbances()
  const outbound = new Outbound(options.resolveHost ?? (() => undefined))
  const calls = new SellerCalls(outbound, journal, {
    simulationTimeoutMs: options.simulationTimeoutMs ?? SIMULATION_TIMEOUT_MS,
    callTimeoutMs: options.callTimeoutMs ?? CALL_TIMEOUT_MS,
  })
  let orderGroup = options.firstOrderGroup ?? Date.now()
  const operator = new Operator(outbound, calls, now)
  const checkout = new Checkout(calls, now, () => String(orderGroup++))
  const desk = new OrderDesk(calls, now)
  const steps = [
    ...sellerRegisterSteps,
    ...changeNotificationSteps,
    ...skuSuggestionSteps,
    ...readSuggestionSteps,
    ...offerNotificationSteps(operator.reindex),
    ...readOrderSteps,
    ...orderInvoiceSteps,
    ...orderTrackingSteps,
    ...sellerCancellationSteps,
  ]
  const front = new Front(accounts, steps, journal, disturbances, now)
  const origin = await front.listen(options.port ?? 0)

  const account = (name: string): AccountState => {
    const state = accounts.get(name)
    if (!state) throw new Error(`No account ${name} in this marketplace`)
    return state
  }
  const found = (orderId: string): [AccountState, MarketplaceOrder] => {
    for (const state of accounts.values()) {
      const order = state.orders.get(orderId)
      if (order) return [state, order]
    }
    throw new Error(`No order ${orderId} in this marketplace`)
  }

  return {
    origin,
    close: async () => {
      await operator.settled()
      await front.close()
      outbound.close()
    },

    registeredSeller: (name, sellerId) => account(name).sellers.get(sellerId),
    suggestions: (name) => structuredClone([...account(name).suggestions.values()]),
    approveSuggestion: (name, sellerId, sku, chosen) => operator.approve(account(name), sellerId, sku, chosen),
    denySuggestion: (name, sellerId, sku, observation) => operator.deny(account(name), sellerId, sku, observation),
    bindSku: (name, sellerId, sku) => bind(account(name), sellerId, sku, sku).marketplaceSku,
    offer: (name, sellerId, sku) => account(name).offers.get(skuKey(sellerId, sku)),
    settled: () => operator.settled(),

    simulate: (name, cart) => checkout.simulate(account(name), cart),
    placeOrder: (name, purchase) => checkout.place(account(name), purchase),
    placeAgain: async (orderId, copies) => checkout.placeAgain(...found(orderId), copies),
    giveUpPlacement: (orderId) => checkout.giveUp(found(orderId)[1]),

    approvePayment: async (orderId, chosen) => desk.approvePayment(...found(orderId), chosen),
    authorizeAgain: async (orderId) => desk.authorize(...found(orderId)),
    denyPayment: async (orderId) => desk.denyPayment(...found(orderId)),
    requestCancellation: async (orderId, ask) => desk.requestCancellation(...found(orderId), ask),
    askCancellationAgain: async (orderId, pathId) => desk.askCancellation(...found(orderId), pathId),
    order: (name, orderId) => structuredClone(account(name).orders.get(orderId)),
    isDelivered: (orderId) => isDelivered(found(orderId)[1]) === true,

    send: async (name, sellerId, call) => calls.send(name, requireSeller(account(name), sellerId), call),
    disturb: (disturbance) => disturbances.add(disturbance),
    journal: (name) => journal.entries(name),
    violations: (name) => journal.violations(name),
  }
}

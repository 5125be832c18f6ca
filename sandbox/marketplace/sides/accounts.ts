import type { AccountState } from '../accountState'
import type { OrderModification } from '../modifications/orderModification'
import type { MarketplaceOrder } from '../order'

/** The accounts of a marketplace, and their orders by id. Lookups of what does not exist throw. */
export class Accounts {
  private readonly states: ReadonlyMap<string, AccountState>

  constructor(states: readonly AccountState[]) {
    this.states = new Map(states.map((state) => [state.account, state]))
  }

  get byName() {
    return this.states
  }

  require(name: string): AccountState {
    const state = this.states.get(name)
    if (!state) throw new Error(`No account ${name} in this marketplace`)
    return state
  }

  /** Order ids are unique among the accounts of one marketplace. */
  order(orderId: string): [AccountState, MarketplaceOrder] {
    for (const state of this.states.values()) {
      const order = state.orders.get(orderId)
      if (order) return [state, order]
    }
    throw new Error(`No order ${orderId} in this marketplace`)
  }

  modification(orderId: string): [AccountState, MarketplaceOrder, OrderModification] {
    const [state, order] = this.order(orderId)
    const newest = order.modifications[order.modifications.length - 1]
    if (!newest) throw new Error(`Nobody asked to modify ${orderId}`)
    return [state, order, newest]
  }
}

import type { CartRequest, Checkout, Placement, Simulation } from '../checkout'
import type { Purchase } from '../purchase'
import type { Accounts } from './accounts'

/** What a shopper does, and what the platform does with a placement that got no answer. */
export interface ShopperSide {
  simulate(account: string, cart: CartRequest): Promise<Simulation>
  placeOrder(account: string, purchase: Purchase): Promise<Placement>
  /** Sends the placement of an existing order again, `copies` times at once. */
  placeAgain(orderId: string, copies?: number): Promise<Placement>
  /** What the platform does with an order that the seller did not accept. */
  giveUpPlacement(orderId: string): void
}

export const shopperSide = (accounts: Accounts, checkout: Checkout): ShopperSide => ({
  simulate: async (name, cart) => checkout.simulate(accounts.require(name), cart),
  placeOrder: async (name, purchase) => checkout.place(accounts.require(name), purchase),
  placeAgain: async (orderId, copies) => checkout.placeAgain(...accounts.order(orderId), copies),
  giveUpPlacement: (orderId) => checkout.giveUp(...accounts.order(orderId)),
})

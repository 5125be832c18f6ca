import type { ModificationDesk, ModificationRoute, ModificationTold } from '../modifications/modificationDesk'
import { cancelModification } from '../modifications/openModification'
import type { AgreementType, ModificationBody } from '../modifications/orderModification'
import type { MarketplaceOrder } from '../order'
import type { ApprovalOptions, CancellationAnswer, CancellationAsk, OrderDesk } from '../orderDesk'
import type { StatusListener } from '../orderStatus'
import type { SellerAnswer } from '../sellerCalls'
import { isDelivered } from '../steps/orderTracking'
import type { Accounts } from './accounts'

/** Order management: payment, cancellation, modification. */
export interface OrderSide {
  approvePayment(orderId: string, options?: ApprovalOptions): Promise<SellerAnswer>
  /** Sends authorize fulfillment again. */
  authorizeAgain(orderId: string): Promise<SellerAnswer>
  denyPayment(orderId: string): Promise<CancellationAnswer>
  requestCancellation(orderId: string, ask: CancellationAsk): Promise<CancellationAnswer>
  askCancellationAgain(orderId: string, pathId?: CancellationAsk['pathId']): Promise<CancellationAnswer>
  /**
   * A shopper or operator modifies an order: the seller is told (PROTOCOL §10.1). Ids in the body may be the seller's SKU
   * ids. The modification counts when the seller has sent its Confirmation; `settled()` awaits VTEX's own part.
   * @throws ModificationRefused when VTEX does not begin it
   */
  requestModification(orderId: string, body: ModificationBody, route?: ModificationRoute): Promise<ModificationTold>
  /** Sends the newest modification and its Acknowledgment again, as before. */
  tellModificationAgain(orderId: string): Promise<ModificationTold>
  /** Sends one agreement about the newest modification, in or out of turn. */
  sendAgreement(orderId: string, type: AgreementType): Promise<SellerAnswer>
  /** Ends the newest modification without effect, as an operator can; no document says that the seller is told. */
  cancelModification(orderId: string, reason: string): void
  /** Calls `told` at each status change of an account's orders from now on; the returned function ends it. */
  followStatus(account: string, told: StatusListener): () => void
  /** A copy of the order as it is now. */
  order(account: string, orderId: string): MarketplaceOrder | undefined
  /** Fully invoiced, every parcel has arrived, every invoice line matched. */
  isDelivered(orderId: string): boolean
}

export const orderSide = (accounts: Accounts, desk: OrderDesk, modifications: ModificationDesk): OrderSide => ({
  approvePayment: async (orderId, chosen) => desk.approvePayment(...accounts.order(orderId), chosen),
  authorizeAgain: async (orderId) => desk.authorize(...accounts.order(orderId)),
  denyPayment: async (orderId) => desk.denyPayment(...accounts.order(orderId)),
  requestCancellation: async (orderId, ask) => desk.requestCancellation(...accounts.order(orderId), ask),
  askCancellationAgain: async (orderId, pathId) => desk.askCancellation(...accounts.order(orderId), pathId),
  requestModification: async (orderId, body, route) => modifications.request(...accounts.order(orderId), body, route),
  tellModificationAgain: async (orderId) => modifications.tell(...accounts.modification(orderId)),
  sendAgreement: async (orderId, type) => modifications.agree(...accounts.modification(orderId), type),
  cancelModification: (orderId, reason) => cancelModification(accounts.modification(orderId)[2], reason),
  followStatus: (name, told) => {
    const { statusListeners } = accounts.require(name)
    statusListeners.add(told)
    return () => statusListeners.delete(told)
  },
  order: (name, orderId) => structuredClone(accounts.require(name).orders.get(orderId)),
  isDelivered: (orderId) => isDelivered(accounts.order(orderId)[1]) === true,
})

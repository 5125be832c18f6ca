import { skuKey, type AccountState } from '../accountState'
import { agreementFindings, modificationFindings, modificationIdOf } from '../answers/modification'
import type { Background } from '../background'
import { requireSeller } from '../operator'
import type { MarketplaceOrder } from '../order'
import type { SellerAnswer, SellerCalls } from '../sellerCalls'
import { cancelModification, openModification } from './openModification'
import {
  type AgreementType,
  type ModificationBody,
  type OrderModification,
  type PutItem,
  type TakenItem,
} from './orderModification'

/** Where a modification may arrive at an external seller: no document says (PROTOCOL §10.2, U-03). */
const MODIFICATION_PATHS = {
  pvt: '/pvt/orders',
  plain: '/orders',
  orderSystem: '/order-system/orders',
  apiOrderSystem: '/api/order-system/orders',
} as const

export interface ModificationRoute {
  /** `pvt` when absent. */
  readonly path?: keyof typeof MODIFICATION_PATHS
  /** Of the modification itself; `PATCH` when absent. */
  readonly method?: 'PATCH' | 'POST'
  /** Whose order id is in the path; the seller's when absent. */
  readonly pathId?: 'seller' | 'marketplace'
  /**
   * Whose id names the modification from then on: that of the seller's 202 (when absent), or the marketplace's own, which
   * the seller meets first in the path of the agreement.
   */
  readonly changeId?: 'seller' | 'marketplace'
  /** When VTEX's Acknowledgment goes out; `after` the modification when absent. Not `after` needs `changeId: 'marketplace'`. */
  readonly acknowledgment?: 'after' | 'before' | 'together' | 'none'
  /** `manual`: VTEX's Confirmation waits for `sendAgreement()`; otherwise it follows the seller's Acknowledgment. */
  readonly confirmation?: 'automatic' | 'manual'
}

export interface ModificationTold {
  readonly requestId: string
  readonly answer: SellerAnswer
  /** To VTEX's Acknowledgment, when one was sent. */
  readonly agreement?: SellerAnswer
}

/** VTEX does not begin such a modification; `code` is of its modification guide. */
export class ModificationRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`)
    this.name = 'ModificationRefused'
  }
}

/** Modifications from the marketplace's side of the handshake (PROTOCOL §10.1, steps 1, 2 and 4). */
export class ModificationDesk {
  /** How each modification is told, by workflow id. */
  private readonly routes = new Map<string, ModificationRoute>()

  constructor(
    private readonly calls: SellerCalls,
    private readonly background: Background,
    private readonly now: () => number,
  ) {}

  /** Begins a modification and tells the seller. @throws ModificationRefused */
  async request(state: AccountState, order: MarketplaceOrder, body: ModificationBody, route: ModificationRoute = {}) {
    const opened = openModification(state, order, body, { requestedBy: 'marketplace', now: new Date(this.now()) })
    if ('code' in opened) throw new ModificationRefused(opened.code, opened.message)
    this.routes.set(opened.workflowId, route)
    return this.tell(state, order, opened)
  }

  /** Sends modification and Acknowledgment, first or again. */
  async tell(state: AccountState, order: MarketplaceOrder, modification: OrderModification): Promise<ModificationTold> {
    const { acknowledgment = 'after' } = this.routeOf(modification)
    const agree = () => this.agree(state, order, modification, 'Acknowledgment')
    const before = acknowledgment === 'before' ? await agree() : undefined
    const together = acknowledgment === 'together' ? agree() : undefined
    const answer = await this.send(state, order, modification)
    const told = answer.status >= 200 && answer.status < 300
    const after = acknowledgment === 'after' && told ? await agree() : undefined
    return { requestId: modification.requestId, answer, agreement: before ?? (await together) ?? after }
  }

  /** Sends one agreement of the marketplace, in or out of turn. */
  async agree(state: AccountState, order: MarketplaceOrder, modification: OrderModification, type: AgreementType) {
    const route = this.routeOf(modification)
    modification.agreements.push({ from: 'marketplace', type, at: new Date(this.now()).toISOString() })
    const orderId = pathIdOf(order, route)
    const changeRequestId = modification.requestId
    const answer = await this.calls.send(state.account, requireSeller(state, order.sellerId), {
      step: 'sendAgreement',
      subject: order.orderId,
      path: `${pathOf(order, route)}/${encodeURIComponent(changeRequestId)}/send-agreement`,
      body: { agreementType: type },
    })
    const sent = { orderId, changeRequestId, agreementType: type }
    this.calls.report(state.account, { step: 'sendAgreement' }, order.orderId, agreementFindings(sent, answer))
    return answer
  }

  /** The seller has acknowledged: the marketplace asks for the confirmation, unless the scenario does it itself. */
  acknowledged = (state: AccountState, order: MarketplaceOrder, modification: OrderModification) => {
    if (modification.requestedBy !== 'marketplace' || this.routeOf(modification).confirmation === 'manual') return
    this.background.start(async () => {
      await this.agree(state, order, modification, 'Confirmation')
    })
  }

  private async send(state: AccountState, order: MarketplaceOrder, modification: OrderModification) {
    const route = this.routeOf(modification)
    const step = 'orderModification'
    const answer = await this.calls.send(state.account, requireSeller(state, order.sellerId), {
      step,
      subject: order.orderId,
      path: pathOf(order, route),
      method: route.method ?? 'PATCH',
      body: forSeller(state, order, modification.body),
    })
    this.calls.report(state.account, { step }, order.orderId, modificationFindings(answer))
    const given = modificationIdOf(answer)
    if (given && (route.changeId ?? 'seller') === 'seller') modification.requestId = given
    // VTEX gives up after its own retries (SalesOrderSystem017); a refusal does not get better by repeating.
    if (answer.status >= 400 && answer.status < 500) cancelModification(modification, 'SalesOrderSystem017')
    return answer
  }

  private routeOf = ({ workflowId }: OrderModification): ModificationRoute => this.routes.get(workflowId) ?? {}
}

function pathIdOf(order: MarketplaceOrder, { pathId = 'seller' }: ModificationRoute): string {
  if (pathId === 'marketplace') return order.orderId
  if (!order.sellerOrderId) throw new Error(`The seller has not accepted ${order.orderId}`)
  return order.sellerOrderId
}

const pathOf = (order: MarketplaceOrder, route: ModificationRoute) =>
  `${MODIFICATION_PATHS[route.path ?? 'pvt']}/${encodeURIComponent(pathIdOf(order, route))}/changes`

/** The body with the seller's own SKU ids, as in the other calls a seller gets. */
function forSeller(state: AccountState, order: MarketplaceOrder, body: ModificationBody): ModificationBody {
  const skus = new Map(
    [...state.bindings.values()]
      .filter((one) => state.bindings.has(skuKey(order.sellerId, one.sku)))
      .map((one) => [one.marketplaceSku, one.sku]),
  )
  const named = <T extends TakenItem | PutItem>(items: readonly T[]): T[] =>
    items.map((one) => ({ ...one, id: skus.get(one.id) ?? one.id }))
  const { add, remove, replace = [] } = body
  return {
    ...body,
    add: add ? { ...add, items: named(add.items) } : null,
    remove: remove ? { items: named(remove.items) } : null,
    replace: replace.map(({ from, to }) => ({
      from: { items: named(from.items) },
      to: { ...to, items: named(to.items) },
    })),
  }
}

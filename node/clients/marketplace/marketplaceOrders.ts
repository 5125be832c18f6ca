import { JanusClient, type InstanceOptions, type IOContext } from '@vtex/api'

import { MarketplaceRejected, MarketplaceUnavailable } from '../../domain/errors'
import type { MarketplaceOrderId } from '../../domain/ids'
import type { InvoiceBody, MarketplaceOrder, TrackingBody, TrackingStatusBody } from '../../typings/oms'
import type { CallScope } from '../callScope'
import { vtexCall, vtexClientOptions } from './vtexCall'

/** Orders of the marketplace (OMS). Paths and bodies: PROTOCOL §9, §11.1. */
export class MarketplaceOrders extends JanusClient {
  constructor(
    context: IOContext,
    private readonly scope: CallScope,
    options?: InstanceOptions,
  ) {
    super(context, vtexClientOptions(context, scope, options))
  }

  /**
   * @returns the order, or undefined when OMS does not know it
   * @throws MarketplaceUnavailable also when the answer is no order: a proxy's page must not pass for "unknown"
   */
  async readOrder(id: MarketplaceOrderId, timeout?: number): Promise<MarketplaceOrder | undefined> {
    try {
      const { data } = await vtexCall(this.scope, 'readOrder', id, () =>
        this.http.getRaw<MarketplaceOrder>(orderPath(id), { metric: 'readOrder', ...(timeout ? { timeout } : {}) }),
      )
      if (!isOrder(data))
        throw new MarketplaceUnavailable('readOrder', 'VTEX answered readOrder with something that is no order')
      return data
    } catch (error) {
      if (error instanceof MarketplaceRejected && error.status === 404) return undefined
      throw error
    }
  }

  /**
   * Ids of the orders of a seller that were created in a span of time, oldest first; some minutes late, 100 a page and 30
   * pages at most (PROTOCOL §11).
   * @param sellerName as it is registered
   * @throws MarketplaceUnavailable also when the answer is no list
   */
  async listOrders(
    sellerName: string,
    span: { readonly from: string; readonly to: string },
    page: number,
  ): Promise<{ readonly ids: readonly string[]; readonly pages: number }> {
    const query = new URLSearchParams({
      f_sellerNames: sellerName,
      f_creationDate: `creationDate:[${span.from} TO ${span.to}]`,
      orderBy: 'creationDate,asc',
      page: String(page),
      per_page: '100',
    })
    const { data } = await vtexCall(this.scope, 'listOrders', undefined, () =>
      this.http.getRaw<OrderListing>(`/api/oms/pvt/orders?${query.toString()}`, { metric: 'listOrders' }),
    )
    if (!Array.isArray(data?.list))
      throw new MarketplaceUnavailable('listOrders', 'VTEX answered listOrders with something that is no list')
    return {
      ids: data.list.flatMap(({ orderId }) => (typeof orderId === 'string' ? [orderId] : [])),
      pages: Math.min(MOST_PAGES, data.paging?.pages ?? 1),
    }
  }

  /** Repeatable: VTEX answers a known invoice number with a new receipt and changes nothing. */
  async sendInvoice(id: MarketplaceOrderId, invoice: InvoiceBody): Promise<void> {
    await vtexCall(this.scope, 'orderInvoice', id, () =>
      this.http.postRaw(`${orderPath(id)}/invoice`, invoice, { metric: 'orderInvoice' }),
    )
  }

  /** Asks OMS to cancel (PROTOCOL §8.2, C-30, C-51). Some statuses need a second call; `readOrder` says whether it is done. */
  async cancel(id: MarketplaceOrderId, reason: string): Promise<void> {
    await vtexCall(this.scope, 'sellerCancellation', id, () =>
      this.http.postRaw(
        `${orderPath(id)}/cancel`,
        { reason, requestedByUser: false },
        { metric: 'sellerCancellation' },
      ),
    )
  }

  async sendTracking(id: MarketplaceOrderId, invoiceNumber: string, tracking: TrackingBody): Promise<void> {
    await vtexCall(this.scope, 'orderTracking', id, () =>
      this.http
        .patch(`${orderPath(id)}/invoice/${encodeURIComponent(invoiceNumber)}`, tracking, { metric: 'orderTracking' })
        .then(() => ({ status: 200 })),
    )
  }

  async sendTrackingStatus(id: MarketplaceOrderId, invoiceNumber: string, status: TrackingStatusBody): Promise<void> {
    await vtexCall(this.scope, 'trackingStatus', id, () =>
      this.http.putRaw(`${orderPath(id)}/invoice/${encodeURIComponent(invoiceNumber)}/tracking`, status, {
        metric: 'trackingStatus',
      }),
    )
  }
}

interface OrderListing {
  readonly list?: readonly { readonly orderId?: string | null }[] | null
  readonly paging?: { readonly pages?: number | null } | null
}

const MOST_PAGES = 30

const orderPath = (id: MarketplaceOrderId) => `/api/oms/pvt/orders/${encodeURIComponent(id)}`

/** An order names its sellers, in a list of its own or in its lines. */
const isOrder = (answer: unknown): answer is MarketplaceOrder => {
  if (typeof answer !== 'object' || answer === null) return false
  const { items, sellers } = answer as Record<keyof MarketplaceOrder, unknown>
  return Array.isArray(sellers) || Array.isArray(items)
}

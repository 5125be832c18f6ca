import type { OnTheLine, Rewriting } from './faultyLine'
import type { WholeAnswer } from './passOn'

const ORDERS = '/external-seller/v1/orders'
const NOT_FOUND: WholeAnswer = {
  status: 404,
  headers: ['content-type', 'application/problem+json'],
  body: Buffer.from(JSON.stringify({ code: 'order-not-found', title: 'Order not found', status: 404 })),
}

/**
 * Makes the partner behind a line one without references, for the self-check: each request to create an order is a new
 * order there, and nobody finds an unpaid one by the marketplace's id.
 */
export class ForgetfulPartner implements Rewriting {
  private readonly copies = new Map<string, number>()

  out(request: OnTheLine): OnTheLine {
    if (!creates(request)) return request
    const order = JSON.parse(request.body.toString()) as { reference: string }
    const copy = (this.copies.get(order.reference) ?? 0) + 1
    this.copies.set(order.reference, copy)
    if (copy === 1) return request
    const reference = `${order.reference}${MARK}${copy}`
    return {
      ...request,
      headers: { ...request.headers, 'idempotency-key': `${request.headers['idempotency-key']}${MARK}${copy}` },
      body: Buffer.from(JSON.stringify({ ...order, reference })),
    }
  }

  back(request: OnTheLine, answer: WholeAnswer): WholeAnswer {
    if (!isOrders(request)) return answer
    const text = answer.body.toString()
    if (request.method === 'GET') return text.includes('"state":"open"') ? NOT_FOUND : answer
    const headers = answer.headers.flatMap((name, index) =>
      index % 2 === 1 || name.toLowerCase() === 'content-length' ? [] : [name, answer.headers[index + 1]!],
    )
    return { ...answer, headers, body: Buffer.from(text.replace(MARKED, '"')) }
  }
}

/** Between the marketplace's id and the number of the copy. */
const MARK = '.copy-'
const MARKED = /\.copy-\d+"/g

const isOrders = ({ url }: OnTheLine) => new URL(url).pathname.startsWith(ORDERS)
const creates = ({ method, url }: OnTheLine) => method === 'POST' && new URL(url).pathname === ORDERS

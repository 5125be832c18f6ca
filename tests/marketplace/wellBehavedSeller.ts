import http from 'node:http'
import { once } from 'node:events'

export interface StockedSku {
  /** Cents. */
  price: number
  listPrice: number
  stock: number
}

export interface Answer {
  status: number
  body?: unknown
  /** Sent instead of `body`. */
  text?: string
  headers: Record<string, string>
}

export interface ReceivedCall {
  readonly step: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: unknown
}

/** Turns a right answer into a wrong one. */
export type Spoil = (answer: Answer, call: ReceivedCall) => Answer

export interface WellBehavedSeller {
  readonly origin: string
  readonly stock: Record<string, StockedSku>
  readonly received: ReceivedCall[]
  /** Answers of these steps are spoilt. */
  spoil: Partial<Record<string, Spoil>>
  /** What the seller says when it is asked to cancel. */
  cancellation: 'evaluate' | 'confirm'
  close(): Promise<void>
}

const COUNTRY = 'BRA'
const FREIGHT = 990
/** What this seller calls a modification. */
export const MODIFICATION = '3f8b6c1e-2d7a-4c10-9a55-6b1f0f2f9e01'
const STEPS: readonly [string, RegExp][] = [
  ['fulfillmentSimulation', /\/pvt\/orderForms\/simulation$/],
  ['orderPlacement', /\/pvt\/orders$/],
  ['authorizeFulfillment', /\/pvt\/orders\/([^/]+)\/fulfill$/],
  ['orderCancellation', /\/pvt\/orders\/([^/]+)\/cancel$/],
  ['orderModification', /\/orders\/([^/]+)\/changes$/],
  ['sendAgreement', /\/orders\/([^/]+)\/changes\/([^/]+)\/send-agreement$/],
  ['orderHook', /^\/hook$/],
  ['image', /\.png$/],
]

interface SimulationBody {
  items: { id: string; quantity: number; seller: string }[]
  postalCode: string | null
  country: string | null
}

function simulate(stock: Record<string, StockedSku>, { items, postalCode, country }: SimulationBody) {
  const taken: Record<string, number> = {}
  const lines = items.map(({ id, quantity: asked, seller }, index) => {
    const known = stock[id] ?? { price: 0, listPrice: 0, stock: 0 }
    const quantity = Math.min(asked, known.stock - (taken[id] ?? 0))
    taken[id] = (taken[id] ?? 0) + quantity
    return { id, seller, index, quantity, ...known }
  })
  const sla = {
    id: 'courier',
    name: 'Courier',
    deliveryChannel: 'delivery',
    price: FREIGHT,
    shippingEstimate: '3bd',
    availableDeliveryWindows: [],
    pickupStoreInfo: null,
  }
  return {
    country,
    postalCode,
    geoCoordinates: [],
    allowMultipleDeliveries: true,
    items: lines.map(({ id, seller, index, quantity, price, listPrice }) => ({
      id,
      requestIndex: index,
      quantity,
      seller,
      price,
      listPrice,
      merchantName: null,
      measurementUnit: 'un',
      unitMultiplier: 1,
      priceTags: [],
      priceValidUntil: null,
      offerings: [],
    })),
    logisticsInfo: lines.map((line) => ({
      itemIndex: line.index,
      quantity: line.quantity,
      stockBalance: line.stock,
      shipsTo: [COUNTRY],
      slas: postalCode && country === COUNTRY && line.stock > 0 ? [sla] : [],
      deliveryChannels: [{ id: 'delivery', stockBalance: line.stock }],
    })),
  }
}

const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
const RECEIPT_DATE = '2026-09-01T10:15:30Z'
const sellerOrderId = (marketplaceOrderId: string) => `NW-${marketplaceOrderId}`

function respond(seller: WellBehavedSeller, step: string, body: unknown, path: string): Answer {
  if (step === 'image') return { status: 200, text: 'not really pixels', headers: { 'content-type': 'image/png' } }
  if (step === 'fulfillmentSimulation') {
    return { status: 200, body: simulate(seller.stock, body as SimulationBody), headers }
  }
  if (step === 'orderPlacement') {
    const accept = (order: { marketplaceOrderId: string }) => ({
      ...order,
      orderId: sellerOrderId(order.marketplaceOrderId),
      followUpEmail: 'orders@northwind.example',
    })
    return { status: 200, body: Array.isArray(body) ? body.map(accept) : accept(body as never), headers }
  }
  if (step === 'orderHook') return { status: 200, body: {}, headers }
  if (step === 'orderModification') return { status: 202, body: { requestId: MODIFICATION, workflowId: null }, headers }
  if (step === 'sendAgreement') {
    const [, orderId, changeRequestId] = STEPS.find(([name]) => name === step)![1].exec(path) ?? []
    return { status: 200, body: { orderId, changeRequestId, ...(body as object) }, headers }
  }
  const { marketplaceOrderId } = body as { marketplaceOrderId: string }
  const orderId = sellerOrderId(marketplaceOrderId)
  const receipt = { date: RECEIPT_DATE, marketplaceOrderId, orderId, receipt: `r-${orderId}` }
  const evaluating = step === 'orderCancellation' && seller.cancellation === 'evaluate'
  return { status: 200, body: evaluating ? {} : receipt, headers }
}

/** A seller that follows PROTOCOL to the letter, until a test spoils one of its answers. */
export async function startWellBehavedSeller(stock: Record<string, StockedSku>): Promise<WellBehavedSeller> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const url = request.url ?? ''
      const step = STEPS.find(([, path]) => path.test(url.split('?')[0]))?.[0] ?? 'unknown'
      const call = { step, url, headers: request.headers, body: text === '' ? undefined : JSON.parse(text) }
      seller.received.push(call)
      const right = respond(seller, step, call.body, url.split('?')[0])
      const answer = seller.spoil[step]?.(right, call) ?? right
      if (answer.status === 0) return
      response.writeHead(answer.status, answer.headers)
      response.end(answer.text ?? JSON.stringify(answer.body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const seller: WellBehavedSeller = {
    origin: `http://127.0.0.1:${port}`,
    stock,
    received: [],
    spoil: {},
    cancellation: 'evaluate',
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return seller
}

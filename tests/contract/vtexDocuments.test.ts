import type { OrderRecord } from '../../node/domain/orders/orderRecord'
import { sellerRegistration } from '../../node/domain/registration/sellerRegistration'
import { simulate } from '../../node/domain/offers/simulate'
import { withPartnerUpdate } from '../../node/domain/orders/partnerUpdate'
import { skuSuggestion } from '../../node/events/catalog/skuSuggestion'
import { deliverOwed } from '../../node/events/outbox/deliverOwed'
import { authorizeFulfillment } from '../../node/middlewares/authorizeFulfillment/authorizeFulfillment'
import type { SimulationBody } from '../../node/middlewares/fulfillmentSimulation/simulationBody'
import { simulationAnswer } from '../../node/middlewares/fulfillmentSimulation/simulationAnswer'
import { orderCancellation } from '../../node/middlewares/orderCancellation/orderCancellation'
import { placementAnswer } from '../../node/middlewares/orderPlacement/placementAnswer'
import { acme } from '../unit/fixtures/acme'
import { catalogItem } from '../unit/fixtures/catalogItem'
import { inboundCall } from '../unit/fixtures/inboundCall'
import { NOON, SECOND } from '../unit/fixtures/movableClock'
import { cents, COURIER, NO_RULES, notSold, offer, quoteOf, sku, STORE } from '../unit/fixtures/offers'
import { invoice, ORDER_ID, orderRecord, parcel, partnerUpdate } from '../unit/fixtures/orders'
import { placementBody } from '../unit/fixtures/placementBody'
import { sellerWork } from '../unit/fixtures/sellerWork'
import { departures, type DocumentedBody } from './openApi'
import { describeWithVtexDocuments } from './repository'

const FULFILLMENT = 'external-seller-fulfillment.json'
const answerOf = (path: string): DocumentedBody => ({ document: FULFILLMENT, method: 'post', path, body: '200' })
const SIMULATION = answerOf('/pvt/orderForms/simulation')
const PLACEMENT = answerOf('/pvt/orders')
const AUTHORIZATION = answerOf('/pvt/orders/{sellerOrderId}/fulfill')
const CANCELLATION = answerOf('/pvt/orders/{orderId}/cancel')

const INVOICE_PATH = '/api/oms/pvt/orders/{orderId}/invoice'
const sent = (document: string, method: DocumentedBody['method'], path: string): DocumentedBody => ({
  document,
  method,
  path,
  body: 'request',
})
const INVOICE = sent('orders.json', 'post', INVOICE_PATH)
const TRACKING = sent('orders.json', 'patch', `${INVOICE_PATH}/{invoiceNumber}`)
const TRACKING_STATUS = sent('orders.json', 'put', `${INVOICE_PATH}/{invoiceNumber}/tracking`)
const SUGGESTION = sent('suggestions.json', 'put', '/suggestions/{sellerId}/{sellerSkuId}')
const REGISTRATION = sent('marketplace-apis.json', 'post', '/seller-register/pvt/sellers')

const ITEMS = ['A', 'B'].map((id) => ({ id, quantity: 1, seller: '1' }))
const WITH_ADDRESS = { items: ITEMS, postalCode: '010011', country: 'ROU', geoCoordinates: [] }

/** One line that can be bought, one that cannot. */
function simulated(body: SimulationBody) {
  const lines = body.items.map(({ id, quantity }) => ({ sku: sku(id), quantity }))
  const options = body.postalCode ? [COURIER, STORE] : []
  return simulationAnswer(body, simulate(lines, quoteOf([offer('A', 5), notSold('B')], options), NO_RULES), acme())
}

describeWithVtexDocuments('what the connector answers, by VTEX’s own documents', () => {
  it('is a simulation with an address; the merchant is null although the document wants text (PROTOCOL §5.2)', () => {
    expect(departures(SIMULATION, simulated(WITH_ADDRESS))).toEqual([
      '/items/0/merchantName type',
      '/items/1/merchantName type',
    ])
    const answer = simulated(WITH_ADDRESS)
    const paid = { ...answer, items: answer.items.map((item) => ({ ...item, merchantName: 'acmepay' })) }
    expect(departures(SIMULATION, paid)).toEqual([])
  })

  it('is a simulation without an address; its place is null although the document wants text (C-37)', () => {
    expect(departures(SIMULATION, simulated({ items: ITEMS }))).toEqual([
      '/country type',
      '/items/0/merchantName type',
      '/items/1/merchantName type',
      '/postalCode type',
    ])
  })

  it('is a placed order: where it departs, it echoes nulls of the marketplace (C-21, C-37)', () => {
    const answer = placementAnswer(placementBody(), orderRecord(), acme())
    const echoed = departures({ ...PLACEMENT, body: 'request' }, placementBody())
    const departed = departures(PLACEMENT, answer)
    expect(departed.filter((line) => !echoed.includes(line))).toEqual([])
    expect(departed).not.toEqual(expect.arrayContaining([expect.stringMatching(/orderId|followUpEmail|required/)]))
  })

  it('is the receipt of an authorization (C-39)', async () => {
    const data = { status: 'payment-approved', isCompleted: true, sellers: [{ id: 'acme' }] }
    const { work } = await sellerWork({ vtex: () => ({ status: 200, data }) })
    await work.orders.create(orderRecord())
    const ctx = inboundCall({ work, body: { marketplaceOrderId: ORDER_ID }, params: { orderId: ORDER_ID } })
    await authorizeFulfillment(ctx)
    expect(departures(AUTHORIZATION, ctx.body)).toEqual([])
    expect(Object.keys(ctx.body as object).sort()).toEqual(['date', 'marketplaceOrderId', 'orderId', 'receipt'])
  })

  it('is the confirmation of a cancellation (C-36)', async () => {
    const data = { status: 'request-cancel', sellers: [{ id: 'acme' }] }
    const { work } = await sellerWork({
      vtex: () => ({ status: 200, data }),
      partner: { cancelOrder: async () => ({ outcome: 'done' }) },
    })
    await work.orders.create(orderRecord())
    const ctx = inboundCall({ work, body: { marketplaceOrderId: ORDER_ID }, params: { orderId: ORDER_ID } })
    await orderCancellation(ctx)
    expect(departures(CANCELLATION, ctx.body)).toEqual([])
    expect(Object.keys(ctx.body as object).sort()).toEqual(['date', 'marketplaceOrderId', 'orderId', 'receipt'])
  })
})

/** The three calls that tell the marketplace of a delivered order. */
async function told() {
  const shipped = partnerUpdate(
    [invoice('NF-1', 80_800, { key: 'K', url: 'https://docs.acme.example/1.pdf' })],
    [parcel('P-1', 'NF-1', { deliveredAt: '2026-09-03T16:40:30.000Z' })],
  )
  const { work, calls } = await sellerWork({ partner: { orderUpdates: async () => [shipped] } })
  await work.orders.create(
    withPartnerUpdate(orderRecord({ state: 'authorized' }), shipped, NOON, 'receipt') as OrderRecord,
  )
  await deliverOwed(work, ORDER_ID, NOON + 15 * SECOND)
  return calls.filter(({ method }) => method !== 'GET').map(({ body }) => body)
}

describeWithVtexDocuments('what the connector sends, by VTEX’s own documents', () => {
  it('is an invoice whose value is an integer, although the document wants text (C-32)', async () => {
    const [body] = await told()
    expect(departures(INVOICE, body)).toEqual(['/invoiceValue type'])
    expect(departures(INVOICE, { ...(body as object), invoiceValue: '80800' })).toEqual([])
  })

  it('is tracking and its status (C-33, C-42)', async () => {
    const [, tracking, status] = await told()
    expect(departures(TRACKING, tracking)).toEqual([])
    expect(departures(TRACKING_STATUS, status)).toEqual([])
  })

  it('is a suggestion: EANs in a list (C-11), a price with decimals (C-12)', () => {
    const suggestion = skuSuggestion(catalogItem({ price: cents(39_990) }), acme())
    expect(departures(SUGGESTION, suggestion)).toEqual(['/EAN type', '/Pricing/SalePrice type'])
    const asDocumented = { ...suggestion, EAN: suggestion.EAN?.[0] }
    expect(departures(SUGGESTION, { ...asDocumented, Pricing: { ...suggestion.Pricing, SalePrice: 399 } })).toEqual([])
  })

  it('is the registration of a seller (C-04, C-05)', () => {
    expect(departures(REGISTRATION, sellerRegistration(acme(), 'https://x.example/acme/key/api'))).toEqual([])
  })
})

describeWithVtexDocuments('the comparison with VTEX’s documents', () => {
  it('notices what is missing or of another type', () => {
    expect(departures(SIMULATION, { items: [], postalCode: '1', country: 'ROU' })).toEqual(['/logisticsInfo required'])
    expect(departures(REGISTRATION, {})).toContain('/fulfillmentEndpoint required')
    expect(departures(TRACKING, { courier: 7 })).toEqual(
      expect.arrayContaining(['/courier type', '/trackingNumber required']),
    )
    expect(departures(TRACKING_STATUS, { isDelivered: 'yes', events: {} })).toContain('/events type')
    expect(departures(CANCELLATION, { orderId: 1 })).toEqual(['/orderId type'])
  })
})

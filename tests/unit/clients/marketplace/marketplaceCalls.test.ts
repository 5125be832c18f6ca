import { CatalogNotifications } from '../../../../node/clients/marketplace/catalogNotifications'
import { MarketplaceOrders } from '../../../../node/clients/marketplace/marketplaceOrders'
import { SkuSuggestions } from '../../../../node/clients/marketplace/skuSuggestions'
import { vtexClientOptions } from '../../../../node/clients/marketplace/vtexCall'
import { CallLog } from '../../../../node/domain/callJournal'
import { MarketplaceRejected, MarketplaceUnavailable, OutboundDenied } from '../../../../node/domain/errors'
import { sellerId } from '../../../../node/domain/ids'
import { skuSuggestion } from '../../../../node/events/catalog/skuSuggestion'
import { acme } from '../../fixtures/acme'
import { catalogItem } from '../../fixtures/catalogItem'
import { ioContext } from '../../fixtures/ioContext'
import { movableClock } from '../../fixtures/movableClock'
import { sku } from '../../fixtures/offers'
import { ORDER_ID } from '../../fixtures/orders'
import { vtexHttp, type VtexAnswer } from '../../fixtures/vtexHttp'

const ACME = sellerId('acme')
const DRILL = sku('DRL-18V BK')

function vtexAnswering(answer: VtexAnswer) {
  const { http, calls } = vtexHttp(() => answer)
  const log = new CallLog()
  const scope = { clock: movableClock(), journal: log, operationId: 'operation-1' }
  return {
    calls,
    log,
    catalog: Object.assign(new CatalogNotifications(ioContext(), scope), { http }),
    orders: Object.assign(new MarketplaceOrders(ioContext(), scope), { http }),
    suggestions: Object.assign(new SkuSuggestions(ioContext(), scope), { http }),
  }
}

describe('a change notification', () => {
  it('names seller and SKU in two encoded segments (C-03, AC-06)', async () => {
    const { catalog, calls } = vtexAnswering({ status: 204 })
    await catalog.notifyChange(ACME, DRILL)
    expect(calls).toEqual([
      {
        method: 'POST',
        url: '/api/catalog_system/pvt/skuseller/changenotification/acme/DRL-18V%20BK',
        body: undefined,
      },
    ])
  })

  it.each([200, 202, 204])('answered %d means that the SKU is sold there (C-18, AC-01)', async (status) => {
    expect(await vtexAnswering({ status }).catalog.notifyChange(ACME, DRILL)).toBe(true)
  })

  it('answered 404 means that a suggestion is due (AC-02)', async () => {
    expect(await vtexAnswering({ status: 404 }).catalog.notifyChange(ACME, DRILL)).toBe(false)
  })

  it.each([
    [429, MarketplaceUnavailable],
    [500, MarketplaceUnavailable],
    [400, MarketplaceRejected],
  ])('answered %d says nothing about the SKU (AC-04)', async (status, kind) => {
    await expect(vtexAnswering({ status }).catalog.notifyChange(ACME, DRILL)).rejects.toBeInstanceOf(kind)
  })
})

describe('the price and inventory notificator', () => {
  it('is called below /api, without a body (C-17)', async () => {
    const { catalog, calls } = vtexAnswering({ status: 202 })
    await catalog.notifyPrice(ACME, DRILL)
    await catalog.notifyInventory(ACME, DRILL)
    expect(calls).toEqual([
      { method: 'POST', url: '/api/notificator/acme/changenotification/DRL-18V%20BK/price', body: undefined },
      { method: 'POST', url: '/api/notificator/acme/changenotification/DRL-18V%20BK/inventory', body: undefined },
    ])
  })
})

describe('a suggestion', () => {
  it('goes to the account’s own path', async () => {
    const { suggestions, calls } = vtexAnswering({ status: 200 })
    const body = skuSuggestion(catalogItem(), acme())
    await suggestions.sendSuggestion(ACME, DRILL, body)
    expect(calls).toEqual([{ method: 'PUT', url: '/acmemarket/suggestions/acme/DRL-18V%20BK', body }])
  })
})

describe('an order in OMS', () => {
  it('is read by its marketplace id', async () => {
    const { orders, calls } = vtexAnswering({ status: 200, data: { orderId: ORDER_ID, sellers: [] } })
    expect(await orders.readOrder(ORDER_ID)).toEqual({ orderId: ORDER_ID, sellers: [] })
    expect(calls).toEqual([{ method: 'GET', url: `/api/oms/pvt/orders/${ORDER_ID}` }])
  })

  it.each(['<html>Bad gateway</html>', 'text', null, {}])(
    'that is no order (%j) counts as unreadable, not as unknown',
    async (data) => {
      await expect(vtexAnswering({ status: 200, data }).orders.readOrder(ORDER_ID)).rejects.toThrow(
        MarketplaceUnavailable,
      )
    },
  )

  it('that OMS does not know is not an error', async () => {
    expect(await vtexAnswering({ status: 404 }).orders.readOrder(ORDER_ID)).toBeUndefined()
  })

  it('gets its tracking by PATCH and its status by PUT, in the marketplace account (C-33, C-43)', async () => {
    const { orders, calls } = vtexAnswering({ status: 200 })
    const tracking = { courier: 'Sprinter', trackingNumber: 'T', trackingUrl: null, dispatchedDate: null }
    const status = { isDelivered: true, deliveredDate: '2026-09-03 16:40', events: [] }
    await orders.sendTracking(ORDER_ID, 'NF-1', tracking)
    await orders.sendTrackingStatus(ORDER_ID, 'NF-1', status)
    expect(calls).toEqual([
      { method: 'PATCH', url: `/api/oms/pvt/orders/${ORDER_ID}/invoice/NF-1`, body: tracking },
      { method: 'PUT', url: `/api/oms/pvt/orders/${ORDER_ID}/invoice/NF-1/tracking`, body: status },
    ])
  })
})

describe('a call VTEX does not grant', () => {
  it('is to be repeated when VTEX asks for patience, after as long as it asks (AC-03)', async () => {
    const { catalog } = vtexAnswering({ status: 429, headers: { 'retry-after': '7' } })
    await expect(catalog.notifyPrice(ACME, DRILL)).rejects.toMatchObject({ retryAfterSeconds: 7 })
  })

  it('names the resource that is missing (AC-05, AC-88)', async () => {
    const { catalog } = vtexAnswering({ status: 403 })
    await expect(catalog.notifyChange(ACME, DRILL)).rejects.toThrow('Catalog / Seller SKUs')
  })

  it('names the manifest when it was the platform that refused', async () => {
    const data =
      'Role app:openseller.external-seller cannot perform action POST on resource vrn:proxy:aws:acme:master:x/y'
    await expect(vtexAnswering({ status: 403, data }).catalog.notifyPrice(ACME, DRILL)).rejects.toBeInstanceOf(
      OutboundDenied,
    )
  })

  it('is written down with its status, and nothing of its body', async () => {
    const { orders, log } = vtexAnswering({ status: 503, data: { secret: 'leak' } })
    const failure = await orders.readOrder(ORDER_ID).catch((error: unknown) => error)
    expect(log.entries).toMatchObject([
      {
        direction: 'out',
        peer: 'marketplace',
        step: 'readOrder',
        subject: ORDER_ID,
        status: 503,
        operationId: 'operation-1',
      },
    ])
    expect(JSON.stringify([failure, log.entries])).not.toContain('leak')
  })
})

describe('who calls VTEX', () => {
  it('is the app, over https, without retries behind our back', () => {
    expect(vtexClientOptions({ authToken: 'app-token' }, {})).toMatchObject({
      memoizable: false,
      retries: 0,
      headers: { VtexIdclientAutCookie: 'app-token', 'X-Vtex-Use-Https': 'true' },
    })
  })

  it('is the operator’s key instead, when there is one', () => {
    const { headers } = vtexClientOptions({ authToken: 'app-token' }, { appKeyPair: { key: 'k', token: 't' } })
    expect(headers).toMatchObject({ 'X-VTEX-API-AppKey': 'k', 'X-VTEX-API-AppToken': 't' })
    expect(headers).not.toHaveProperty('VtexIdclientAutCookie')
  })
})

describe('a cancellation by the seller', () => {
  it('is a POST to OMS whose body has a reason (C-30, C-31, C-51)', async () => {
    const { calls, orders } = vtexAnswering({ status: 200 })
    await orders.cancel(ORDER_ID, 'The partner canceled the order')
    expect(calls).toEqual([
      {
        method: 'POST',
        url: `/api/oms/pvt/orders/${ORDER_ID}/cancel`,
        body: { reason: 'The partner canceled the order', requestedByUser: false },
      },
    ])
  })
})

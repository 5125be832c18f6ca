import { bodyCheck } from '../../../../node/middlewares/guards/jsonBody'
import { placementAnswer } from '../../../../node/middlewares/orderPlacement/placementAnswer'
import type { PlacementBodies, PlacementBody } from '../../../../node/middlewares/orderPlacement/placementBody'
import { placementBodySchema } from '../../../../node/middlewares/orderPlacement/placementBodySchema'
import { partnerOrderRequest } from '../../../../node/middlewares/orderPlacement/partnerOrderRequest'
import { placementDestination } from '../../../../node/middlewares/orderPlacement/placementDestination'
import { readPlacement } from '../../../../node/middlewares/orderPlacement/readPlacement'
import { contentOf } from '../../../../node/domain/orders/placement/contentOf'
import { acme } from '../../fixtures/acme'
import { DAY, HOUR, NOON } from '../../fixtures/movableClock'
import { cents, COURIER } from '../../fixtures/offers'
import { orderRecord } from '../../fixtures/orders'
import { placementBody } from '../../fixtures/placementBody'

const check = bodyCheck<PlacementBodies>(placementBodySchema)
const [item] = placementBody().items
const [logistics] = placementBody().shippingData.logisticsInfo
const withItem = (changes: object) => placementBody({ items: [{ ...item, ...changes }] })
const withLogistics = (...rows: object[]) =>
  placementBody({ shippingData: { logisticsInfo: rows.map((row) => ({ ...logistics, ...row })) } })
const checked = {
  option: COURIER,
  freight: cents(1_000),
  partnerTotal: cents(80_800),
  carried: { services: true, attachments: true },
  alerts: [],
  notes: [],
}
const content = (body: PlacementBody) => contentOf(readPlacement(body, undefined))

describe('a placed order', () => {
  it('is taken as a list and as a single object (C-21)', () => {
    const one = placementBody()
    expect(check(one)).toBe(one)
    expect(check([one, one])).toEqual([one, one])
    expect(() => check([])).toThrow('/')
  })

  it.each([
    ['itemAttachment as an object', { itemAttachment: { name: 'engraving', content: { text: 'Ana' } } }],
    ['itemsAttachment as a list', { itemsAttachment: [{ name: 'engraving', content: {} }] }],
    ['attachments as a list', { attachments: [{ name: 'engraving', content: {} }] }],
    ['nothing of the kind', { itemAttachment: undefined, attachments: undefined }],
  ])('is taken with %s, and answered with it (C-24)', (_what, change) => {
    const body = withItem(change)
    expect(check(body)).toBe(body)
    expect(placementAnswer(body, orderRecord(), acme()).items).toEqual(body.items)
  })

  it('brings services with their price and as many as it says, or one for each unit', () => {
    const bundleItems = [
      { id: 7, price: 500, name: 'Gift wrapping' },
      { id: 'W2', quantity: 1, price: 4_900, type: 'Warranty' },
    ]
    const body = withItem({ bundleItems, quantity: 2 })
    expect(check(body)).toBe(body)
    const order = readPlacement({ ...body, marketplacePaymentValue: null }, undefined)
    expect(order.lines[0].services).toMatchObject([
      { id: '7', quantity: 2, unitPrice: 500 },
      { id: 'W2', quantity: 1, unitPrice: 4_900 },
    ])
    expect(order.total).toBe(2 * 39_900 + 1_000 + 2 * 500 + 4_900)
    expect(content(body)).not.toBe(content(withItem({ quantity: 2 })))
  })

  it('with a service that nobody has priced gets it free, as the example of VTEX’s document', () => {
    const { lines } = readPlacement(withItem({ bundleItems: [{ id: 12, quantity: 2 }] }), undefined)
    expect(lines[0].services).toMatchObject([{ id: '12', quantity: 2, unitPrice: 0 }])
  })

  it('with a service below nothing is not taken', () => {
    expect(() => check(withItem({ bundleItems: [{ id: 'W2', price: -1 }] }))).toThrow('/items/0/bundleItems/0/price')
  })

  it.each([
    ['itemAttachment', { itemAttachment: { name: 'engraving', content: { text: 'Ana', lines: 2 } } }],
    ['itemsAttachment', { itemsAttachment: [{ name: 'engraving', content: { text: 'Ana', lines: 2 } }] }],
    [
      'attachments, and once more',
      {
        attachments: [{ id: 'a', name: 'engraving', content: { text: 'Ana', lines: 2 } }],
        itemAttachment: { name: 'engraving', content: { text: 'Ana', lines: 2 } },
      },
    ],
  ])(
    'tells the partner what the shopper filled in, by the name %s (C-24), and its hash does not hold it',
    (_name, change) => {
      const body = withItem({ itemAttachment: null, ...change })
      const order = readPlacement(body, undefined)
      const request = partnerOrderRequest(body, order, checked, acme(), NOON)
      expect(request.lines[0].attachments).toEqual([{ name: 'engraving', content: { text: 'Ana', lines: '2' } }])
      expect(order.lines[0].hasAttachments).toBe(true)
      expect(content(body)).toBe(content(placementBody()))
    },
  )

  it('passes note and custom fields on, however the note is written', () => {
    const told = (changes: Record<string, unknown>) => {
      const body = placementBody(changes)
      expect(check(body)).toBe(body)
      return partnerOrderRequest(body, readPlacement(body, undefined), checked, acme(), NOON)
    }
    expect(told({ openTextField: 'Ring twice' })).toMatchObject({
      note: 'Ring twice',
      customFields: [{ app: 'note', name: 'gate', value: 'B' }],
    })
    expect(told({ openTextField: { value: 'Ring twice' } }).note).toBe('Ring twice')
    const plain = told({ openTextField: null, customData: null })
    expect([plain.note, plain.customFields, plain.lines[0].attachments, plain.lines[0].services]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('of a company brings the company (AC-48)', () => {
    const profile = {
      ...placementBody().clientProfileData,
      isCorporate: true,
      corporateName: 'Pop SRL',
      tradeName: 'Pop',
      stateInscription: '12',
    }
    const body = placementBody({ clientProfileData: profile })
    expect(partnerOrderRequest(body, readPlacement(body, undefined), checked, acme(), NOON).customer).toMatchObject({
      email: 'a1b2c3@ct.vtex.com.br',
      corporateName: 'Pop SRL',
      tradeName: 'Pop',
      stateInscription: '12',
    })
  })

  it.each([
    ['seller', { seller: '1' }],
    ['Seller', { Seller: '1' }],
  ])('is taken with its seller written as %s (C-23)', (_name, change) => {
    const body = withItem(change)
    expect(check(body)).toBe(body)
  })

  it('costs what its unit prices and freight say; price tags explain, they do not change it (C-25)', () => {
    const tagged = readPlacement(placementBody(), undefined)
    expect(tagged).toMatchObject({ total: 80_800, lines: [{ unitPrice: 39_900, quantity: 2, freight: 1_000 }] })
    expect(content(withItem({ priceTags: [] }))).toBe(content(placementBody()))
  })

  it('is worth its prices and freight when the marketplace names no value', () => {
    for (const marketplacePaymentValue of [null, undefined]) {
      expect(readPlacement(placementBody({ marketplacePaymentValue }), undefined).total).toBe(80_800)
    }
  })

  it('is the same order when only its customer, notes or endpoints differ', () => {
    const changed = placementBody({
      clientProfileData: null,
      marketingData: { coupon: 'x' },
      openTextField: 'ring twice',
      marketplaceServicesEndpoint: 'https://other.example',
      customData: null,
    })
    expect(content(changed)).toBe(content(placementBody()))
  })

  it('holds its stock as long as its most patient line asks, eight days when none does', () => {
    const lock = (...rows: object[]) => readPlacement(withLogistics(...rows), undefined).lockMs
    expect(lock({ lockTTL: '12h' })).toBe(12 * HOUR)
    expect(lock({ lockTTL: '12h' }, { itemIndex: 1, lockTTL: '3d' })).toBe(3 * DAY)
    expect(lock({ lockTTL: null })).toBe(8 * DAY)
    expect(lock({ lockTTL: 'soon' })).toBe(8 * DAY)
  })

  it('keeps the delivery window the shopper chose', () => {
    const deliveryWindow = { startDateUtc: '2026-09-02T15:00:00Z', endDateUtc: '2026-09-02T18:00:00Z', price: 300 }
    expect(readPlacement(withLogistics({ deliveryWindow }), undefined).lines).toMatchObject([
      { window: ['2026-09-02T15:00:00Z', '2026-09-02T18:00:00Z'] },
    ])
  })

  it.each([
    ['no logistics row', withLogistics({ itemIndex: 5 }), /no row for item 0/],
    ['no chosen SLA', withLogistics({ selectedSla: null }), /no selectedSla/],
  ])('with %s for a line cannot be understood', (_what, body, message) => {
    expect(() => readPlacement(body, undefined)).toThrow(message)
  })

  it.each([
    ['/marketplaceOrderId', placementBody({ marketplaceOrderId: '../1' })],
    ['/marketplaceOrderId', placementBody({ marketplaceOrderId: undefined })],
    ['/items', placementBody({ items: [] })],
    ['/items/0/price', withItem({ price: 399.5 })],
    ['/items/0/price', withItem({ price: -1 })],
    ['/items/0/quantity', withItem({ quantity: 0 })],
    ['/shippingData', placementBody({ shippingData: undefined })],
    ['/marketplacePaymentValue', placementBody({ marketplacePaymentValue: '80800' })],
  ])('is refused with %s named', (path, body) => {
    // As it arrives: JSON knows no undefined.
    expect(() => check(JSON.parse(JSON.stringify(body)))).toThrow(path)
  })

  it('names the wrong order of a list', () => {
    expect(() => check([placementBody(), withItem({ price: -1 })])).toThrow('/1/items/0/price')
  })
})

describe('the way of a pickup', () => {
  it('without an address leads to the seller’s country (AC-47)', () => {
    const body = placementBody({ shippingData: { address: null, logisticsInfo: [logistics] } })
    expect(placementDestination(body, acme())).toEqual({ country: 'ROU' })
  })
})

describe('the answer to a placement', () => {
  it('echoes the marketplace’s services endpoint as text (C-26)', () => {
    const body = placementBody({ marketplaceServicesEndpoint: 'http://evil.example/' })
    expect(placementAnswer(body, orderRecord(), acme())).toMatchObject(body)
  })

  it('is the order as it came, with our id and contact', () => {
    const body = placementBody()
    expect(placementAnswer(body, orderRecord(), acme({ followUpEmail: 'orders@acme.example' }))).toEqual({
      ...body,
      orderId: 'XS-1400000000007-01',
      followUpEmail: 'orders@acme.example',
    })
  })

  it('has the documented nulls although the order left them out', () => {
    const {
      paymentData: _payment,
      customData: _custom,
      ...bare
    } = placementBody() as PlacementBody & Record<string, unknown>
    expect(placementAnswer(bare, orderRecord(), acme())).toMatchObject({ paymentData: null, customData: null })
  })
})

import { PartnerAnswerInvalid, PartnerInDoubt, PartnerUnavailable } from '../../../node/domain/errors'
import { marketplaceOrderId } from '../../../node/domain/ids'
import { CATALOG, ORDER } from './goodAnswers'
import { MARKER, type Misbehaviour } from './misbehaviour'
import {
  QUESTIONS,
  failureOf,
  hurried,
  openGuarded,
  openPartner,
  sellerApiWorld,
  traceOf,
  unhurried,
} from './sellerApiWorld'
import type { PartnerCall, Reply } from './scriptedPartner'

type Json = Record<string, unknown>

/** Sets what a pointer of an answer says; `undefined` takes it away. */
const at = (pointer: string, value: unknown) => ({ pointer, value, where: pointer })

const service = (change: object) => ({ id: 'W2', type: 'Warranty', name: 'Two more years', price: 4_900, ...change })
const FIELD = { name: 'text', maxLength: 20 }
const form = (...fields: readonly object[]) => ({ name: 'engraving', fields })

/** One wrong thing at a time, and where the reason must point. */
const LIES: Readonly<
  Record<string, readonly (readonly [string, { pointer: string; value: unknown; where: string }])[]>
> = {
  getOffers: [
    ['another SKU', { ...at('/offers/0/sku', MARKER), where: '/offers' }],
    ['another spelling of the SKU', { ...at('/offers/0/sku', 'drl-18v-bk'), where: '/offers' }],
    ['a missing line', { ...at('/offers', [{ sku: 'BIT-SET-32', sold: false }]), where: '/offers' }],
    ['no line at all', at('/offers', [])],
    ['a line twice', { ...at('/offers/1/sku', 'DRL-18V-BK'), where: '/offers/1' }],
    ['another currency', at('/currency', 'USD')],
    ['a currency that is none', at('/currency', `${MARKER}`)],
    ['prices without tax', at('/pricesIncludeTax', false)],
    ['tax unsaid', at('/pricesIncludeTax', undefined)],
    ['negative stock', at('/offers/0/stock/0/quantity', -1)],
    ['half a unit', at('/offers/0/stock/0/quantity', 0.5)],
    ['stock beyond reason', at('/offers/0/stock/0/quantity', 1e15)],
    ['stock as text', at('/offers/0/stock/0/quantity', '14')],
    ['stock null', at('/offers/0/stock', null)],
    ['sold without stock', at('/offers/0/stock', undefined)],
    ['decimal money', at('/offers/0/price', 399.9)],
    ['money as text', at('/offers/0/price', '39900')],
    ['money with a comma', at('/offers/0/price', `${MARKER},00`)],
    ['negative money', at('/offers/0/price', -39_900)],
    ['money beyond reason', at('/offers/0/price', 1e300)],
    ['sold as text', at('/offers/0/sold', 'true')],
    ['no word whether it is sold', at('/offers/0/sold', null)],
    ['offers as an object', at('/offers', { [MARKER]: 1 })],
    ['a channel nobody knows', at('/offers/0/stock/1/channels/0', MARKER)],
    ['a multiplier of 0', at('/offers/0/unitMultiplier', 0)],
    [
      'a service of decimal money',
      { ...at('/offers/0/services', [service({ price: 4.9 })]), where: '/offers/0/services/0/price' },
    ],
    [
      'a service of negative money',
      { ...at('/offers/0/services', [service({ price: -1 })]), where: '/offers/0/services/0/price' },
    ],
    ['a service without id', { ...at('/offers/0/services', [service({ id: '' })]), where: '/offers/0/services/0/id' }],
    ['a service twice', at('/offers/0/services', [service({}), service({ name: MARKER })])],
    ['services as an object', at('/offers/0/services', { [MARKER]: 1 })],
    ['a form without fields', { ...at('/offers/0/attachments', [form()]), where: '/offers/0/attachments/0/fields' }],
    ['a form twice', at('/offers/0/attachments', [form(FIELD), form(FIELD)])],
    [
      'a field twice',
      { ...at('/offers/0/attachments', [form(FIELD, FIELD)]), where: '/offers/0/attachments/0/fields' },
    ],
    [
      'a field of no length',
      {
        ...at('/offers/0/attachments', [form({ ...FIELD, maxLength: 0 })]),
        where: '/offers/0/attachments/0/fields/0/maxLength',
      },
    ],
  ],
  getQuote: [
    ['a window on no day', at('/shippingOptions/1/deliveryWindows/0/start', '2030-13-45T25:61:61Z')],
    ['a window that ends on no day', at('/shippingOptions/1/deliveryWindows/0/end', '2030-02-10T10:00:00+99:99')],
    ['another SKU', { ...at('/offers/0/sku', MARKER), where: '/offers' }],
    ['a missing line', { ...at('/offers', [{ sku: 'BIT-SET-32', sold: false }]), where: '/offers' }],
    ['a line twice', { ...at('/offers/1/sku', 'DRL-18V-BK'), where: '/offers/1' }],
    ['another currency', at('/currency', 'USD')],
    ['prices without tax', at('/pricesIncludeTax', false)],
    ['negative stock', at('/offers/1/stock/0/quantity', -4)],
    ['decimal money', at('/offers/1/price', 79.5)],
    ['no shipping options', at('/shippingOptions', undefined)],
    ['shipping options null', at('/shippingOptions', null)],
    ['decimal freight', at('/shippingOptions/0/price', 19.9)],
    ['freight as text', at('/shippingOptions/0/price', '1990')],
    ['negative freight', at('/shippingOptions/0/price', -1)],
    ['an estimate in words', at('/shippingOptions/0/estimate', MARKER)],
    ['an option twice', { ...at('/shippingOptions/1/id', 'home-std'), where: '/shippingOptions/1/id' }],
    ['an option without id', at('/shippingOptions/0/id', '')],
    ['a channel nobody knows', at('/shippingOptions/0/channel', MARKER)],
    ['a pickup without its point', at('/shippingOptions/2/pickupPoint', null)],
    ['a pickup point without address', at('/shippingOptions/2/pickupPoint/address', undefined)],
    ['a point off the globe', at('/shippingOptions/2/pickupPoint/address/geoCoordinates/latitude', 91)],
    ['a window in words', at('/shippingOptions/1/deliveryWindows/0/start', MARKER)],
    ['a window price as text', at('/shippingOptions/1/deliveryWindows/0/price', '300')],
  ],
  listCatalogItems: [
    ['another currency', at('/currency', 'USD')],
    ['prices without tax', at('/pricesIncludeTax', false)],
    ['items null', at('/items', null)],
    ['an item without SKU', at('/items/0/sku', undefined)],
    ['an item that is none', { ...at('/items/0', MARKER), where: '/items/0' }],
    ['a cursor that is a number', at('/nextCursor', 2)],
  ],
  createOrder: [
    ["another order's reference", at('/reference', `${MARKER}-01`)],
    ['another currency', at('/currency', 'USD')],
    ['no id', at('/id', null)],
    ['an id that is a number', at('/id', 5512)],
    ['a state nobody knows', at('/state', MARKER)],
    ['a decimal total', at('/total', 817.9)],
    ['a total as text', at('/total', '81790')],
    ['no total', at('/total', undefined)],
    ['lines of negative quantity', at('/lines/0/quantity', -2)],
  ],
  readOrder: [
    ["another order's reference", at('/reference', `${MARKER}-01`)],
    ['another currency', at('/currency', 'USD')],
    ['no state', at('/state', null)],
    ['a state nobody knows', at('/state', MARKER)],
    ['an invoice without number', at('/invoices/0/number', '')],
    ['a decimal invoice', at('/invoices/0/total', 817.9)],
    ['an invoice without lines', at('/invoices/0/lines', [])],
    ['an invoice date in words', at('/invoices/0/issuedAt', MARKER)],
    ['an invoice of no day', at('/invoices/0/issuedAt', '2026-13-01T10:00:00Z')],
    ['a parcel without invoice', at('/packages/0/invoiceNumber', null)],
    ['an event without date', at('/packages/0/events/0/at', undefined)],
  ],
  authorizeOrder: [
    ["another order's reference", at('/reference', `${MARKER}-01`)],
    ['another currency', at('/currency', 'USD')],
    ['no state', at('/state', undefined)],
    ['a number that is null', at('/number', null)],
    ['an order that is still open', at('/state', 'open')],
    ['a total as text', at('/total', MARKER)],
  ],
  cancelOrder: [
    ['an outcome nobody knows', at('/outcome', MARKER)],
    ['no outcome', at('/outcome', undefined)],
    ['an outcome that is a boolean', at('/outcome', true)],
    ['a reason that is a number', at('/reason', 7)],
  ],
  listOrderUpdates: [
    ['an order without state', at('/orders/0/state', null)],
    ['a decimal total', at('/orders/0/total', 817.9)],
    ['no cursor', at('/nextCursor', null)],
    ['no word whether there is more', at('/more', undefined)],
    ['more as text', at('/more', 'false')],
    ['orders null', at('/orders', null)],
  ],
}

/** A copy of a good answer with one lie in it, and a field that must be seen nowhere. */
function withLie(good: unknown, { pointer, value }: { pointer: string; value: unknown }): Json {
  const copy = { ...(structuredClone(good) as Json), leak: MARKER }
  const keys = pointer.slice(1).split('/')
  const last = keys.pop() as string
  const target = keys.reduce<Json>((node, key) => node[key] as Json, copy)
  if (value === undefined) delete target[last]
  else target[last] = value
  return copy
}

const html = (status: number): Reply => ({
  status,
  headers: { 'content-type': 'text/html' },
  text: `<html><body><h1>${MARKER}</h1></body></html>`,
})

/** Whole answers that are none, whatever was asked. */
const NO_ANSWERS: readonly (readonly [string, Reply, { read: Kind; write: Kind }])[] = [
  ['an HTML page with 200', html(200), { read: 'invalid', write: 'inDoubt' }],
  ['an HTML page with 404', html(404), { read: 'invalid', write: 'unavailable' }],
  ['an HTML page with 500', html(500), { read: 'unavailable', write: 'inDoubt' }],
  ['an HTML page with 502', html(502), { read: 'unavailable', write: 'inDoubt' }],
  ['an HTML page with 503', html(503), { read: 'unavailable', write: 'inDoubt' }],
  ['text', { text: MARKER }, { read: 'invalid', write: 'inDoubt' }],
  ['a JSON text', { body: MARKER }, { read: 'invalid', write: 'inDoubt' }],
  ['a JSON array', { body: [MARKER] }, { read: 'invalid', write: 'inDoubt' }],
  ['null', { body: null }, { read: 'invalid', write: 'inDoubt' }],
  ['an empty body', { text: '' }, { read: 'invalid', write: 'inDoubt' }],
  ['204', { status: 204 }, { read: 'invalid', write: 'inDoubt' }],
  ['half a document', { text: `{"leak":"${MARKER}",` }, { read: 'invalid', write: 'inDoubt' }],
  [
    'an error inside a 200',
    { body: { status: 409, code: 'out-of-stock', title: MARKER, error: MARKER } },
    { read: 'invalid', write: 'inDoubt' },
  ],
  [
    'a redirect',
    { status: 302, headers: { location: `http://elsewhere.example/external-seller/v1/${MARKER}` }, text: MARKER },
    { read: 'unavailable', write: 'unavailable' },
  ],
]

const NEVER_ENDING: readonly Misbehaviour[] = ['silent', 'drip']
const BROKEN: readonly Misbehaviour[] = ['resetUnread', 'resetRead', 'flood', 'bomb', 'falseGzip', 'cutShort']

type Kind = 'invalid' | 'unavailable' | 'inDoubt'
const ERRORS = { invalid: PartnerAnswerInvalid, unavailable: PartnerUnavailable, inDoubt: PartnerInDoubt }

const scripted = sellerApiWorld()

describe.each(Object.entries(QUESTIONS))('a partner that lies to %s', (operation, { ask, good, kind }) => {
  /** The failure must have the right meaning, say what is wrong, and carry nothing of the answer. */
  async function expectFailure(expected: Kind, says: RegExp, budget = unhurried()) {
    const { journal, partner } = openPartner()
    const error = await failureOf(ask(partner, budget))
    expect([error.constructor.name, error.message]).toEqual([ERRORS[expected].name, expect.stringMatching(says)])
    expect(error.message).toContain(operation)
    expect(journal.entries.at(-1)).toMatchObject({ step: operation, direction: 'out', note: error.message })
    expect(traceOf(error, journal)).not.toContain(MARKER)
    expect(scripted.callsOf(operation)).toHaveLength(1)
    expect(scripted.callsOf('unknown')).toEqual([])
  }

  it.each(LIES[operation])('with %s is caught, and the reason names the place', async (_what, lie) => {
    scripted.next(operation, { body: withLie(good, lie) })
    await expectFailure(kind === 'read' ? 'invalid' : 'inDoubt', new RegExp(`not usable: ${lie.where}(/\\S*)? \\S+`))
  })

  it.each(NO_ANSWERS)('with %s is caught', async (_what, reply, expected) => {
    scripted.next(operation, reply)
    await expectFailure(expected[kind], /\S+ \S+/)
  })

  it.each(BROKEN)('with a broken answer (%s) is caught', async (misbehaviour) => {
    scripted.next(operation, misbehaviour)
    await expectFailure(kind === 'read' ? 'unavailable' : 'inDoubt', /: \S+/)
  })

  it.each(NEVER_ENDING)('with an answer that never ends (%s) is left at the deadline', async (misbehaviour) => {
    // Its capabilities are known before the clock runs.
    const { partner } = openPartner()
    if (operation === 'listOrderUpdates') await ask(partner, unhurried())
    scripted.forget()
    scripted.next(operation, misbehaviour)
    const error = await failureOf(ask(partner, hurried()))
    expect([error.constructor.name, error.message]).toEqual([
      kind === 'read' ? 'PartnerUnavailable' : 'PartnerInDoubt',
      expect.stringContaining('no answer in time'),
    ])
    expect(error.message).not.toContain(MARKER)
    expect(await scripted.ended(operation)).toBe('cut')
  })

  it('but says the truth under a wrong media type is believed', async () => {
    scripted.next(operation, { headers: { 'content-type': 'text/html' }, body: good })
    await expect(ask(openPartner().partner, unhurried())).resolves.toBeDefined()
  })

  it('is not asked at all when no time is left', async () => {
    const error = await failureOf(ask(openPartner().partner, { deadlineAt: Date.now() - 1 }))
    expect(error).toBeInstanceOf(PartnerUnavailable)
    expect(scripted.calls).toEqual([])
  })

  it('or is not there cannot have acted', async () => {
    const road = process.env.http_proxy
    process.env.http_proxy = 'http://127.0.0.1:9'
    const error = await failureOf(ask(openPartner().partner, unhurried()))
    process.env.http_proxy = road
    expect(error).toBeInstanceOf(PartnerUnavailable)
  })
})

describe('a partner that lies about what comes next', () => {
  it('and answers the cursor it was asked with does not keep the catalogue going for ever', async () => {
    scripted.next('listCatalogItems', { body: { ...(QUESTIONS.listCatalogItems.good as Json), nextCursor: 'same' } })
    const error = await failureOf(openPartner().partner.catalogPage('same', unhurried()))
    expect([error.constructor.name, error.message]).toEqual([
      'PartnerAnswerInvalid',
      expect.stringContaining('/nextCursor'),
    ])
  })

  it('and promises more orders under the same cursor is not followed', async () => {
    scripted.next('listOrderUpdates', { body: { orders: [], nextCursor: 'same', more: true } })
    const error = await failureOf(openPartner().partner.orderFeed!('same', unhurried()))
    expect([error.constructor.name, error.message]).toEqual([
      'PartnerAnswerInvalid',
      expect.stringContaining('/nextCursor'),
    ])
  })
})

describe('a partner that lies about one thing among many', () => {
  it.each([
    ['a decimal price', { price: 399.9 }, '/price'],
    ['a price as text', { price: MARKER }, '/price'],
    ['negative stock', { stock: [{ location: 'shop', quantity: -1 }] }, '/stock/0/quantity'],
    ['no stock', { stock: null }, '/stock'],
    ['active as text', { active: MARKER }, '/active'],
    ['dimensions as text', { dimensions: { heightCm: '24' } }, '/dimensions/heightCm'],
    ['one EAN instead of a list', { eans: MARKER }, '/eans'],
    ['no name', { productName: undefined }, '/productName'],
  ])('(an item with %s) still sells the others, and the item has its reason', async (_what, change, where) => {
    const [first, ...others] = CATALOG.items
    scripted.next('listCatalogItems', { body: { ...CATALOG, items: [{ ...first, ...change }, ...others] } })
    const page = await openPartner().partner.catalogPage(undefined, unhurried())
    expect(page.items.map(({ sku }) => sku)).toEqual(others.map(({ sku }) => sku))
    expect(page.broken).toEqual([{ sku: first.sku, reason: expect.stringContaining(`${where} `) }])
    expect(JSON.stringify(page)).not.toContain(MARKER)
  })

  it('(an order) is followed in the others', async () => {
    const references = ['a-01', 'b-01', 'c-01'].map(marketplaceOrderId)
    const about = (call: PartnerCall): Reply => ({ body: { ...ORDER, reference: call.path.split('/').at(-1) } })
    scripted.next('readOrder', about, { text: `<h1>${MARKER}</h1>` }, about)
    const { journal, partner } = openGuarded()
    expect(await partner.orderUpdates(references, unhurried())).toHaveLength(2)
    expect(journal.entries.filter(({ note }) => note?.includes('not usable'))).toHaveLength(1)
  })

  it('(every order) is told', async () => {
    scripted.next('readOrder', { text: MARKER }, { text: MARKER })
    const references = ['a-01', 'b-01'].map(marketplaceOrderId)
    expect(await failureOf(openGuarded().partner.orderUpdates(references, unhurried()))).toBeInstanceOf(
      PartnerAnswerInvalid,
    )
  })
})

describe('a 403', () => {
  const deep = '{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000)

  it.each([
    ['however deep it is', deep],
    ['even when it sounds like the platform', `cannot perform action ${MARKER}`],
  ])('is the partner’s own, %s', async (_what, text) => {
    for (const operation of ['getOffers', 'createOrder']) {
      scripted.next(operation, { status: 403, text })
      const { journal, partner } = openPartner()
      const error = await failureOf(QUESTIONS[operation].ask(partner, unhurried()))
      expect([error.constructor.name, error.message]).toEqual([
        'PartnerUnavailable',
        expect.stringContaining('token of the seller'),
      ])
      expect(error.message + JSON.stringify(journal.entries)).not.toContain(MARKER)
    }
  })
})

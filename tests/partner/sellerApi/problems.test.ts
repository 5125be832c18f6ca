import {
  PartnerAnswerInvalid,
  PartnerInDoubt,
  PartnerRefused,
  PartnerUnavailable,
  type PartnerRefusal,
} from '../../../node/domain/errors'
import { MARKER } from './misbehaviour'
import { QUESTIONS, REFERENCE, failureOf, openPartner, sellerApiWorld, traceOf, unhurried } from './sellerApiWorld'
import { problem, type Reply } from './scriptedPartner'

const scripted = sellerApiWorld()

const READS = Object.keys(QUESTIONS).filter((operation) => QUESTIONS[operation].kind === 'read')
const WRITES = Object.keys(QUESTIONS).filter((operation) => QUESTIONS[operation].kind === 'write')

const refused = (reason: PartnerRefusal) => ({ type: PartnerRefused, facts: { reason } })
const unavailable = { type: PartnerUnavailable, facts: {} }
const inDoubt = { type: PartnerInDoubt, facts: {} }

/** Every code of the document's table, with what it means for a write. A read can only be asked again. */
const TABLE: readonly (readonly [string, number, { type: new (...args: never[]) => Error; facts: object }])[] = [
  ['invalid-request', 400, refused('other')],
  ['invalid-request', 422, refused('other')],
  ['unauthorized', 401, unavailable],
  ['unauthorized', 403, unavailable],
  ['out-of-stock', 409, refused('outOfStock')],
  ['unknown-sku', 409, refused('unknownSku')],
  ['price-changed', 409, refused('priceChanged')],
  ['shipping-unavailable', 409, refused('shippingUnavailable')],
  ['state-conflict', 409, refused('stateConflict')],
  ['change-refused', 409, refused('other')],
  // Something was done under that key: what, only a look can tell.
  ['idempotency-conflict', 409, inDoubt],
  ['rate-limited', 429, unavailable],
  ['unavailable', 503, unavailable],
  ['internal', 500, inDoubt],
  ['of-tomorrow', 409, refused('other')],
  ['of-tomorrow', 502, inDoubt],
]

/** Personal data has no place in `detail`; a partner may put it there all the same. */
const wordy = (status: number, code: string): Reply =>
  problem(status, code, { title: MARKER, detail: MARKER, type: `https://errors.example/${MARKER}`, more: MARKER })

async function answered(operation: string, reply: Reply) {
  const { journal, partner } = openPartner()
  scripted.next(operation, reply)
  const error = await failureOf(QUESTIONS[operation].ask(partner, unhurried()))
  expect(traceOf(error, journal)).not.toContain(MARKER)
  const { status } = reply
  expect(journal.entries.at(-1)).toMatchObject({ step: operation, status, note: error.message })
  expect(error.message).toContain(`${operation} with ${status}`)
  return error
}

describe.each(WRITES)('a problem answered to %s', (operation) => {
  it.each(TABLE)('%s with %i has the meaning of the document', async (code, status, { type, facts }) => {
    const error = await answered(operation, wordy(status, code))
    expect(error.constructor.name).toBe(type.name)
    expect(error).toMatchObject(facts)
  })
})

describe.each(READS)('a problem answered to %s', (operation) => {
  it.each(TABLE)('%s with %i is no answer', async (code, status) => {
    const error = await answered(operation, wordy(status, code))
    expect(error.constructor.name).toBe('PartnerUnavailable')
  })
})

describe('what a problem says besides', () => {
  it.each([
    ['429', problem(429, 'rate-limited'), '7', 7],
    ['503', problem(503, 'unavailable'), '120', 120],
    ['a day', problem(503, 'unavailable'), '86400', 3_600],
    ['a date', problem(503, 'unavailable'), 'Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['the past', problem(429, 'rate-limited'), '-5', undefined],
    ['words', problem(429, 'rate-limited'), MARKER, undefined],
  ])('Retry-After (%s) is obeyed within reason', async (_what, reply, after, seconds) => {
    for (const operation of ['getOffers', 'createOrder']) {
      const error = await answered(operation, { ...reply, headers: { ...reply.headers, 'retry-after': after } })
      expect(error).toBeInstanceOf(PartnerUnavailable)
      expect((error as PartnerUnavailable).retryAfterSeconds).toBe(seconds)
    }
  })

  it('names the setting to look at when the token is refused', async () => {
    expect((await answered('getOffers', problem(401, 'unauthorized'))).message).toContain('token of the seller')
  })

  it('names the SKU that is short', async () => {
    const error = await answered('createOrder', problem(409, 'out-of-stock', { sku: 'DRL-18V-BK' }))
    expect(error.message).toContain('(DRL-18V-BK)')
  })

  it.each([
    ['a code of its own', { code: MARKER }],
    ['an SKU nobody asked about', { code: 'out-of-stock', sku: MARKER }],
  ])('is not repeated when it is %s', async (_what, more) => {
    for (const operation of ['createOrder', 'getOffers', 'readOrder']) {
      await answered(operation, problem(409, 'x', more))
    }
  })

  it('counts by the HTTP status when the body names another one', async () => {
    expect(await answered('createOrder', { ...problem(409, 'internal'), status: 500 })).toBeInstanceOf(PartnerInDoubt)
  })

  it.each([
    ['no code', { status: 409, title: MARKER }],
    ['a code that is a number', { status: 409, code: 7 }],
    ['a status that is text', { status: '409', code: 'out-of-stock' }],
    ['a SKU that is a list', { status: 409, code: 'out-of-stock', sku: [MARKER] }],
  ])('is no problem document with %s, and counts by its status', async (_what, body) => {
    expect(await answered('createOrder', { status: 409, body })).toBeInstanceOf(PartnerUnavailable)
    expect(await answered('createOrder', { status: 500, body })).toBeInstanceOf(PartnerInDoubt)
    expect(await answered('readOrder', { status: 409, body })).toBeInstanceOf(PartnerAnswerInvalid)
  })
})

describe('answers that only look like problems', () => {
  it('an order that certainly does not exist is not found', async () => {
    const { journal, partner } = openPartner()
    scripted.next('readOrder', wordy(404, 'order-not-found'))
    await expect(partner.findOrder(REFERENCE, unhurried())).resolves.toBeUndefined()
    expect(journal.entries).toMatchObject([{ step: 'readOrder', status: 404, note: 'order-not-found' }])
  })

  it('there is nothing to be stopped where there is no order', async () => {
    scripted.next('cancelOrder', wordy(404, 'order-not-found'))
    await expect(openPartner().partner.cancelOrder(REFERENCE, 'why', unhurried())).resolves.toEqual({ outcome: 'done' })
  })

  it('a cursor that ran out is told', async () => {
    scripted.next('listOrderUpdates', wordy(410, 'cursor-expired'))
    await expect(openPartner().partner.orderFeed?.('u-1', unhurried())).resolves.toBe('expired')
  })

  it.each([302, 401, 409, 410, 500, 502, 503])('order-not-found under %i proves nothing', async (status) => {
    for (const operation of ['readOrder', 'cancelOrder']) {
      expect(await answered(operation, { ...wordy(status, 'order-not-found') })).toBeInstanceOf(Error)
    }
  })

  it.each([404, 500])('cursor-expired under %i proves nothing', async (status) => {
    expect(await answered('listOrderUpdates', wordy(status, 'cursor-expired'))).toBeInstanceOf(PartnerUnavailable)
  })

  it('an unknown order cannot be created or authorized', async () => {
    expect(await answered('createOrder', wordy(404, 'order-not-found'))).toBeInstanceOf(PartnerRefused)
    expect(await answered('authorizeOrder', wordy(404, 'order-not-found'))).toBeInstanceOf(PartnerRefused)
  })
})

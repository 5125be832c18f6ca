import { ConnectorError } from '../../../../node/domain/errors'
import { authorized } from '../../../../node/domain/orders/authorization'
import {
  authorizationRefused,
  canceledAtMarketplace,
} from '../../../../node/domain/orders/cancellation/canceledElsewhere'
import {
  cancellationConfirmed,
  cancellationRefused,
} from '../../../../node/domain/orders/cancellation/cancellationDecision'
import { invoiceAccepted } from '../../../../node/domain/orders/invoices/invoiceAccepted'
import { moved } from '../../../../node/domain/orders/moved'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { withPartnerUpdate } from '../../../../node/domain/orders/partnerUpdate'
import { returnAccepted } from '../../../../node/domain/orders/invoices/returns'
import { ORDER_STATES, type OrderState } from '../../../../node/domain/orders/states'
import { statusTold } from '../../../../node/domain/orders/tracking/statusTold'
import type { CancellationPolicy } from '../../../../node/domain/settings/sellerSettings'
import { NOON } from '../../fixtures/movableClock'
import { cents } from '../../fixtures/offers'
import { askedToCancel, invoice, orderRecord, partnerUpdate } from '../../fixtures/orders'

const AT = new Date(NOON).toISOString()
const HALF = 40_400

/** Everything that can arrive for an order, in time or not (PROTOCOL §16). */
const ARRIVALS = {
  fulfill: (record) => authorized(record, 'receipt', NOON, []),
  'reservation over': (record) => moved(record, 'expire', NOON) ?? record,
  'cancel, confirm': (record) => cancel(record, 'confirm'),
  'cancel, partner': (record) => cancel(record, 'partner'),
  'cancel, operator': (record) => cancel(record, 'operator'),
  'decided: yes': (record) => cancellationConfirmed(record, 'receipt', NOON),
  'decided: no': (record) => cancellationRefused(record, 'it has left', NOON),
  'partner cancels': (record) => seen(record, { state: 'canceled' }),
  'partner cannot fulfil': (record) => authorizationRefused(record, 'out of stock', 'receipt', NOON),
  'partner packs': (record) => seen(record, { state: 'partiallyShipped' }),
  'OMS canceled': (record) => canceledAtMarketplace(record, 'receipt', NOON),
  'invoice in part': (record) => invoiceAccepted(withFact(record, HALF), invoice('NF-1', HALF), NOON),
  'invoice of all': (record) => invoiceAccepted(withFact(record, record.total), invoice('NF-1', record.total), NOON),
  delivered: (record) => statusTold(record, 'NF-1', 'mark', true, NOON),
  'return comes': (record) => seen(record, { returns: [invoice('RT-1', HALF)] }),
  'return accepted': (record) =>
    returnAccepted({ ...record, returns: [{ number: 'RT-1', value: cents(HALF) }] }, 'RT-1', cents(HALF), NOON),
} as const satisfies Record<string, (record: OrderRecord) => OrderRecord>

type Arrival = keyof typeof ARRIVALS

const cancel = (record: OrderRecord, policy: CancellationPolicy) => askedToCancel(record, { policy })
const seen = (record: OrderRecord, change: Partial<ReturnType<typeof partnerUpdate>>) =>
  withPartnerUpdate(record, { ...partnerUpdate([]), ...change }, NOON, 'receipt') ?? record
const withFact = (record: OrderRecord, value: number): OrderRecord =>
  record.invoices.some((fact) => fact.acceptedAt && fact.value === value)
    ? record
    : { ...record, invoices: [{ number: 'NF-1', value: cents(value) }] }

const CANCELLATION = { requestedAt: AT, requestedBy: 'marketplace' } as const
const PARCEL = { id: 'P-1', invoiceNumber: 'NF-1', trackingNumber: 'T', trackingSentAt: AT }
const ACCEPTED = (value: number) => [{ number: 'NF-1', value: cents(value), acceptedAt: AT }]
const AUTHORIZATION = { authorization: { date: AT, receipt: 'first' } }

/** What a record in a state holds besides. */
const HISTORY: { readonly [State in OrderState]?: Partial<OrderRecord> } = {
  authorized: AUTHORIZATION,
  handling: AUTHORIZATION,
  evaluatingCancellation: { ...AUTHORIZATION, cancellation: CANCELLATION },
  cancellationRefused: { ...AUTHORIZATION, cancellation: { ...CANCELLATION, decision: 'refused' } },
  cancelRequestedBySeller: { ...AUTHORIZATION, cancellation: { ...CANCELLATION, requestedBy: 'partner' } },
  partiallyInvoiced: { ...AUTHORIZATION, invoices: ACCEPTED(HALF), packages: [PARCEL] },
  invoiced: { ...AUTHORIZATION, invoices: ACCEPTED(80_800), packages: [PARCEL] },
  dispatched: { ...AUTHORIZATION, invoices: ACCEPTED(80_800), packages: [PARCEL] },
  delivered: { ...AUTHORIZATION, invoices: ACCEPTED(80_800), packages: [PARCEL] },
  returnOpen: { ...AUTHORIZATION, invoices: ACCEPTED(80_800), packages: [PARCEL] },
  returned: { ...AUTHORIZATION, invoices: ACCEPTED(80_800), packages: [PARCEL] },
  canceled: {
    cancellation: { ...CANCELLATION, decision: 'confirmed', receipt: { date: AT, receipt: 'first' } },
  },
}

const arrivals = Object.keys(ARRIVALS) as Arrival[]

/**
 * What becomes of the order: a state, or `409` for a call that is refused. What is not named changes nothing: it is a
 * duplicate, came late, or belongs to another life.
 */
const LIFE: Record<OrderState, Partial<Record<Arrival, OrderState | '409'>>> = {
  placing: { fulfill: '409' },
  placementInDoubt: { fulfill: '409' },
  failed: { fulfill: '409' },
  received: {
    fulfill: 'authorized',
    'reservation over': 'expired',
    'cancel, confirm': 'canceled',
    'cancel, partner': 'canceled',
    'cancel, operator': 'canceled',
    'decided: yes': 'canceled',
    'partner cancels': 'cancelRequestedBySeller',
    'partner cannot fulfil': 'cancelRequestedBySeller',
    'OMS canceled': 'canceled',
  },
  expired: {
    fulfill: 'authorized',
    'cancel, confirm': 'canceled',
    'cancel, partner': 'canceled',
    'cancel, operator': 'canceled',
    'decided: yes': 'canceled',
    'OMS canceled': 'canceled',
  },
  authorized: {
    'cancel, confirm': 'evaluatingCancellation',
    'cancel, partner': 'evaluatingCancellation',
    'cancel, operator': 'evaluatingCancellation',
    'decided: yes': 'canceled',
    'partner cancels': 'cancelRequestedBySeller',
    'partner cannot fulfil': 'cancelRequestedBySeller',
    'partner packs': 'handling',
    'OMS canceled': 'canceled',
    'invoice in part': 'partiallyInvoiced',
    'invoice of all': 'invoiced',
  },
  handling: {
    'cancel, confirm': 'evaluatingCancellation',
    'cancel, partner': 'evaluatingCancellation',
    'cancel, operator': 'evaluatingCancellation',
    'decided: yes': 'canceled',
    'partner cancels': 'cancelRequestedBySeller',
    'partner cannot fulfil': 'cancelRequestedBySeller',
    'OMS canceled': 'canceled',
    'invoice in part': 'partiallyInvoiced',
    'invoice of all': 'invoiced',
  },
  evaluatingCancellation: {
    'decided: yes': 'canceled',
    'decided: no': 'cancellationRefused',
    'partner cancels': 'canceled',
    'partner cannot fulfil': 'canceled',
    'OMS canceled': 'canceled',
  },
  cancellationRefused: {
    'decided: yes': 'canceled',
    'partner cancels': 'cancelRequestedBySeller',
    'partner cannot fulfil': 'cancelRequestedBySeller',
    'OMS canceled': 'canceled',
    'invoice in part': 'partiallyInvoiced',
    'invoice of all': 'invoiced',
  },
  cancelRequestedBySeller: {
    'cancel, confirm': 'canceled',
    'cancel, partner': 'canceled',
    'cancel, operator': 'canceled',
    'decided: yes': 'canceled',
    'OMS canceled': 'canceled',
  },
  partiallyInvoiced: { 'invoice of all': 'dispatched' },
  // Its parcel was tracked while the rest was still to be invoiced.
  invoiced: {
    'invoice in part': 'dispatched',
    'invoice of all': 'dispatched',
    delivered: 'delivered',
    'return comes': 'returnOpen',
  },
  dispatched: { delivered: 'delivered', 'return comes': 'returnOpen' },
  delivered: { 'return comes': 'returnOpen' },
  returnOpen: { 'return accepted': 'returned' },
  returned: { 'return comes': 'returnOpen' },
  canceled: { fulfill: '409' },
}

const states = Object.keys(ORDER_STATES) as OrderState[]
const pairs = states.flatMap((state) => arrivals.map((arrival) => [state, arrival] as const))

function outcome(state: OrderState, arrival: Arrival): OrderState | '409' {
  try {
    return ARRIVALS[arrival](orderRecord({ state, ...HISTORY[state] })).state
  } catch (error) {
    if (error instanceof ConnectorError) return '409'
    throw error
  }
}

describe('the life of an order (PROTOCOL §16)', () => {
  it.each(pairs)('that is %s: %s', (state, arrival) => {
    const authorizedBefore = arrival === 'fulfill' && HISTORY[state]?.authorization !== undefined
    const expected = LIFE[state][arrival] ?? state
    expect(outcome(state, arrival)).toBe(authorizedBefore ? state : expected)
  })

  it.each(pairs)('that is %s is left alone by a repeat: %s', (state, arrival) => {
    const act = ARRIVALS[arrival]
    let once: OrderRecord
    try {
      once = act(orderRecord({ state, ...HISTORY[state] }))
    } catch {
      return
    }
    const twice = act(once)
    const owed = (record: OrderRecord) => record.owed.map(({ id }) => id).sort()
    expect([twice.state, owed(twice)]).toEqual([once.state, owed(once)])
    expect(twice.cancellation?.receipt).toEqual(once.cancellation?.receipt)
    expect(twice.authorization).toEqual(once.authorization)
  })
})

import {
  cancellationConfirmed,
  cancellationReceipt,
  cancellationRefused,
  cancellationRequested,
} from '../../../../node/domain/orders/cancellation'
import type { OrderRecord } from '../../../../node/domain/orders/orderRecord'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import { ORDER_STATES, type OrderState } from '../../../../node/domain/orders/states'
import { HOUR, NOON } from '../../fixtures/movableClock'
import { orderRecord } from '../../fixtures/orders'

const AT = new Date(NOON).toISOString()
const request = { id: 'request-1', now: NOON, receipt: 'receipt-1' }
const asked = (record: OrderRecord) => cancellationRequested(record, request, [])
const owed = (record: OrderRecord) => record.owed.map(({ id }) => id)
const evaluating = asked(orderRecord({ state: 'authorized' }))
const confirmed = cancellationConfirmed({ ...evaluating, owed: [] }, 'receipt-2', NOON + HOUR)

/** What a request does in each state; a state missing here is a case nobody thought of. */
const AFTER_REQUEST: Record<OrderState, OrderState> = {
  placing: 'placing',
  placementInDoubt: 'placementInDoubt',
  failed: 'failed',
  received: 'evaluatingCancellation',
  expired: 'canceled',
  authorized: 'evaluatingCancellation',
  handling: 'evaluatingCancellation',
  evaluatingCancellation: 'evaluatingCancellation',
  cancellationRefused: 'cancellationRefused',
  cancelRequestedBySeller: 'cancelRequestedBySeller',
  partiallyInvoiced: 'partiallyInvoiced',
  invoiced: 'invoiced',
  dispatched: 'dispatched',
  delivered: 'delivered',
  returnOpen: 'returnOpen',
  returned: 'returned',
  canceled: 'canceled',
}

describe('a cancellation the marketplace asks for', () => {
  it.each(Object.entries(AFTER_REQUEST))('finds an order %s and leaves it %s', (before, after) => {
    const record = asked(orderRecord({ state: before as OrderState }))
    expect(record.state).toBe(after)
    expect(Object.keys(AFTER_REQUEST)).toHaveLength(Object.keys(ORDER_STATES).length)
    const moved = before !== after
    expect(owed(record).includes('cancelAtPartner')).toBe(moved)
  })

  it('owes the partner’s consent and remembers who asked', () => {
    expect(evaluating.cancellation).toEqual({ requestedAt: AT, requestedBy: 'marketplace', requestId: 'request-1' })
    expect(owed(evaluating)).toEqual(['cancelAtPartner'])
    expect(cancellationReceipt(evaluating)).toBeUndefined()
  })

  it('keeps an authorization that has not left yet from leaving', () => {
    const record = orderRecord({ state: 'authorized', owed: [owedStep('authorizeAtPartner', AT)] })
    expect(owed(asked(record))).toEqual(['cancelAtPartner'])
  })

  it('that comes twice changes nothing but the timeline', () => {
    const again = cancellationRequested(evaluating, { ...request, id: 'request-2', now: NOON + HOUR }, [
      { at: AT, decision: 'asked again' },
    ])
    expect({ ...again, timeline: evaluating.timeline }).toEqual(evaluating)
    expect(again.timeline.entries).toHaveLength(1)
  })

  it('is answered by the invoice that is on its way already; the two never cross (KI 1400005)', () => {
    const record = asked(orderRecord({ state: 'authorized', owed: [owedStep('orderInvoice', AT, 'NF-1')] }))
    expect(record).toMatchObject({ state: 'cancellationRefused', cancellation: { decision: 'refused' } })
    expect(owed(record)).toEqual(['orderInvoice:NF-1'])
  })

  it('is decided by the partner when its invoice could not be sent for good', () => {
    const dead = { ...owedStep('orderInvoice', AT, 'NF-1'), dead: true as const }
    expect(asked(orderRecord({ state: 'authorized', owed: [dead] })).state).toBe('evaluatingCancellation')
  })

  it('of an expired order is confirmed at once', () => {
    const record = asked(orderRecord({ state: 'expired' }))
    expect(cancellationReceipt(record)).toEqual({ date: AT, receipt: 'receipt-1' })
    expect(owed(record)).toEqual(['cancelAtPartner', 'releaseReservation'])
  })

  it('of an invoiced order is never confirmed', () => {
    expect(cancellationReceipt(asked(orderRecord({ state: 'invoiced' })))).toBeUndefined()
  })
})

describe('a cancellation the partner agrees to', () => {
  it('gives the stock back and a receipt that stays the same', () => {
    expect(confirmed.state).toBe('canceled')
    expect(owed(confirmed)).toEqual(['releaseReservation'])
    expect(cancellationReceipt(confirmed)).toEqual({ date: new Date(NOON + HOUR).toISOString(), receipt: 'receipt-2' })
    expect(cancellationConfirmed(confirmed, 'receipt-3', NOON + 2 * HOUR)).toBe(confirmed)
  })

  it('is answered with the same receipt when it is asked for again', () => {
    expect(cancellationReceipt(asked(confirmed))).toEqual(cancellationReceipt(confirmed))
  })

  it('keeps who asked and when', () => {
    expect(confirmed.cancellation).toMatchObject({ requestedAt: AT, requestId: 'request-1', decision: 'confirmed' })
  })

  it('takes everything off that was still to be told, above all an invoice', () => {
    const record = { ...evaluating, owed: [...evaluating.owed, owedStep('orderInvoice', AT, 'NF-1')] }
    expect(owed(cancellationConfirmed(record, 'receipt-2', NOON))).toEqual(['cancelAtPartner', 'releaseReservation'])
  })

  it('does not touch a placement that was undone', () => {
    const failed = orderRecord({ state: 'failed' })
    expect(cancellationConfirmed(failed, 'receipt-2', NOON)).toBe(failed)
  })
})

describe('a cancellation the partner cannot grant', () => {
  const refused = cancellationRefused(evaluating, 'already shipped', NOON)

  it('leaves the answer to the invoice', () => {
    expect(refused.state).toBe('cancellationRefused')
    expect(refused.cancellation?.decision).toBe('refused')
    expect(cancellationReceipt(refused)).toBeUndefined()
    expect(refused.timeline.entries.at(-1)).toMatchObject({ reason: 'already shipped' })
  })

  it('stays refused when it is asked for again', () => {
    expect(asked(refused)).toMatchObject({ state: 'cancellationRefused', cancellation: { decision: 'refused' } })
    expect(owed(asked(refused))).toEqual(owed(refused))
  })

  it('cannot be refused after it was granted', () => {
    expect(cancellationRefused(confirmed, 'too late', NOON)).toBe(confirmed)
  })
})

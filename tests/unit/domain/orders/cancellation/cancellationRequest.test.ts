import {
  cancellationConfirmed,
  cancellationRefused,
  operatorDecided,
} from '../../../../../node/domain/orders/cancellation/cancellationDecision'
import { cancellationRequested } from '../../../../../node/domain/orders/cancellation/cancellationRequest'
import { cancellationReceipt } from '../../../../../node/domain/orders/cancellation/confirmCancellation'
import type { OrderRecord } from '../../../../../node/domain/orders/orderRecord'
import { owedStep } from '../../../../../node/domain/orders/owedStep'
import { DAY, HOUR, MINUTE, NOON } from '../../../fixtures/movableClock'
import { cents } from '../../../fixtures/offers'
import { askedToCancel, cancellationRequest, orderRecord } from '../../../fixtures/orders'

const AT = new Date(NOON).toISOString()
const owed = (record: OrderRecord) => record.owed.map(({ id }) => id)
const authorized = orderRecord({ state: 'authorized' })
const evaluating = askedToCancel(authorized, { id: 'request-1' })
const confirmed = cancellationConfirmed({ ...evaluating, owed: [] }, 'receipt-2', NOON + HOUR)

describe('a cancellation the marketplace asks for', () => {
  it('of a paid order owes the partner’s consent, and a look at it before VTEX’s patience ends', () => {
    expect(evaluating.cancellation).toEqual({ requestedAt: AT, requestedBy: 'marketplace', requestId: 'request-1' })
    expect(owed(evaluating)).toEqual(['cancellationDeadline', 'cancelAtPartner'])
    expect(evaluating.owed[0].notBefore).toBe(new Date(NOON + 25 * DAY).toISOString())
    expect(cancellationReceipt(evaluating)).toBeUndefined()
  })

  it.each(['received', 'expired'] as const)(
    'of an order that is %s is confirmed at once, whatever the policy',
    (state) => {
      for (const policy of ['confirm', 'partner', 'operator'] as const) {
        const record = askedToCancel(orderRecord({ state }), { policy, id: 'request-1' })
        expect(record).toMatchObject({ state: 'canceled', cancellation: { requestId: 'request-1' } })
        expect(cancellationReceipt(record)).toEqual({ date: AT, receipt: 'receipt-1' })
        expect(owed(record)).toEqual(['releaseReservation', 'cancelAtPartner'])
      }
    },
  )

  it('that the seller asked for itself is never refused (KI 1004978)', () => {
    const own = orderRecord({
      state: 'cancelRequestedBySeller',
      cancellation: { requestedAt: AT, requestedBy: 'partner' },
      owed: [owedStep('sellerCancellation', AT)],
    })
    const record = askedToCancel(own)
    expect(record).toMatchObject({ state: 'canceled', cancellation: { requestedBy: 'partner', decision: 'confirmed' } })
    expect(owed(record)).toEqual(['releaseReservation', 'cancelAtPartner'])
  })

  it('that the seller asked for after everything came back is still asked for: VTEX shows the order as invoiced', () => {
    const own = orderRecord({
      state: 'cancelRequestedBySeller',
      cancellation: { requestedAt: AT, requestedBy: 'partner' },
      invoices: [{ number: 'NF-1', value: cents(80_800), acceptedAt: AT }],
      owed: [owedStep('sellerCancellation', AT)],
    })
    const record = askedToCancel(own)
    expect(record.state).toBe('canceled')
    expect(owed(record)).toEqual(['releaseReservation', 'cancelAtPartner', 'sellerCancellation'])
  })

  it('keeps an authorization from leaving, and lets it go when the cancellation is refused', () => {
    const held = askedToCancel({ ...authorized, owed: [owedStep('authorizeAtPartner', AT)] })
    expect(owed(held)).toEqual(['cancellationDeadline', 'cancelAtPartner'])
    expect(owed(cancellationRefused(held, 'it has left', NOON))).toEqual(['cancellationDeadline', 'authorizeAtPartner'])
    expect(owed(cancellationRefused(evaluating, 'it has left', NOON))).toEqual(['cancellationDeadline'])
  })

  it('that comes twice changes nothing but the timeline', () => {
    const again = cancellationRequested(evaluating, cancellationRequest({ id: 'request-2', now: NOON + HOUR }), [
      { at: AT, decision: 'asked again' },
    ])
    expect({ ...again, timeline: evaluating.timeline }).toEqual(evaluating)
    expect(again.timeline.entries).toHaveLength(1)
  })

  it('is answered by the invoice that is on its way already; the two never cross (KI 1400005)', () => {
    const record = askedToCancel({ ...authorized, owed: [owedStep('orderInvoice', AT, 'NF-1')] })
    expect(record).toMatchObject({ state: 'cancellationRefused', cancellation: { decision: 'refused' } })
    expect(owed(record)).toEqual(['orderInvoice:NF-1', 'cancellationDeadline'])
  })

  it('is decided by the partner when its invoice could not be sent for good', () => {
    const dead = { ...owedStep('orderInvoice', AT, 'NF-1'), dead: true as const }
    expect(askedToCancel({ ...authorized, owed: [dead] }).state).toBe('evaluatingCancellation')
  })

  it.each(['partiallyInvoiced', 'invoiced', 'dispatched', 'delivered'] as const)(
    'of an order that is %s is never confirmed; somebody is told (AC-66)',
    (state) => {
      const record = askedToCancel(orderRecord({ state }))
      expect(record).toMatchObject({ state, alerts: ['cancellationAfterInvoice'] })
      expect(cancellationReceipt(record)).toBeUndefined()
      expect(owed(record)).toEqual(['reportProblem:cancellationAfterInvoice'])
    },
  )

  it('of an invoiced order sends the invoices again that OMS does not show, and only these', () => {
    const invoices = ['NF-1', 'NF-2', 'NF-3'].map((number, index) => ({
      number,
      value: cents(100),
      ...(index < 2 ? { acceptedAt: AT } : {}),
    }))
    const record = askedToCancel(orderRecord({ state: 'invoiced', invoices }), { invoicesShown: ['NF-1'] })
    expect(owed(record)).toEqual(['orderInvoice:NF-2', 'reportProblem:cancellationAfterInvoice'])
  })
})

describe('a cancellation the partner agrees to', () => {
  it('gives the stock back and a receipt that stays the same', () => {
    expect(confirmed.state).toBe('canceled')
    expect(owed(confirmed)).toEqual(['releaseReservation'])
    expect(cancellationReceipt(confirmed)).toEqual({ date: new Date(NOON + HOUR).toISOString(), receipt: 'receipt-2' })
    expect(cancellationConfirmed(confirmed, 'receipt-3', NOON + 2 * HOUR)).toBe(confirmed)
    expect(cancellationReceipt(askedToCancel(confirmed))).toEqual(cancellationReceipt(confirmed))
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

  it('leaves the answer to the invoice, and stays refused when it is asked for again', () => {
    expect(refused).toMatchObject({ state: 'cancellationRefused', cancellation: { decision: 'refused' } })
    expect(cancellationReceipt(refused)).toBeUndefined()
    expect(refused.timeline.entries.at(-1)).toMatchObject({ reason: 'already shipped' })
    expect({ ...askedToCancel(refused) }).toEqual(refused)
  })

  it('after the marketplace was told yes calls for a person: the parcel has to come back', () => {
    const late = cancellationRefused(confirmed, 'it has left', NOON)
    expect(late).toMatchObject({ state: 'canceled', alerts: ['partnerDidNotStop'] })
    expect(cancellationReceipt(late)).toEqual(cancellationReceipt(confirmed))
    expect(owed(late)).toContain('reportProblem:partnerDidNotStop')
  })
})

describe('a cancellation the operator decides', () => {
  const pending = askedToCancel(authorized, { policy: 'operator' })

  it('waits for the operator, who is told; the partner is not asked', () => {
    expect(pending).toMatchObject({ state: 'evaluatingCancellation', alerts: ['cancellationToDecide'] })
    expect(owed(pending)).toEqual(['cancellationDeadline', 'reportProblem:cancellationToDecide'])
    expect(askedToCancel(pending, { policy: 'operator' })).toEqual(pending)
  })

  it('with yes is the partner’s to do; the operator is told no more', () => {
    const agreed = operatorDecided(pending, 'confirm', NOON)
    expect(agreed).toMatchObject({ state: 'evaluatingCancellation', alerts: [], cancellation: { approved: true } })
    expect(owed(agreed)).toContain('cancelAtPartner')
    expect(operatorDecided(agreed, 'confirm', NOON)).toBe(agreed)
  })

  it('with no waits for the invoice', () => {
    const refused = operatorDecided(pending, 'refuse', NOON)
    expect(refused).toMatchObject({ state: 'cancellationRefused', alerts: [], cancellation: { decision: 'refused' } })
    expect(operatorDecided(refused, 'refuse', NOON)).toBe(refused)
    expect(() => operatorDecided(refused, 'confirm', NOON)).toThrow(expect.objectContaining({ code: 'ORD039' }))
  })

  it('is nothing to decide while nobody asked, or after it is over', () => {
    for (const record of [authorized, confirmed]) {
      expect(() => operatorDecided(record, 'refuse', NOON)).toThrow(expect.objectContaining({ code: 'ORD039' }))
    }
  })

  it('cannot be refused while the partner is being asked at that moment', () => {
    const asking = {
      ...evaluating,
      owed: evaluating.owed.map((step) => ({ ...step, leaseUntil: new Date(NOON + MINUTE).toISOString() })),
    }
    expect(() => operatorDecided(asking, 'refuse', NOON)).toThrow(/at this moment/)
    expect(operatorDecided(asking, 'refuse', NOON + HOUR).state).toBe('cancellationRefused')
  })

  it('is asked of the partner after all when the policy was changed meanwhile', () => {
    expect(owed(askedToCancel(pending, { policy: 'partner' }))).toContain('cancelAtPartner')
  })
})

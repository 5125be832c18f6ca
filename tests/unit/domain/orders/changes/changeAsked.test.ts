import { agreed, changeAsked, type AskedChange } from '../../../../../node/domain/orders/changes/changeAsked'
import { changeRequest } from '../../../../../node/domain/orders/changes/changeRequest'
import { changeRefused } from '../../../../../node/domain/orders/changes/changeRefused'
import {
  changeAcknowledged,
  changeApplied,
  changeConfirmed,
} from '../../../../../node/domain/orders/changes/changeSettled'
import { openChange } from '../../../../../node/domain/orders/changes/orderChange'
import type { OrderRecord } from '../../../../../node/domain/orders/orderRecord'
import { withPartnerUpdate } from '../../../../../node/domain/orders/partnerUpdate'
import { MINUTE, NOON } from '../../../fixtures/movableClock'
import { cents } from '../../../fixtures/offers'
import { askedToCancel, invoice, orderRecord, partnerUpdate } from '../../../fixtures/orders'

const ORDER = orderRecord({ state: 'authorized' })
const REQUEST = changeRequest({ remove: { items: [{ id: 'DRILL', quantity: 1 }] } })
const asked = (record: OrderRecord, changes: Partial<AskedChange> = {}) =>
  changeAsked(record, { newId: 'ours', request: REQUEST, contentHash: 'hash', now: NOON, ...changes }, []).record
const agree = (record: OrderRecord, type: 'Acknowledgment' | 'Confirmation', id = 'ours') =>
  agreed(record, id, type, NOON, [])
const owed = (record: OrderRecord) => record.owed.map(({ id }) => id)
const done = (record: OrderRecord, id: string): OrderRecord => ({
  ...record,
  owed: record.owed.filter((step) => step.id !== id),
})

const AFTER = { lines: [{ ...ORDER.lines[0], quantity: 1 }], total: cents(40_900), partnerTotal: cents(40_900) }
const TOLD = asked(ORDER)
const acknowledged = (record: OrderRecord, id = 'ours') =>
  changeAcknowledged(done(record, `changeAcknowledgment:${id}`), id, AFTER, NOON)

describe('a change the marketplace tells', () => {
  it('waits for the marketplace’s acknowledgment, a minute long', () => {
    expect(TOLD.owed).toMatchObject([
      { id: 'changeAcknowledgment:ours', notBefore: new Date(NOON + MINUTE).toISOString() },
    ])
    expect(agree(TOLD, 'Acknowledgment').owed).toMatchObject([{ notBefore: new Date(NOON).toISOString() }])
  })

  it('keeps its id when it is told again', () => {
    const again = changeAsked(TOLD, { newId: 'other', request: REQUEST, contentHash: 'hash', now: NOON }, [])
    expect([again.change.id, again.record]).toEqual(['ours', TOLD])
  })

  it('has VTEX’s id when it tells one', () => {
    expect(openChange(asked(ORDER, { vtexId: 'vtex' }))).toMatchObject({ id: 'vtex', named: true })
  })

  it('gets VTEX’s id by the first agreement', () => {
    const named = agree(TOLD, 'Acknowledgment', 'vtex')
    expect(openChange(named)).toMatchObject({ id: 'vtex', request: REQUEST, acknowledged: true })
    expect(owed(named)).toEqual(['changeAcknowledgment:vtex'])
  })

  it('may be agreed on before it is told (U-03)', () => {
    const early = agree(ORDER, 'Acknowledgment', 'vtex')
    expect(openChange(early)).toMatchObject({ id: 'vtex', acknowledged: true })
    const told = asked(early)
    expect(told.changes).toMatchObject([{ id: 'vtex', request: REQUEST, acknowledged: true }])
    expect(owed(told)).toEqual(['changeAcknowledgment:vtex'])
  })

  it('takes the place of one that was given up without a word', () => {
    const other = asked(agree(TOLD, 'Acknowledgment'), { newId: 'second', contentHash: 'other' })
    expect(other.changes).toMatchObject([
      { id: 'ours', state: 'refused' },
      { id: 'second', state: 'asked' },
    ])
    expect(owed(other)).toEqual(['changeAcknowledgment:second'])
  })
})

describe('the handshake', () => {
  it('applies only after both agreements of the marketplace and ours (AC-83)', () => {
    const ours = acknowledged(agree(TOLD, 'Acknowledgment'))
    expect(owed(ours)).toEqual([])
    const both = agree(ours, 'Confirmation')
    expect(both.owed).toMatchObject([{ id: 'applyChange:ours', after: ['authorizeAtPartner', 'releaseReservation'] }])
    const applied = changeApplied(done(both, 'applyChange:ours'), 'ours', NOON)
    expect(owed(applied)).toEqual(['changeConfirmation:ours'])
    expect(applied.lines).toEqual(ORDER.lines)
    expect(changeConfirmed(done(applied, 'changeConfirmation:ours'), 'ours', NOON)).toMatchObject({
      lines: AFTER.lines,
      total: 40_900,
      owed: [],
      changes: [{ state: 'done' }],
    })
  })

  it('stores a confirmation that comes before the acknowledgment (PROTOCOL §16)', () => {
    const early = agree(TOLD, 'Confirmation')
    expect(owed(early)).toEqual(['changeAcknowledgment:ours'])
    const both = agree(early, 'Acknowledgment')
    expect(owed(acknowledged(both))).toEqual(['applyChange:ours'])
  })

  it('is not moved by agreements that come twice, or after the end', () => {
    const both = agree(acknowledged(agree(TOLD, 'Acknowledgment')), 'Confirmation')
    expect(agree(agree(both, 'Confirmation'), 'Acknowledgment')).toEqual(both)
    const over = changeConfirmed(changeApplied(both, 'ours', NOON), 'ours', NOON)
    expect(agree(over, 'Confirmation')).toEqual(over)
  })
})

describe('a change and what must not cross it', () => {
  const under = agree(acknowledged(agree(TOLD, 'Acknowledgment')), 'Confirmation')
  const attempted = { ...under, owed: under.owed.map((step) => ({ ...step, attempts: 1 })) }

  it('is given up when the order is to be canceled, before the partner is asked', () => {
    const canceled = askedToCancel(under)
    expect(canceled.changes).toMatchObject([{ state: 'refused' }])
    const steps = Object.fromEntries(canceled.owed.map(({ after, id }) => [id, after]))
    expect(steps).toMatchObject({ cancelAtPartner: ['changeCancellation:ours'], 'changeCancellation:ours': [] })
  })

  it('is finished first when the partner has begun it', () => {
    const canceled = askedToCancel(attempted)
    expect(canceled.changes).toMatchObject([{ state: 'acknowledged' }])
    const [question] = canceled.owed.filter(({ kind }) => kind === 'cancelAtPartner')
    expect(question.after).toEqual(['applyChange:ours', 'changeConfirmation:ours', 'changeCancellation:ours'])
  })

  it('keeps an invoice waiting, or is too late for it (AC-85, KI 1348894)', () => {
    const late = withPartnerUpdate(under, partnerUpdate([invoice('NF-1', 80_800)]), NOON, 'r')
    const after = (record: OrderRecord | undefined) => record?.owed.find(({ kind }) => kind === 'orderInvoice')?.after
    expect([late?.changes?.[0].state, after(late)]).toEqual(['refused', ['changeCancellation:ours']])
    const first = withPartnerUpdate(attempted, partnerUpdate([invoice('NF-1', 40_900)]), NOON, 'r')
    expect(after(first)).toEqual(['applyChange:ours', 'changeConfirmation:ours', 'changeCancellation:ours'])
  })

  it('is given up when the partner cancels the order', () => {
    const canceled = withPartnerUpdate(under, { ...partnerUpdate([]), state: 'canceled' }, NOON, 'r')
    expect(canceled?.owed.find(({ kind }) => kind === 'sellerCancellation')?.after).toEqual(['changeCancellation:ours'])
  })

  it('is canceled by the id we answered with when VTEX has not named it: VTEX may know it by that', () => {
    expect(owed(changeRefused(TOLD, 'ours', 'why', 'told', NOON))).toEqual(['changeCancellation:ours'])
  })
})

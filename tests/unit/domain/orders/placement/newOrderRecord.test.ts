import {
  failedRecord,
  inDoubtRecord,
  intentRecord,
  placedRecord,
  placementStanding,
} from '../../../../../node/domain/orders/placement/newOrderRecord'
import { DAY, HOUR, NOON, SECOND } from '../../../fixtures/movableClock'
import { intent, LEASE_MS, ORDER_ID, orderRecord, placementOrder } from '../../../fixtures/orders'

const placing = intentRecord(placementOrder(), intent(), [{ at: 'noon', decision: 'claimed' }])
const owed = ({ owed: steps }: typeof placing) => steps.map(({ id }) => id)

describe('the intent to place an order', () => {
  it('names the order as both sides know it and holds the stock as long as asked', () => {
    expect(placing).toMatchObject({
      schemaVersion: 1,
      marketplaceOrderId: ORDER_ID,
      orderId: `XS-${ORDER_ID}`,
      state: 'placing',
      total: 80_800,
      freight: 1_000,
      reservedUntil: new Date(NOON + 8 * DAY).toISOString(),
    })
  })

  it('owes its own resolution, so that a crash right after it is found', () => {
    expect(placing.owed).toMatchObject([
      { id: 'resolvePlacement', notBefore: new Date(NOON + 30 * SECOND).toISOString() },
    ])
  })

  it('continues the story of a placement that failed before', () => {
    const failed = failedRecord(placing, 'no stock')
    const again = intentRecord(placementOrder(), intent({ claimId: 'claim-2', now: NOON + HOUR }), [], failed)
    expect(again).toMatchObject({ state: 'placing', claimId: 'claim-2', createdAt: placing.createdAt })
    expect(again.timeline.entries).toEqual(placing.timeline.entries)
    expect(again.failure).toBeUndefined()
  })

  it('cannot begin again what was placed', () => {
    expect(() => intentRecord(placementOrder(), intent(), [], orderRecord())).toThrow(/cannot retry/)
  })
})

describe('a placement', () => {
  it('that the partner took owes nothing any more', () => {
    const placed = placedRecord(placing, { id: 'P-1', number: '1001' })
    expect(placed).toMatchObject({ state: 'received', partnerOrder: { id: 'P-1', number: '1001' } })
    expect(owed(placed)).toEqual([])
    expect(placed.placingUntil).toBeUndefined()
  })

  it('that was refused says why and owes nothing', () => {
    const failed = failedRecord(placing, 'no stock')
    expect(failed).toMatchObject({ state: 'failed', failure: 'no stock' })
    expect(owed(failed)).toEqual([])
  })

  it('nobody saw the end of is looked into once', () => {
    const inDoubt = inDoubtRecord(placing, NOON + SECOND)
    expect(inDoubt.state).toBe('placementInDoubt')
    expect(inDoubt.owed).toMatchObject([
      { id: 'resolvePlacement', notBefore: new Date(NOON + 31 * SECOND).toISOString() },
    ])
  })

  it('that was in doubt can still turn out well', () => {
    expect(placedRecord(inDoubtRecord(placing, NOON), { id: 'P-1', number: '1001' }).state).toBe('received')
  })
})

describe('a repeated placement finds', () => {
  it.each([
    ['somebody at work', placing, NOON + LEASE_MS - 1, 'busy'],
    ['work to take over when the holder is gone', placing, NOON + LEASE_MS, 'abandoned'],
    ['work to take over when the outcome is unknown', inDoubtRecord(placing, NOON), NOON, 'abandoned'],
    ['a failure to be judged afresh', failedRecord(placing, 'no stock'), NOON, 'failed'],
    ['an order', orderRecord(), NOON, 'placed'],
    ['an order that was canceled', orderRecord({ state: 'canceled' }), NOON, 'placed'],
  ])('%s', (_what, record, now, standing) => {
    expect(placementStanding(record, now)).toBe(standing)
  })
})

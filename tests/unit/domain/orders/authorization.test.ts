import { StepRefused } from '../../../../node/domain/errors'
import { authorized } from '../../../../node/domain/orders/authorization'
import type { OrderState } from '../../../../node/domain/orders/states'
import { HOUR, NOON } from '../../fixtures/movableClock'
import { orderRecord } from '../../fixtures/orders'

const call = { at: '2026-09-01T12:00:00.000Z', decision: 'called' }

describe('an authorization', () => {
  it.each<OrderState>(['received', 'expired'])('of an order that is %s owes its release to the partner', (state) => {
    const record = authorized(orderRecord({ state }), 'receipt-1', NOON, [call])
    expect(record.state).toBe('authorized')
    expect(record.authorization).toEqual({ date: '2026-09-01T12:00:00.000Z', receipt: 'receipt-1' })
    expect(record.owed.map(({ id }) => id)).toEqual(['authorizeAtPartner'])
    expect(record.timeline.entries.at(-1)).toEqual(call)
  })

  it('that comes twice gets the same receipt and owes nothing more (AC-52)', () => {
    const once = authorized(orderRecord(), 'receipt-1', NOON, [])
    const twice = authorized({ ...once, owed: [] }, 'receipt-2', NOON + HOUR, [call])
    expect(twice.authorization).toEqual(once.authorization)
    expect(twice.owed).toEqual([])
    expect(twice.timeline.entries).toContainEqual(call)
  })

  it('that is repeated late does not move the order back', () => {
    const delivered = { ...authorized(orderRecord(), 'receipt-1', NOON, []), state: 'delivered' as const }
    expect(authorized(delivered, 'receipt-2', NOON, []).state).toBe('delivered')
  })

  it('after a cancellation is refused, even when it was authorized before (AC-55)', () => {
    const once = authorized(orderRecord(), 'receipt-1', NOON, [])
    for (const record of [orderRecord({ state: 'canceled' }), { ...once, state: 'canceled' as const }]) {
      expect(() => authorized(record, 'receipt-2', NOON, [])).toThrow(expect.objectContaining({ code: 'FMT0060' }))
    }
  })

  it.each<OrderState>(['placing', 'placementInDoubt', 'failed', 'evaluatingCancellation'])(
    'of an order that is %s is refused',
    (state) => {
      expect(() => authorized(orderRecord({ state }), 'receipt-1', NOON, [])).toThrow(StepRefused)
    },
  )
})

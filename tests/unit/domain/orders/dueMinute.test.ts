import { dueMinute, minuteOf } from '../../../../node/domain/orders/dueMinute'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import { ORDER_STATES, isFollowed, type OrderState } from '../../../../node/domain/orders/states'
import { DAY, HOUR, MINUTE, NOON } from '../../fixtures/movableClock'
import { orderRecord } from '../../fixtures/orders'

const iso = (time: number) => new Date(time).toISOString()
const owed = (time: number) => [owedStep('releaseReservation', iso(time))]
const followed = (Object.keys(ORDER_STATES) as OrderState[]).filter(isFollowed)

describe('the minute in which the sweeper looks at an order', () => {
  it('is that of its earliest owed step', () => {
    const record = orderRecord({ state: 'canceled', owed: owed(NOON + 3 * HOUR + 7 * MINUTE) })
    expect(dueMinute(record, NOON)).toBe('2026-09-01T15:07')
  })

  it('is never a past one', () => {
    expect(dueMinute(orderRecord({ state: 'canceled', owed: owed(NOON - DAY) }), NOON)).toBe('2026-09-01T12:00')
  })

  it('is soon after its placement, to ask OMS whether it has the order, and again when it had not', () => {
    expect(dueMinute(orderRecord(), NOON)).toBe(minuteOf(NOON + 20 * MINUTE))
    const missed = orderRecord({ missedAt: iso(NOON + 21 * MINUTE) })
    expect(dueMinute(missed, NOON)).toBe(minuteOf(NOON + 36 * MINUTE))
  })

  it('is the end of its reservation while it waits for payment', () => {
    expect(dueMinute(orderRecord({ confirmedAt: iso(NOON) }), NOON)).toBe(minuteOf(NOON + 8 * DAY))
  })

  it('is this one until an order that is followed is on the list of open orders', () => {
    for (const state of followed) {
      expect(dueMinute(orderRecord({ state, owed: owed(NOON + DAY) }), NOON)).toBe('2026-09-01T12:00')
      expect(dueMinute(orderRecord({ state, owed: owed(NOON + DAY), listed: true }), NOON)).toBe('2026-09-02T12:00')
      expect(dueMinute(orderRecord({ state, listed: true }), NOON)).toBeUndefined()
    }
  })

  it.each<OrderState>(['canceled', 'delivered', 'failed', 'expired', 'returned'])(
    'does not exist for an order that is %s and owes nothing',
    (state) => {
      expect(dueMinute(orderRecord({ state }), NOON)).toBeUndefined()
    },
  )

  it('does not exist for a step that a person must look at, nor for what waits for it', () => {
    const [dead] = owed(NOON).map((step) => ({ ...step, dead: true as const }))
    const behind = owedStep('orderTracking', iso(NOON), 'P-1', [dead.id])
    expect(dueMinute(orderRecord({ state: 'canceled', owed: [dead, behind] }), NOON)).toBeUndefined()
  })
})

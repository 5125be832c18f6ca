import { dueHour, hourOf } from '../../../../node/domain/orders/dueHour'
import { owedStep } from '../../../../node/domain/orders/owedStep'
import { ORDER_STATES, isFollowed, type OrderState } from '../../../../node/domain/orders/states'
import { DAY, HOUR, NOON } from '../../fixtures/movableClock'
import { orderRecord } from '../../fixtures/orders'

const owed = (time: number) => [owedStep('releaseReservation', new Date(time).toISOString())]

describe('the hour in which the sweeper looks at an order', () => {
  it('is that of its earliest owed step', () => {
    expect(dueHour(orderRecord({ state: 'canceled', owed: owed(NOON + 3 * HOUR) }), NOON)).toBe('2026-09-01T15')
  })

  it('is never a past one', () => {
    expect(dueHour(orderRecord({ state: 'canceled', owed: owed(NOON - DAY) }), NOON)).toBe('2026-09-01T12')
  })

  it('is the end of its reservation while it waits for payment', () => {
    expect(dueHour(orderRecord(), NOON)).toBe(hourOf(NOON + 8 * DAY))
  })

  it('is this one while the partner has to be followed', () => {
    for (const state of (Object.keys(ORDER_STATES) as OrderState[]).filter(isFollowed)) {
      expect(dueHour(orderRecord({ state, owed: owed(NOON + DAY) }), NOON)).toBe('2026-09-01T12')
    }
  })

  it.each<OrderState>(['canceled', 'delivered', 'failed', 'expired', 'returned'])(
    'does not exist for an order that is %s and owes nothing',
    (state) => {
      expect(dueHour(orderRecord({ state }), NOON)).toBeUndefined()
    },
  )

  it('does not exist for a step that a person must look at', () => {
    const dead = owed(NOON).map((step) => ({ ...step, dead: true as const }))
    expect(dueHour(orderRecord({ state: 'canceled', owed: dead }), NOON)).toBeUndefined()
  })
})

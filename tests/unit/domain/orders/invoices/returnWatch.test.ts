import { dueMinute, minuteOf } from '../../../../../node/domain/orders/dueMinute'
import type { OrderRecord } from '../../../../../node/domain/orders/orderRecord'
import { returnsLookTime, watchBegun, watchedOn } from '../../../../../node/domain/orders/invoices/returnWatch'
import { DAY, HOUR, MINUTE, NOON } from '../../../fixtures/movableClock'
import { cents } from '../../../fixtures/offers'
import { orderRecord } from '../../../fixtures/orders'

const delivered = watchBegun(orderRecord({ state: 'delivered' }), NOON)

/** Hours after delivery at which the partner is asked. */
function looks(record: OrderRecord, returnDays: number): number[] {
  const at = returnsLookTime(record)
  return at === undefined
    ? []
    : [Math.round((at - NOON) / MINUTE) / 60, ...looks(watchedOn(record, at, returnDays), returnDays)]
}

describe('a delivered order', () => {
  it('is asked about for the days of its seller: often at first, then rarer, and not for ever', () => {
    const hours = looks(delivered, 30)
    expect(hours.slice(0, 3)).toEqual([12, 24, 36])
    expect(hours[hours.length - 1]).toBe(30 * 24)
    expect(hours.length).toBeLessThan(25)
    const gaps = hours.slice(1).map((hour, index) => Math.round(hour - hours[index]))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(72)
  })

  it('is asked about once at most by a seller who does not want it', () => {
    expect(looks(delivered, 0)).toEqual([12])
  })

  it('is not asked about once everything came back', () => {
    const all = [{ number: 'NF-1', value: cents(80_800), acceptedAt: 'then' }]
    const back: OrderRecord = { ...delivered, state: 'returned', invoices: all, returns: all }
    expect(watchedOn(back, NOON + DAY, 30).returnsLookAt).toBeUndefined()
  })

  it('is due at that time, and while its return is open by the rhythm of open orders', () => {
    const owedNothing = { ...delivered, owed: [] }
    expect(dueMinute(owedNothing, NOON)).toBe(minuteOf(NOON + 12 * HOUR))
    expect(dueMinute({ ...owedNothing, state: 'returnOpen', listed: true }, NOON)).toBeUndefined()
  })
})

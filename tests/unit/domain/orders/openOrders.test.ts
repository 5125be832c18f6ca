import { isSeen, lookedAt, newOpenOrder } from '../../../../node/domain/orders/openOrders'
import { DAY, HOUR, MINUTE, NOON } from '../../fixtures/movableClock'

const quiet = { print: 'p', news: false, settled: true }
const iso = (time: number) => new Date(time).toISOString()

describe('an open order', () => {
  it.each([
    ['at every sweep', HOUR, 0],
    ['every five minutes after some hours', DAY, 5 * MINUTE],
    ['every half hour after some days', 5 * DAY, 30 * MINUTE],
  ])('is looked at %s', (_pace, idle, every) => {
    const row = lookedAt(newOpenOrder(NOON), quiet, NOON + idle, false)
    expect(row.lookAt).toBe(iso(NOON + idle + every))
  })

  it('is looked at once an hour at a partner that says what changed', () => {
    expect(lookedAt(newOpenOrder(NOON), quiet, NOON, true).lookAt).toBe(iso(NOON + HOUR))
  })

  it('is looked at more often again when something happened', () => {
    const row = lookedAt(newOpenOrder(NOON), { ...quiet, news: true }, NOON + 5 * DAY, false)
    expect(row).toMatchObject({ movedAt: iso(NOON + 5 * DAY), lookAt: iso(NOON + 5 * DAY) })
  })

  it('needs no record when the partner shows the same again, but is judged anew after an hour', () => {
    let row = lookedAt(newOpenOrder(NOON), quiet, NOON, false)
    expect(isSeen(row, 'p', NOON + MINUTE)).toBe(true)
    expect(isSeen(row, 'q', NOON + MINUTE)).toBe(false)
    row = lookedAt(row, quiet, NOON + 30 * MINUTE, false)
    expect(isSeen(row, 'p', NOON + 59 * MINUTE)).toBe(true)
    expect(isSeen(row, 'p', NOON + HOUR)).toBe(false)
  })

  it('is judged each time while something is owed', () => {
    const row = lookedAt(newOpenOrder(NOON), { ...quiet, settled: false }, NOON, false)
    expect(isSeen(row, 'p', NOON)).toBe(false)
  })

  it('remembers how often the partner did not know it, in a row', () => {
    const gone = { news: false, settled: true }
    const row = lookedAt(lookedAt(newOpenOrder(NOON), gone, NOON, false), gone, NOON + MINUTE, false)
    expect(row.unknown).toBe(2)
    expect(lookedAt(row, quiet, NOON + 2 * MINUTE, false)).not.toHaveProperty('unknown')
  })
})

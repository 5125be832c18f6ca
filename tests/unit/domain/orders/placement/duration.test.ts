import { durationMs } from '../../../../../node/domain/orders/placement/duration'
import { DAY, HOUR, MINUTE } from '../../../fixtures/movableClock'

describe('a duration in VTEX’s notation', () => {
  it.each([
    ['8d', 8 * DAY],
    ['2bd', 2 * DAY],
    ['4h', 4 * HOUR],
    ['45m', 45 * MINUTE],
    ['0d', 0],
  ])('%s is understood', (text, expected) => {
    expect(durationMs(text)).toBe(expected)
  })

  it.each([undefined, null, '', '8', 'd', '8 d', '-1d', '1.5d', '8days', '123456d'])('%p is not', (text) => {
    expect(durationMs(text)).toBeUndefined()
  })
})

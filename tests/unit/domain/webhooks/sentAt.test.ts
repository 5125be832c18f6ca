import { sentAt } from '../../../../node/domain/webhooks/sentAt'
import { NOON } from '../../fixtures/movableClock'

const NOON_S = NOON / 1_000

describe('the time of a webhook', () => {
  it.each([-300, -1, 0, 1, 300])('is fresh at %i s from now', (distance) => {
    expect(sentAt(String(NOON_S + distance), NOON)).toEqual(new Date(NOON + distance * 1_000))
  })

  it.each([-301, 301, -86_400])('is not fresh at %i s from now', (distance) => {
    expect(sentAt(String(NOON_S + distance), NOON)).toBeUndefined()
  })

  it.each(['', 'now', '-1', '1e9', ` ${NOON_S}`, `${NOON_S}.5`, `${NOON_S}abc`, '9'.repeat(13), String(NOON)])(
    'is not read from %j',
    (text) => {
      expect(sentAt(text, NOON)).toBeUndefined()
    },
  )
})

import { beginRun, endRun, isLeasedTo, NO_HINT_RUN, type HintRun } from '../../../../node/domain/webhooks/hintRun'
import { MINUTE, NOON } from '../../fixtures/movableClock'

const leased = beginRun(NO_HINT_RUN, 'first', NOON) as HintRun

describe('following up the hints of a seller', () => {
  it('is done by one run at a time', () => {
    expect(isLeasedTo(leased, 'first')).toBe(true)
    expect(isLeasedTo(beginRun(leased, 'second', NOON) as HintRun, 'second')).toBe(false)
  })

  it('is asked for again by a run that came too early, once', () => {
    const asked = beginRun(leased, 'second', NOON) as HintRun
    expect(asked.lookAgain).toBe(true)
    expect(beginRun(asked, 'third', NOON)).toBeUndefined()
    expect(endRun(asked, 'first')).toEqual(NO_HINT_RUN)
  })

  it('is taken over from a run that died', () => {
    const taken = beginRun(leased, 'second', NOON + MINUTE) as HintRun
    expect(isLeasedTo(taken, 'second')).toBe(true)
    expect(endRun(taken, 'first')).toBeUndefined()
  })
})

import fc from 'fast-check'

import { paceOf, slowedDown, takeTurn, wentWell, withLimit, type Pace } from '../../../../node/domain/pace/pace'

const PER_MINUTE = 600
const start = 1_000_000

/** Times at which `count` calls may begin that are all asked for at `now`. */
function turns(pace: Pace, now: number, count: number): { readonly at: number[]; readonly pace: Pace } {
  const at: number[] = []
  let current = pace
  for (let index = 0; index < count; index++) {
    const turn = takeTurn(current, now)
    at.push(turn.at)
    current = turn.pace
  }
  return { at, pace: current }
}

describe('the pace of calls to an API', () => {
  it('lets a few begin together after a rest, then one after the other', () => {
    expect(turns(paceOf(PER_MINUTE), start, 8).at.map((at) => at - start)).toEqual([0, 0, 0, 0, 0, 100, 200, 300])
  })

  it('never allows more in any minute than its limit and one burst, whenever they come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2_000), { minLength: 1, maxLength: 400 }), (gaps) => {
        let pace = paceOf(PER_MINUTE)
        let now = start
        const begun: number[] = []
        for (const gap of gaps) {
          now += gap
          const turn = takeTurn(pace, now)
          pace = turn.pace
          begun.push(turn.at)
        }
        begun.sort((a, b) => a - b)
        return begun.every((at) => begun.filter((other) => other >= at && other < at + 60_000).length <= PER_MINUTE + 5)
      }),
    )
  })

  it('begins nothing before the time VTEX asked for, a minute at most (AC-03, AC-90)', () => {
    const asked = slowedDown(paceOf(PER_MINUTE), start, 7)
    expect(takeTurn(asked, start + 1_000).at).toBe(start + 7_000)
    expect(takeTurn(slowedDown(paceOf(PER_MINUTE), start, 600), start).at).toBe(start + 60_000)
  })

  it('waits 1 s, 2 s, 4 s … when VTEX does not say how long', () => {
    let pace = paceOf(PER_MINUTE)
    const waits = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => {
      const now = start + index * 120_000
      pace = slowedDown(pace, now)
      return (pace.pausedUntil - now) / 1_000
    })
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  })

  it('halves once for calls that were refused together, and is back after many good ones', () => {
    let pace = slowedDown(slowedDown(paceOf(PER_MINUTE), start), start + 10)
    expect(pace.perSecond).toBe(5)
    for (let index = 0; index < 100; index++) pace = wentWell(pace)
    expect([pace.perSecond, pace.strikes]).toEqual([10, 0])
  })

  it('never comes to a stand, and follows its setting', () => {
    let pace = paceOf(PER_MINUTE)
    for (let index = 0; index < 20; index++) pace = slowedDown(pace, start + index * 120_000)
    expect(pace.perSecond).toBe(0.5)
    expect(withLimit(paceOf(PER_MINUTE), 60).perSecond).toBe(1)
    expect(paceOf(6).perSecond).toBe(0.1)
    expect(slowedDown(paceOf(6), start).perSecond).toBe(0.1)
  })
})

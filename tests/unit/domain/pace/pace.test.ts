import fc from 'fast-check'

import { paceOf, slowedDown, takeTurns, wentWell, withLimit, type Pace } from '../../../../node/domain/pace/pace'
import { nextTurn, type Turns } from '../../../../node/domain/pace/turns'

const PER_MINUTE = 600
const start = 1_000_000

const countOf = ({ endsAt, gap, nextAt }: Turns) => Math.round((endsAt - nextAt) / gap)

describe('the pace of calls to an API', () => {
  it('gives turns one after the other, those of a second at most and one at least', () => {
    const first = takeTurns(paceOf(PER_MINUTE), start, 4)
    const second = takeTurns(first.pace, start, 1_000)
    expect([countOf(first.turns), countOf(second.turns)]).toEqual([4, 9])
    expect(second.turns.nextAt).toBe(first.turns.endsAt)
    expect(countOf(takeTurns(paceOf(6), start, 8).turns)).toBe(1)
  })

  it('never allows more in any minute than its limit, whoever reserves turns and however late they are used', () => {
    const replicas = 3
    const visit = fc.record({
      replica: fc.nat(replicas - 1),
      after: fc.nat(1_500),
      wanted: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(20, 60, 110, 600),
        fc.array(visit, { minLength: 1, maxLength: 400 }),
        (limit, visits) => {
          let pace = paceOf(limit)
          let now = start
          const own = new Map<number, Turns>()
          const begun: number[] = []
          for (const { after, replica, wanted } of visits) {
            now += after
            let turn = own.has(replica) ? nextTurn(own.get(replica)!, now) : undefined
            if (!turn) {
              const taken = takeTurns(pace, now, wanted)
              pace = taken.pace
              turn = nextTurn(taken.turns, now)!
            }
            own.set(replica, turn.after)
            begun.push(turn.at)
          }
          begun.sort((a, b) => a - b)
          return begun.every((at) => begun.filter((other) => other >= at && other < at + 60_000).length <= limit)
        },
      ),
    )
  })

  it('loses turns that are not used in time', () => {
    const { turns } = takeTurns(paceOf(PER_MINUTE), start, 9)
    expect(nextTurn(turns, start)?.at).toBe(start)
    expect(nextTurn(turns, start + 500)?.at).toBe(start + 500)
    expect(nextTurn(turns, start + 2_000)).toBeUndefined()
  })

  it('begins nothing before the time VTEX asked for, a minute at most (AC-03, AC-90)', () => {
    const asked = slowedDown(paceOf(PER_MINUTE), start, 7)
    expect(takeTurns(asked, start + 1_000, 1).turns.nextAt).toBe(start + 7_000)
    expect(takeTurns(slowedDown(paceOf(PER_MINUTE), start, 600), start, 1).turns.nextAt).toBe(start + 60_000)
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
    const full = paceOf(PER_MINUTE)
    const slow = slowedDown(slowedDown(full, start), start + 10)
    expect(slow.perSecond).toBeCloseTo(full.perSecond / 2)
    expect(wentWell(slow, 0)).toBe(slow)
    expect(wentWell(slow, 50).perSecond).toBeCloseTo(full.perSecond * 0.75)
    const { perSecond, strikes } = wentWell(wentWell(slow, 60), 60)
    expect([perSecond, strikes]).toEqual([full.most, 0])
  })

  it('never comes to a stand, and follows its setting', () => {
    let pace: Pace = paceOf(PER_MINUTE)
    for (let index = 0; index < 20; index++) pace = slowedDown(pace, start + index * 120_000)
    expect(pace.perSecond).toBe(0.5)
    expect(withLimit(paceOf(PER_MINUTE), 60)).toEqual(paceOf(60))
    expect(slowedDown(paceOf(6), start).perSecond).toBe(paceOf(6).perSecond)
  })
})

import { circuitOpened } from '../../../bench/benchmarks/partnerOutage'
import type { LoadResult } from '../../../bench/load/loadPlan'

const START = 1_700_000_000_000
const load = (seconds: number) => ({ startedAt: START, seconds }) as LoadResult
const calls = (...times: [start: number, end: number | null][]) => ({
  byKind: {},
  toPartner: times.map(([start, end]) => ({ start: START + start, end: end === null ? null : START + end })),
})

describe('the moment a circuit opens, seen from outside', () => {
  it('is the end of the last call before the partner is left alone', () => {
    expect(circuitOpened(calls([0, 1_200], [10, 1_210], [5_000, 6_200]), load(20))).toBe(1_210)
  })

  it('is not between calls that follow each other', () => {
    expect(circuitOpened(calls([0, 1_200], [1_250, 2_450], [2_460, 3_660]), load(20))).toBe(3_660)
  })

  it('never comes when the partner is asked to the end', () => {
    expect(circuitOpened(calls([0, 1_200], [1_250, null]), load(2.5))).toBeUndefined()
  })

  it('is the beginning when nobody ever asked', () => {
    expect(circuitOpened(calls(), load(20))).toBe(0)
  })
})

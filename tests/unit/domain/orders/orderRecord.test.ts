import { appendTimeline, type Decision, type Timeline } from '../../../../node/domain/orders/orderRecord'
import { fc } from '../../fixtures/seeded'

const EMPTY: Timeline = { entries: [], dropped: 0 }
const entries = (first: number, count: number): Decision[] =>
  Array.from({ length: count }, (_, index) => ({ at: '2026-09-01T12:00:00.000Z', decision: String(first + index) }))

describe('the timeline of an order', () => {
  it('keeps how the story began and how it ended, and says how much is missing between', () => {
    const { entries: kept, dropped } = appendTimeline(EMPTY, entries(0, 250))
    const numbers = kept.map((entry) => ('decision' in entry ? Number(entry.decision) : -1))
    expect(numbers.slice(0, 60)).toEqual(Array.from({ length: 60 }, (_, index) => index))
    expect(numbers.slice(60)).toEqual(Array.from({ length: 140 }, (_, index) => 110 + index))
    expect(dropped).toBe(50)
  })

  it('is bounded, loses count of nothing and keeps its order, however it grows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 70 }), { maxLength: 20 }), (batches) => {
        let timeline = EMPTY
        let written = 0
        for (const count of batches) {
          timeline = appendTimeline(timeline, entries(written, count))
          written += count
        }
        const numbers = timeline.entries.map((entry) => ('decision' in entry ? Number(entry.decision) : -1))
        expect(numbers.length).toBeLessThanOrEqual(200)
        expect(numbers.length + timeline.dropped).toBe(written)
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
        if (written > 0) expect([numbers[0], numbers.at(-1)]).toEqual([0, written - 1])
      }),
    )
  })
})

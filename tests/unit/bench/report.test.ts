import { outcomeLines, passed, type Outcome } from '../../../bench/report'

const outcome = (...figures: Outcome['figures']): Outcome => ({ id: 'P0', title: 'something', figures })

describe('a report', () => {
  it('shows the bar beside the figure and whether it is reached', () => {
    const lines = outcomeLines(
      outcome(
        { what: 'quick', value: 0.849, unit: '×', bar: { atLeast: 0.8 } },
        { what: 'late', value: 161.4, unit: 'ms', bar: { atMost: 160 } },
        { what: 'once', value: 1, unit: 'calls', bar: { exactly: 1 } },
        { what: 'told only', value: 7, unit: 's' },
      ),
    ).map((line) => line.trim().replace(/ +/g, ' '))
    expect(lines).toEqual([
      'P0 something',
      '✓ quick 0.849 × bar ≥ 0.8 ×',
      '✗ late 161 ms bar ≤ 160 ms',
      '✓ once 1 calls bar = 1 calls',
      'told only 7 s',
    ])
  })

  it('is passed when every bar is reached, and never without a figure', () => {
    const bar = { atMost: 10 }
    expect(passed(outcome({ what: 'a', value: 10, unit: 'ms', bar }))).toBe(true)
    expect(passed(outcome({ what: 'a', value: 10, unit: 'ms', bar }, { what: 'b', value: 11, unit: 'ms', bar }))).toBe(
      false,
    )
    expect(passed(outcome({ what: 'a', value: NaN, unit: 'ms', bar }))).toBe(false)
    expect(passed({ ...outcome(), problem: 'the partner did not start' })).toBe(false)
  })
})

import { cleared, MOST_OPEN, NO_PROBLEMS, problemKey, raised } from '../../../../node/domain/problems/problemList'
import { HOUR, MINUTE, NOON, SECOND } from '../../fixtures/movableClock'

const dead = { code: 'deadLetter', subject: 'o-1', message: 'orderInvoice was given up', fix: 'Replay it' }
const keyOf = (...problems: { code: string; subject: string }[]) => new Set(problems.map(problemKey))
const raise = (list = NO_PROBLEMS, problem = dead, now = NOON) => raised(list, problem, now) ?? list

describe('a list of problems', () => {
  it('has one row for the same trouble, with how often and since when', () => {
    const list = raise(raise(raise(), dead, NOON + 2 * MINUTE), dead, NOON + 4 * MINUTE)
    expect(list.open).toEqual([
      { ...dead, firstSeen: '2026-09-01T12:00:00.000Z', lastSeen: '2026-09-01T12:04:00.000Z', count: 3 },
    ])
  })

  it('need not be written when the same is seen again within a minute', () => {
    expect(raised(raise(), dead, NOON + 59 * SECOND)).toBeUndefined()
  })

  it('tells the newest words at once', () => {
    const list = raise(raise(), { ...dead, message: 'orderTracking was given up' }, NOON + SECOND)
    expect(list.open).toMatchObject([{ message: 'orderTracking was given up', count: 2 }])
  })

  it('keeps two subjects apart, and two codes', () => {
    const list = raise(raise(raise(), { ...dead, subject: 'o-2' }), { ...dead, code: 'other' })
    expect(list.open).toHaveLength(3)
  })

  it('lets go what is over, and remembers that it was', () => {
    const list = cleared(raise(), keyOf(dead), NOON + HOUR)
    expect(list).toMatchObject({ open: [], cleared: [{ subject: 'o-1', clearedAt: '2026-09-01T13:00:00.000Z' }] })
    expect(cleared(NO_PROBLEMS, keyOf(dead), NOON)).toBeUndefined()
  })

  it('goes on with the story of a trouble that comes and goes, so that nobody is alerted twice', () => {
    const alerted = { ...raise(), open: [{ ...raise().open[0], alertedAt: '2026-09-01T12:00:30.000Z' }] }
    const gone = cleared(alerted, keyOf(dead), NOON + MINUTE) ?? NO_PROBLEMS
    expect(raise(gone, dead, NOON + 2 * MINUTE).open).toMatchObject([
      { count: 2, firstSeen: '2026-09-01T12:00:00.000Z', alertedAt: '2026-09-01T12:00:30.000Z' },
    ])
    expect(raise(gone, dead, NOON + 2 * HOUR).open[0]).not.toHaveProperty('alertedAt')
  })

  it('has an end, and says how much found no room', () => {
    let list = NO_PROBLEMS
    for (let n = 0; n < MOST_OPEN + 3; n++) list = raise(list, { ...dead, subject: `o-${n}` })
    expect([list.open.length, list.dropped]).toEqual([MOST_OPEN, 3])
    expect(JSON.stringify(list).length).toBeLessThan(100_000)
  })

  it('cuts texts that never end', () => {
    const long = 'x'.repeat(5_000)
    const [{ message, fix, subject }] = raise(NO_PROBLEMS, { code: 'c', subject: long, message: long, fix: long }).open
    expect([message.length, fix.length, subject.length]).toEqual([300, 300, 100])
    expect(
      raise(raise(NO_PROBLEMS, { ...dead, subject: long }), { ...dead, subject: long }, NOON + HOUR).open,
    ).toHaveLength(1)
  })
})

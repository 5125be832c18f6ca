import { IDLE_RUN, type CatalogRun } from '../../../../node/domain/catalog/catalogRun'
import { scheduledRun } from '../../../../node/domain/catalog/schedule'
import { HOUR, MINUTE, NOON } from '../../fixtures/movableClock'

const QUIET = { catalogDeltaMinutes: 0 }
const iso = (at: number) => new Date(at).toISOString()
const after = (changes: Partial<CatalogRun>): CatalogRun => ({
  ...IDLE_RUN,
  watch: { fullAt: iso(NOON - HOUR), bindingsAt: iso(NOON - HOUR) },
  ...changes,
})

describe('what a seller’s schedule asks for', () => {
  it('is the list of bindings every ten minutes while many SKUs wait for approval', () => {
    expect(scheduledRun(after({ states: { suggested: 5_000 } }), QUIET, NOON)).toBe('bindings')
    const looked = { fullAt: iso(NOON - HOUR), bindingsAt: iso(NOON - 9 * MINUTE) }
    expect(scheduledRun(after({ states: { suggested: 5_000 }, watch: looked }), QUIET, NOON)).toBeUndefined()
  })

  it('is nothing while a few wait, who are asked about one by one', () => {
    expect(scheduledRun(after({ states: { suggested: 20, bound: 100_000 } }), QUIET, NOON)).toBeUndefined()
  })

  it('is nothing before somebody started the first run', () => {
    expect(scheduledRun({ ...IDLE_RUN, states: { suggested: 5_000 } }, QUIET, NOON)).toBeUndefined()
  })
})

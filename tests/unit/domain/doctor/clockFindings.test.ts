import { clockFindings } from '../../../../node/domain/doctor/clockFindings'
import { NOON } from '../../fixtures/movableClock'

const off = (seconds: number) => ({ ours: NOON, theirs: NOON + seconds * 1_000 })
const shortly = (others: Parameters<typeof clockFindings>[0]) =>
  clockFindings(others).map(({ level, message }) => `${level}: ${message}`)

describe('clocks', () => {
  it('that agree are fine, and one that did not say is left out', () => {
    expect(shortly({ VTEX: off(1), partner: undefined })).toEqual(['ok: Our clock and that of VTEX agree'])
  })

  it('of somebody else is the wrong one when only it differs', () => {
    expect(shortly({ VTEX: off(0), partner: off(-60) })).toEqual([
      'ok: Our clock and that of VTEX agree',
      'warning: Our clock and that of partner are 60 s apart',
    ])
  })

  it('of ours is the wrong one when all others agree', () => {
    expect(shortly({ VTEX: off(900), partner: off(901) })).toEqual([
      'error: Our clock is 900 s away from those of VTEX and partner',
    ])
  })
})

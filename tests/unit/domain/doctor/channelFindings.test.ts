import { channelFindings, type ComparedChannels } from '../../../../node/domain/doctor/channelFindings'

const known = [
  { id: '1', active: true },
  { id: '2', active: false },
  { id: '3', active: true },
]
const shortly = (more: Partial<ComparedChannels>) =>
  channelFindings({ wanted: ['1'], known, status: 200, selected: ['1'], ...more }).map(
    ({ level, message }) => `${level}: ${message}`,
  )

describe('the trade policies of a seller', () => {
  it('are right when they exist and the seller is in them; others are named for whoever forgot one', () => {
    expect(shortly({})).toEqual([
      'ok: The seller sells in trade policy 1',
      'info: The seller does not sell in trade policy 3',
    ])
  })

  it.each([
    [{ wanted: ['1', '9'] }, 'error: The marketplace has no trade policy 9'],
    [{ wanted: ['1', '2'], selected: ['1', '2'] }, 'warning: Trade policy 2 is inactive'],
    [{ wanted: ['1', '3'] }, 'error: The seller is not in trade policy 3'],
    [{ selected: ['1', '3'] }, 'warning: The seller is in trade policy 3, which the settings do not name'],
  ])('are told one by one when something is wrong: %j', (more, told) => {
    expect(shortly(more)[0]).toContain(told)
  })

  it('of a marketplace that does not show them are compared with the seller only', () => {
    expect(shortly({ known: undefined, status: 404 })).toEqual([
      'ok: The seller sells in trade policy 1',
      expect.stringContaining('info: VTEX answered 404'),
    ])
  })
})

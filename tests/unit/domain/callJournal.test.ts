import { appendCalls, CallLog, type CallEntry } from '../../../node/domain/callJournal'

const look = (changes: Partial<CallEntry> = {}): CallEntry => ({
  at: '2026-09-01T12:00:00.000Z',
  direction: 'out',
  peer: 'partner',
  step: 'orderUpdates',
  status: 200,
  ms: 12,
  ...changes,
})

describe('the story of calls', () => {
  it('gives one line to the same look at the partner, however often it was made', () => {
    const story = appendCalls([look()], [look({ ms: 15 }), look({ ms: 20 })])
    expect(story).toEqual([look({ ms: 20, times: 3 })])
  })

  it('starts a new line when the partner answers differently', () => {
    expect(appendCalls([look()], [look({ status: 503 }), look()])).toHaveLength(3)
  })

  it.each([
    ['calls to the marketplace', look({ peer: 'marketplace', step: 'priceNotification' })],
    ['calls we were asked', look({ direction: 'in' })],
  ])('keeps each of the %s', (_what, call) => {
    expect(appendCalls([call], [call])).toEqual([call, call])
  })

  it('does not change the story it continues', () => {
    const before = [look()]
    appendCalls(before, [look()])
    expect(before).toEqual([look()])
  })

  it('hands calls over once', () => {
    const log = new CallLog()
    log.record(look())
    expect(log.drain()).toHaveLength(1)
    expect(log.drain()).toHaveLength(0)
  })
})

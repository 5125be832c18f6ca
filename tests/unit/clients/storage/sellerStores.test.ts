import { ActivityStore } from '../../../../node/clients/storage/activityStore'
import { AccessStore } from '../../../../node/clients/storage/accessStore'
import { SweepState } from '../../../../node/clients/storage/sweepState'
import { sellerId } from '../../../../node/domain/ids'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { movableClock, SECOND } from '../../fixtures/movableClock'

const ACME = sellerId('acme')
let vbase: MemoryVBase
beforeEach(() => void (vbase = new MemoryVBase()))

describe('the activity of a seller', () => {
  it('is bounded and says how much is gone', async () => {
    const activity = new ActivityStore(vbase.records, ACME)
    await activity.create()
    const calls = Array.from({ length: 700 }, (_, index) => ({
      at: '2026-09-01T12:00:00.000Z',
      direction: 'out' as const,
      peer: 'marketplace' as const,
      step: 'priceNotification',
      subject: String(index),
      status: 202,
      ms: 5,
    }))
    await activity.append(calls.slice(0, 500))
    await activity.append(calls.slice(500))
    const { entries, dropped } = await activity.read()
    expect([entries.length, dropped, entries.at(-1)?.subject]).toEqual([600, 100, '699'])
  })

  it('is empty before the seller exists', async () => {
    expect((await new ActivityStore(vbase.records, ACME).read()).entries).toEqual([])
  })
})

describe('the keys of a seller', () => {
  it('are listed although VBase denies them for a moment', async () => {
    const access = new AccessStore(vbase.records)
    expect(await access.isListed(ACME)).toBe(false)
    await access.create({ schemaVersion: 1, sellerId: ACME, keys: [] })
    expect(await access.isListed(ACME)).toBe(true)
  })
})

describe('a sweep', () => {
  it('does not begin before there is a seller', async () => {
    expect(await new SweepState(vbase.records, movableClock()).begin('a')).toBeUndefined()
  })

  it('is one at a time, until it ends or dies', async () => {
    const clock = movableClock()
    const state = new SweepState(vbase.records, clock)
    await state.ensure()
    const begun = await Promise.all(['a', 'b', 'c'].map((run) => state.begin(run)))
    expect(begun.filter(Boolean)).toHaveLength(1)
    await state.finish(['a', 'b', 'c'][begun.findIndex(Boolean)], {})
    expect(await state.begin('d')).toBeDefined()
    clock.advance(29 * SECOND)
    expect(await state.begin('e')).toBeUndefined()
    clock.advance(SECOND)
    expect(await state.begin('e')).toBeDefined()
  })

  it('that outlived its lease does not end the one that took over', async () => {
    const clock = movableClock()
    const state = new SweepState(vbase.records, clock)
    await state.ensure()
    await state.begin('slow')
    clock.advance(31 * SECOND)
    await state.begin('next')
    await state.finish('slow', { lastSeller: 'z' })
    expect(await state.begin('third')).toBeUndefined()
    clock.advance(31 * SECOND)
    expect(await state.sinceLast()).toBeUndefined()
  })

  it('leaves to the next one how far it came', async () => {
    const state = new SweepState(vbase.records, movableClock())
    await state.ensure()
    expect(await state.begin('a')).toEqual({ openFrom: '2026-09-01T12' })
    await state.finish('a', { openFrom: '2026-09-01T10', lastSeller: 'acme' })
    expect(await state.begin('b')).toEqual({ openFrom: '2026-09-01T10', lastSeller: 'acme' })
  })

  it('tells when the last one ended, or that one is at work', async () => {
    const clock = movableClock()
    const state = new SweepState(vbase.records, clock)
    await state.ensure()
    expect(await state.sinceLast()).toBeUndefined()
    await state.begin('a')
    expect(await state.sinceLast()).toBe(0)
    await state.finish('a', {})
    clock.advance(SECOND)
    await state.ensure()
    expect(await state.sinceLast()).toBe(SECOND)
  })
})

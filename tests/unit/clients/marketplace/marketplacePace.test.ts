import { MarketplacePace } from '../../../../node/clients/marketplace/marketplacePace'
import { PaceStore } from '../../../../node/clients/storage/paceStore'
import { MarketplaceRejected, MarketplaceUnavailable, StorageUnavailable } from '../../../../node/domain/errors'
import { failedCall } from '../../fixtures/failedCall'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { movableClock, SECOND } from '../../fixtures/movableClock'

const LIMITS = { catalog: 600, suggestions: 600, notifications: 600 }
/** Milliseconds between two calls. */
const GAP = 1_000 / (10 * 0.99)

const refusal = (step: string, retryAfter?: number) => new MarketplaceUnavailable(step, 'later', retryAfter, 429)

/** Replicas of one account: each its own memory, one record store. Their waiting is the clock's. */
function replicas(count = 1, limits = LIMITS) {
  const clock = movableClock()
  const vbase = new MemoryVBase()
  const store = new PaceStore(vbase.records)
  const paces = Array.from(
    { length: count },
    () => new MarketplacePace(limits, clock, async (ms) => void clock.advance(ms)),
  )
  const at = clock.now()
  const begun: number[] = []
  const call = (status?: number, { on = 0, retryAfter }: { on?: number; retryAfter?: number } = {}) =>
    paces[on].run('suggestions', 'skuSuggestion', store, async () => {
      begun.push(clock.now() - at)
      if (status === undefined) return 'fine'
      if (status === 429) throw refusal('skuSuggestion', retryAfter)
      if (status < 429) throw new MarketplaceRejected('skuSuggestion', status, 'no')
      throw new MarketplaceUnavailable('skuSuggestion', 'later', retryAfter, status)
    })
  return { begun, call, clock, pace: paces[0], store, vbase }
}

describe('calls under a pace', () => {
  it('are tried again when VTEX had no room, not before it has', async () => {
    const { clock, pace, store } = replicas()
    const begun: number[] = []
    const at = clock.now()
    let calls = 0
    const answer = await pace.run('catalog', 'changeNotification', store, async () => {
      begun.push(clock.now() - at)
      if (++calls < 3) throw refusal('changeNotification', 2)
      return 'bound'
    })
    expect([answer, begun]).toEqual(['bound', [0, 2 * SECOND, 4 * SECOND]])
  })

  it('give up when it takes long, and are not made before then', async () => {
    const { begun, call, clock } = replicas()
    await expect(call(429, { retryAfter: 30 })).rejects.toMatchObject({ retryAfterSeconds: 30 })
    await expect(call()).rejects.toMatchObject({ retryAfterSeconds: 30 })
    expect(begun).toHaveLength(1)
    clock.advance(30 * SECOND)
    expect(await call()).toBe('fine')
  })

  it('are not slowed by an answer that is no refusal of the pace', async () => {
    const { begun, call } = replicas()
    await expect(call(404)).rejects.toBeInstanceOf(MarketplaceRejected)
    await expect(call(500)).rejects.toBeInstanceOf(MarketplaceUnavailable)
    await call()
    expect(begun[2]).toBeLessThanOrEqual(2 * GAP)
  })

  it('leave the other APIs alone', async () => {
    const { call, clock, pace, store } = replicas()
    const at = clock.now()
    await call(429, { retryAfter: 30 }).catch(() => undefined)
    expect(await pace.run('notifications', 'priceNotification', store, async () => clock.now() - at)).toBe(0)
  })

  it('are few at the same time, and none is forgotten', async () => {
    const { pace, store } = replicas()
    let now = 0
    let most = 0
    const calls = Array.from({ length: 50 }, () =>
      pace.run('catalog', 'changeNotification', store, async () => {
        most = Math.max(most, ++now)
        for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve))
        now--
        return 'done'
      }),
    )
    expect(await Promise.all(calls)).toHaveLength(50)
    expect(most).toBe(8)
  })
})

describe('the pace of an account', () => {
  it('is one for all replicas: whoever calls, a turn apart', async () => {
    const { begun, call } = replicas(3)
    for (let index = 0; index < 120; index++) await call(undefined, { on: index % 3 })
    // Turns that nobody used are lost, so that it is slower at times and never faster.
    const apart = begun.slice(1).map((at, index) => at - begun[index])
    expect(Math.max(...begun)).toBeGreaterThanOrEqual(119 * GAP - 50)
    expect(apart.every((ms) => ms <= 1_500)).toBe(true)
  })

  it('rests on every replica when one was refused', async () => {
    const { begun, call } = replicas(2)
    await call(undefined, { on: 1 })
    await call(429, { on: 0, retryAfter: 30 }).catch(() => undefined)
    const made = begun.length
    await expect(call(undefined, { on: 1 })).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) as number })
    expect(begun).toHaveLength(made)
  })

  it('does not begin anew with a replica', async () => {
    const { call, clock, store, vbase } = replicas()
    await call(429, { retryAfter: 30 }).catch(() => undefined)
    const restarted = new MarketplacePace(LIMITS, clock)
    const made = restarted.run('suggestions', 'skuSuggestion', store, async () => 'made')
    await expect(made).rejects.toBeInstanceOf(MarketplaceUnavailable)
    expect([...vbase.files.keys()]).toEqual(['pace/suggestions'])
  })

  it('loses a moment when the replica that reserved turns is gone', async () => {
    const { begun, call } = replicas(2)
    for (let index = 0; index < 30; index++) await call(undefined, { on: 0 })
    const before = begun[begun.length - 1]
    await call(undefined, { on: 1 })
    expect(begun[begun.length - 1] - before).toBeLessThanOrEqual(1_000)
  })

  it('costs the record store two calls for many, and few turns who makes few', async () => {
    const { call, vbase } = replicas(2, { ...LIMITS, suggestions: 6_000 })
    for (let index = 0; index < 400; index++) await call()
    expect(vbase.writes.length).toBeLessThan(14)
    const { begun, call: one } = replicas(2, { ...LIMITS, suggestions: 6_000 })
    await one(undefined, { on: 0 })
    await one(undefined, { on: 1 })
    expect(begun[1]).toBeLessThanOrEqual(100)
  })

  it('tells refusals that come together once', async () => {
    const { call, vbase } = replicas()
    await call()
    vbase.writes.length = 0
    await Promise.all(Array.from({ length: 8 }, () => call(429, { retryAfter: 60 }).catch(() => undefined)))
    expect(vbase.writes.length).toBeLessThanOrEqual(3)
  })

  it('calls nobody while it cannot be read or written', async () => {
    const { begun, call, vbase } = replicas()
    vbase.disturbance = () => {
      throw failedCall(503)
    }
    await expect(call()).rejects.toBeInstanceOf(StorageUnavailable)
    expect(begun).toEqual([])
    vbase.disturbance = () => undefined
    expect(await call()).toBe('fine')
  })
})

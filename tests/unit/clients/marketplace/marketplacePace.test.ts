import { MarketplacePace } from '../../../../node/clients/marketplace/marketplacePace'
import { MarketplaceRejected, MarketplaceUnavailable } from '../../../../node/domain/errors'
import { movableClock, SECOND } from '../../fixtures/movableClock'

const LIMITS = { catalog: 600, suggestions: 600, notifications: 600 }

/** A pace whose waiting is the clock's. */
function paced() {
  const clock = movableClock()
  const pace = new MarketplacePace(LIMITS, clock, async (ms) => void clock.advance(ms))
  const begun: number[] = []
  const call = (status?: number, retryAfter?: number) =>
    pace.run('suggestions', 'skuSuggestion', async () => {
      begun.push(clock.now())
      if (status === undefined) return 'fine'
      if (status < 429) throw new MarketplaceRejected('skuSuggestion', status, 'no')
      throw new MarketplaceUnavailable('skuSuggestion', 'later', retryAfter, status)
    })
  return { begun, call, clock, pace }
}

describe('calls under a pace', () => {
  it('are tried again when VTEX had no room, not before it has', async () => {
    const { begun, clock, pace } = paced()
    const at = clock.now()
    let calls = 0
    const answer = await pace.run('catalog', 'changeNotification', async () => {
      begun.push(clock.now() - at)
      if (++calls < 3) throw new MarketplaceUnavailable('changeNotification', 'later', 2, 429)
      return 'bound'
    })
    expect([answer, begun]).toEqual(['bound', [0, 2 * SECOND, 4 * SECOND]])
  })

  it('give up when it takes long, and are not made before then', async () => {
    const { begun, call, clock } = paced()
    await expect(call(429, 30)).rejects.toMatchObject({ retryAfterSeconds: 30 })
    await expect(call()).rejects.toMatchObject({ retryAfterSeconds: 30 })
    expect(begun).toHaveLength(1)
    clock.advance(30 * SECOND)
    expect(await call()).toBe('fine')
  })

  it('are not slowed by an answer that is no refusal of the pace', async () => {
    const { begun, call, clock } = paced()
    const at = clock.now()
    await expect(call(404)).rejects.toBeInstanceOf(MarketplaceRejected)
    await expect(call(500)).rejects.toBeInstanceOf(MarketplaceUnavailable)
    await call()
    expect(begun).toEqual([at, at, at])
  })

  it('leave the other APIs alone', async () => {
    const { call, clock, pace } = paced()
    const at = clock.now()
    await call(429, 30).catch(() => undefined)
    expect(await pace.run('notifications', 'priceNotification', async () => clock.now() - at)).toBe(0)
  })

  it('are few at the same time, and none is forgotten', async () => {
    const { pace } = paced()
    let now = 0
    let most = 0
    const calls = Array.from({ length: 50 }, () =>
      pace.run('catalog', 'changeNotification', async () => {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setImmediate(resolve))
        now--
        return 'done'
      }),
    )
    expect(await Promise.all(calls)).toHaveLength(50)
    expect(most).toBe(8)
  })
})

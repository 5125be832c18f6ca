import { snapshotWriter } from '../../../../node/clients/offers/snapshotWriter'
import type { SnapshotStore } from '../../../../node/clients/storage/snapshotStore'
import type { SnapshotNews } from '../../../../node/domain/offers/snapshotShard'
import { NOON } from '../../fixtures/movableClock'
import { offer, RON } from '../../fixtures/offers'

const TENANT = { account: 'acmemarket', workspace: 'master' }
const SHOWN: SnapshotNews = { key: ' DRILL', shown: '100/-/5' }
const TOLD: SnapshotNews = { key: ' SAW', told: { offer: offer('SAW', 5), currency: RON, askedAt: NOON } }
const SOLD: SnapshotNews = { key: ' HAMMER', sold: 1 }

let written: (readonly SnapshotNews[])[]

function write(...news: SnapshotNews[]) {
  const storeNews = async (some: readonly SnapshotNews[]) => {
    written.push(some)
    return []
  }
  const store = { storeNews } as unknown as SnapshotStore
  snapshotWriter.write(TENANT, 'acme', store, news, async () => undefined)
}

beforeEach(() => {
  written = []
  jest.useFakeTimers()
})
afterEach(() => jest.useRealTimers())

describe('what is learned while answers are given', () => {
  it.each([
    ['the partner said something', TOLD],
    ['something was sold', SOLD],
  ])('is written a tenth of a second later when %s', async (_what, news) => {
    write(news)
    await jest.advanceTimersByTimeAsync(99)
    expect(written).toEqual([])
    await jest.advanceTimersByTimeAsync(1)
    expect(written).toEqual([[news]])
  })

  it('is written once a second when it is only what the marketplace was shown', async () => {
    write(SHOWN)
    await jest.advanceTimersByTimeAsync(500)
    write(SHOWN)
    await jest.advanceTimersByTimeAsync(499)
    expect(written).toEqual([])
    await jest.advanceTimersByTimeAsync(1)
    expect(written).toEqual([[SHOWN, SHOWN]])
    write(SHOWN)
    await jest.advanceTimersByTimeAsync(1_000)
    expect(written).toHaveLength(2)
  })

  it('goes along with what is written sooner', async () => {
    write(SHOWN)
    write(TOLD)
    await jest.advanceTimersByTimeAsync(100)
    expect(written).toEqual([[SHOWN, TOLD]])
    await jest.advanceTimersByTimeAsync(1_000)
    expect(written).toHaveLength(1)
  })
})

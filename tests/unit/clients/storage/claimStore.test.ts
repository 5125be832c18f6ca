import { ClaimStore } from '../../../../node/clients/storage/claimStore'
import { sellerId } from '../../../../node/domain/ids'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { HOUR, movableClock, type MovableClock } from '../../fixtures/movableClock'
import { LEASE_MS, ORDER_ID } from '../../fixtures/orders'

let clock: MovableClock
let vbase: MemoryVBase
/** Another pod: its own store over the same VBase. */
const pod = () => new ClaimStore(vbase.records, sellerId('acme'), clock)
const claim = (claimId: string, content = 'content') =>
  pod().claim(ORDER_ID, { claimId, contentHash: content, leaseMs: LEASE_MS })

beforeEach(async () => {
  clock = movableClock()
  vbase = new MemoryVBase()
  await pod().createShards()
})

describe('ten pods that place the same order at once', () => {
  it('have one winner', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => claim(`pod-${index}`)))
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(9).fill('busy'), 'mine'])
  })

  it('have one winner again when the first one died', async () => {
    await claim('dead')
    clock.advance(LEASE_MS)
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, index) => claim(`pod-${index}`)))
    expect(outcomes.filter(({ kind }) => kind === 'mine')).toMatchObject([{ takenOver: true }])
  })
})

describe('a claim', () => {
  it('is recorded by its holder only', async () => {
    await claim('first')
    clock.advance(LEASE_MS)
    await claim('second')
    expect(await pod().markRecorded(ORDER_ID, 'first')).toBe(false)
    expect(await pod().markRecorded(ORDER_ID, 'second')).toBe(true)
    clock.advance(HOUR)
    expect(await claim('third')).toEqual({ kind: 'recorded' })
  })

  it('is refused for other content', async () => {
    await claim('first')
    expect(await claim('second', 'other')).toEqual({ kind: 'otherContent' })
  })

  it('is dropped by its holder only', async () => {
    await claim('first')
    await pod().drop(ORDER_ID, 'second')
    expect(await claim('second')).toEqual({ kind: 'busy' })
    await pod().drop(ORDER_ID, 'first')
    expect(await claim('second')).toMatchObject({ kind: 'mine', takenOver: false })
  })

  it('is refused after a cancellation of an order nobody knew', async () => {
    await pod().rememberCanceled(ORDER_ID)
    expect(await claim('late')).toEqual({ kind: 'canceled' })
  })

  it('is an outage when its shard cannot be found: absence is never assumed (D7)', async () => {
    vbase.files.clear()
    await expect(claim('first')).rejects.toThrow('must exist')
    expect(vbase.files.size).toBe(0)
  })
})

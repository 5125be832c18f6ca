import { SetupLease } from '../../../../node/clients/storage/setupLease'
import { sellerId } from '../../../../node/domain/ids'
import { MemoryVBase } from '../../fixtures/memoryVBase'
import { movableClock, SECOND } from '../../fixtures/movableClock'

describe('a set-up', () => {
  it('of a seller is one at a time, until it ends or dies', async () => {
    const vbase = new MemoryVBase()
    const clock = movableClock()
    const lease = new SetupLease(vbase.records, sellerId('acme'), clock)
    expect([await lease.begin('a'), await lease.begin('b')]).toEqual([true, false])
    await lease.end('b')
    expect(await lease.begin('b')).toBe(false)
    await lease.end('a')
    expect(await lease.begin('b')).toBe(true)
    clock.advance(30 * SECOND)
    expect(await lease.begin('c')).toBe(true)
    expect(await new SetupLease(vbase.records, sellerId('other'), clock).begin('d')).toBe(true)
  })

  it('is begun by one at most of several at the first time', async () => {
    const vbase = new MemoryVBase()
    const lease = new SetupLease(vbase.records, sellerId('acme'), movableClock())
    const begun = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => lease.begin(holder)))
    expect(begun.filter(Boolean).length).toBeLessThanOrEqual(1)
  })
})

import { StorageUnavailable, WriteConflict } from '../../../../node/domain/errors'
import { MemoryVBase } from '../../fixtures/memoryVBase'

interface Counter {
  readonly count: number
}

let vbase: MemoryVBase
beforeEach(async () => {
  vbase = new MemoryVBase()
  await vbase.records.put<Counter>('counters', 'one', { count: 0 })
})
const count = async () => (await vbase.records.read<Counter>('counters', 'one'))?.value.count

describe('a file', () => {
  it('is not there before it is written and not after it is removed', async () => {
    expect(await vbase.records.read('counters', 'two')).toBeUndefined()
    await vbase.records.remove('counters', 'one')
    await vbase.records.remove('counters', 'one')
    expect(await vbase.records.read('counters', 'one')).toBeUndefined()
  })

  it('cannot be replaced by who read an older version', async () => {
    const read = await vbase.records.read<Counter>('counters', 'one')
    await vbase.records.put<Counter>('counters', 'one', { count: 1 })
    const stale = vbase.records.replace('counters', 'one', { count: 99 }, read?.version ?? '')
    await expect(stale).rejects.toBeInstanceOf(WriteConflict)
    expect(await count()).toBe(1)
  })

  it.each([500, 503, 429])('is read although VBase answers %d once', async (status) => {
    vbase.refuses('read', status, 1)
    expect(await count()).toBe(0)
  })

  it('cannot be read from a VBase that stays down', async () => {
    vbase.refuses('read', 503, Infinity)
    await expect(count()).rejects.toBeInstanceOf(StorageUnavailable)
  })

  it('is never written twice because the answer failed', async () => {
    vbase.refuses('write', 500, 1)
    await expect(vbase.records.put('counters', 'one', { count: 5 })).rejects.toBeInstanceOf(StorageUnavailable)
    expect(await count()).toBe(0)
  })
})

describe('a listing', () => {
  it('holds every page of a bucket and nothing of another one', async () => {
    for (let index = 0; index < 450; index++) await vbase.records.put('due', `2026-09-01t12/${index}`, {})
    expect(await vbase.records.list('due')).toHaveLength(450)
    expect(await vbase.records.list('due', '2026-09-01t12/44')).toHaveLength(11)
    expect(await vbase.records.list('nothing')).toEqual([])
  })
})

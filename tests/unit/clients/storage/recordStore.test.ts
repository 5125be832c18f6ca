import { StorageUnavailable, WriteConflict } from '../../../../node/domain/errors'
import { storageSelfTest } from '../../../../node/clients/storage/selfTest'
import { failedCall } from '../../fixtures/failedCall'
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
const more = ({ count: before }: Counter) => ({ count: before + 1 })

/** VBase refuses the first `times` calls of a kind. */
function refuses(kind: string, status: number, times: number) {
  let left = times
  vbase.disturbance = (verb) => {
    if (verb === kind && left-- > 0) throw failedCall(status)
  }
}

describe('a document', () => {
  it('is not there before it is written and not after it is removed', async () => {
    expect(await vbase.records.read('counters', 'two')).toBeUndefined()
    await vbase.records.remove('counters', 'one')
    await vbase.records.remove('counters', 'one')
    expect(await vbase.records.read('counters', 'one')).toBeUndefined()
  })

  it('counts every one of ten writers that come at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => vbase.records.update<Counter>('counters', 'one', more)))
    expect(await count()).toBe(10)
  })

  it('cannot be replaced by who read an older version', async () => {
    const read = await vbase.records.read<Counter>('counters', 'one')
    await vbase.records.update<Counter>('counters', 'one', more)
    const stale = vbase.records.replace('counters', 'one', { count: 99 }, read?.version ?? '')
    await expect(stale).rejects.toBeInstanceOf(WriteConflict)
    expect(await count()).toBe(1)
  })

  it.each([409, 412])('was changed by somebody else when VBase answers %d', async (status) => {
    refuses('write', status, 1)
    await vbase.records.update<Counter>('counters', 'one', more)
    expect(await count()).toBe(1)
  })

  it('is left as it is when there is nothing to change', async () => {
    vbase.writes.length = 0
    expect(await vbase.records.update<Counter>('counters', 'one', () => undefined)).toEqual({ count: 0 })
    expect(vbase.writes).toEqual([])
  })

  it('that never lets a writer win is an outage', async () => {
    refuses('write', 412, Infinity)
    await expect(vbase.records.update<Counter>('counters', 'one', more)).rejects.toBeInstanceOf(StorageUnavailable)
  })

  it('that must exist survives one false 404 of VBase (D7)', async () => {
    refuses('read', 404, 1)
    expect((await vbase.records.readExisting<Counter>('counters', 'one')).value).toEqual({ count: 0 })
  })

  it('that must exist and does not is an outage, never an absence (D7)', async () => {
    await expect(vbase.records.readExisting('counters', 'two')).rejects.toBeInstanceOf(StorageUnavailable)
    await expect(vbase.records.update('counters', 'two', () => ({}))).rejects.toBeInstanceOf(StorageUnavailable)
  })

  it.each([500, 503, 429])('is read although VBase answers %d once', async (status) => {
    refuses('read', status, 1)
    expect(await count()).toBe(0)
  })

  it('cannot be read from a VBase that stays down', async () => {
    refuses('read', 503, Infinity)
    await expect(count()).rejects.toBeInstanceOf(StorageUnavailable)
  })

  it('is never written twice because the answer failed', async () => {
    refuses('write', 500, 1)
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

describe('the storage self-test', () => {
  it('passes on a store that keeps its promises, and leaves nothing behind', async () => {
    expect(await storageSelfTest(vbase.records, 'probe')).toBeUndefined()
    expect(await vbase.records.list('selftest')).toEqual([])
  })

  it('fails on a store that accepts a stale version', async () => {
    const { records } = vbase
    records.replace = (bucket, path, value) => records.put(bucket, path, value)
    expect(await storageSelfTest(records, 'probe')).toMatch(/stale version/)
  })

  it('fails on a store that does not list what was written', async () => {
    const { records } = vbase
    records.list = async () => []
    expect(await storageSelfTest(records, 'probe')).toMatch(/not listed/)
  })

  it('fails on a store that forgets what was written', async () => {
    vbase.disturbance = (verb) => {
      if (verb === 'read') throw failedCall(404)
    }
    expect(await storageSelfTest(vbase.records, 'probe')).toMatch(/cannot be read/)
  })
})

import { StorageUnavailable } from '../../../../node/domain/errors'
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

describe('a document', () => {
  it('counts every one of ten writers that come at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => vbase.records.update<Counter>('counters', 'one', more)))
    expect(await count()).toBe(10)
  })

  it.each([409, 412])('was changed by somebody else when VBase answers %d', async (status) => {
    vbase.refuses('write', status, 1)
    await vbase.records.update<Counter>('counters', 'one', more)
    expect(await count()).toBe(1)
  })

  it('is left as it is when there is nothing to change', async () => {
    vbase.writes.length = 0
    expect(await vbase.records.update<Counter>('counters', 'one', () => undefined)).toEqual({ count: 0 })
    expect(vbase.writes).toEqual([])
  })

  it('that never lets a writer win is an outage', async () => {
    vbase.refuses('write', 412, Infinity)
    await expect(vbase.records.update<Counter>('counters', 'one', more)).rejects.toBeInstanceOf(StorageUnavailable)
  })

  it('that must exist survives one false 404 of VBase (D7)', async () => {
    vbase.refuses('read', 404, 1)
    expect((await vbase.records.readExisting<Counter>('counters', 'one')).value).toEqual({ count: 0 })
  })

  it('that must exist and does not is an outage, never an absence (D7)', async () => {
    await expect(vbase.records.readExisting('counters', 'two')).rejects.toBeInstanceOf(StorageUnavailable)
    await expect(vbase.records.update('counters', 'two', () => ({}))).rejects.toBeInstanceOf(StorageUnavailable)
  })
})
